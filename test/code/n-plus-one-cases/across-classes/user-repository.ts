import { PrismaClient } from '@prisma/client';
export class UserRepository {
  private readonly prisma = new PrismaClient();
  byEmail(email: string) {
    return this.prisma.user.findFirst({ where: { email } });
  }
}
