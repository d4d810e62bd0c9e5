import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
export async function counts() {
  const [users, posts] = await prisma.$transaction([prisma.user.count(), prisma.post.count()]);
  const names = ['users', 'posts'];
  return names.map((name, at) => ({ name, count: [users, posts][at] }));
}
