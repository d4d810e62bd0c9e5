import { prisma } from './prisma-client-elsewhere';
export async function authors(bookIds: number[]) {
  const names: string[] = [];
  for (const id of bookIds) {
    const book = await prisma.book.findUnique({ where: { id }, include: { author: true } }); // expect: read prisma
    if (book) names.push(book.author.name);
  }
  return names;
}
