import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
export async function settle(ids: number[]) {
  for (const id of ids) {
    await prisma.$transaction(async (tx) => {
      const invoice = await tx.invoice.findUniqueOrThrow({ where: { id } });
      await tx.invoice.update({ where: { id }, data: { paid: invoice.total } }); // expect: write prisma
    });
  }
}
