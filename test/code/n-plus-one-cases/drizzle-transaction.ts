import { eq } from 'drizzle-orm';
import { db } from './db';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { orders, items } from './schema';
const local = drizzle('file.db');
export async function check(ids: number[]) {
  return local.transaction(async (tx) => {
    const bad = [];
    for (const id of ids) {
      const [order] = await tx.select().from(orders).where(eq(orders.id, id)).limit(1); // expect: read drizzle
      if (!order) bad.push(id);
    }
    return bad;
  });
}
