import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
export async function exportAll(write: (row: unknown) => void) {
  let cursor: number | undefined;
  do {
    const page = await prisma.user.findMany({ take: 500, ...(cursor ? { skip: 1, cursor: { id: cursor } } : {}) });
    for (const user of page) write(user);
    cursor = page.at(-1)?.id;
  } while (cursor !== undefined);
}
