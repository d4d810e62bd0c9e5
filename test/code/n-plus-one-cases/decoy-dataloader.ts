import DataLoader from 'dataloader';
import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
const users = new DataLoader(async (ids: readonly number[]) => {
  const found = await prisma.user.findMany({ where: { id: { in: [...ids] } } });
  return ids.map((id) => found.find((user) => user.id === id) ?? null);
});
export const authors = (posts: { authorId: number }[]) => Promise.all(posts.map((post) => users.load(post.authorId)));
