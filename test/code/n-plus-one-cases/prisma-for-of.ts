import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
export async function usersWithPosts() {
  const users = await prisma.user.findMany();
  const result = [];
  for (const user of users) {
    const posts = await prisma.post.findMany({ where: { authorId: user.id } }); // expect: read prisma
    result.push({ ...user, posts });
  }
  return result;
}
