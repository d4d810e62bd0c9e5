import { PrismaClient } from '@prisma/client';
import { describe, it } from 'vitest';
const prisma = new PrismaClient();
describe('users', () => {
  for (const name of ['ann', 'bob', 'cid', 'dee', 'eve']) {
    it(`finds ${name}`, async () => {
      await prisma.user.findFirst({ where: { name } });
    });
  }
});
