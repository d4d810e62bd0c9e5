import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
export async function feed() {
  const users = await prisma.user.findMany({ include: { posts: true } });
  return users.map((user) => ({ name: user.name, posts: user.posts.find((post) => post.pinned) }));
}
