import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
export async function merge(items: { id: string }[]) {
  const users = await prisma.user.findMany();
  const cache = new Map(users.map((user) => [user.id, user]));
  for (const item of items) {
    const user = cache.get(item.id);
    if (user) cache.delete(item.id);
    else cache.set(item.id, { ...item } as never);
    await Promise.resolve(users.find((one) => one.id === item.id));
  }
  return cache;
}
