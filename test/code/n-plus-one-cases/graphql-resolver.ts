import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
export const resolvers = {
  Query: {
    posts: async () => {
      const posts = await prisma.post.findMany({ take: 10 });
      return Promise.all(posts.map(async (post) => {
        const author = await prisma.user.findFirst({ where: { id: post.authorId } }); // expect: read prisma
        return { ...post, author };
      }));
    },
  },
};
