import pLimit from 'p-limit';
import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
const limit = pLimit(5);
export async function stats(users: { id: string }[]) {
  return Promise.all(users.map((user) => limit(() => prisma.session.count({ where: { userId: user.id } })))); // expect: read prisma
}
