import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { posts, users } from './schema-elsewhere';
const db = drizzle(process.env.DATABASE_URL!);
export async function feed() {
  const all = await db.select().from(users);
  for (const user of all) {
    const own = await db.select().from(posts).where(eq(posts.authorId, user.id)); // expect: read drizzle
    console.log(user.name, own.length);
  }
}
