import { PrismaClient } from '@prisma/client';
const db = new PrismaClient();
export async function seed(names: string[]) {
  for (const name of names) {
    await db.tag.create({ data: { name } }); // expect: write prisma
  }
}
