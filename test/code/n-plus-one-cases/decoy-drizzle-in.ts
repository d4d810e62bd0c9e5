import { inArray } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { posts, users } from './schema-elsewhere';
const db = drizzle('postgres://localhost/app');
export async function feed() {
  const all = await db.select().from(users);
  const own = await db.select().from(posts).where(inArray(posts.authorId, all.map((user) => user.id)));
  return all.map((user) => ({ user, posts: own.filter((post) => post.authorId === user.id) }));
}
