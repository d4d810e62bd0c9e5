import { drizzle } from 'drizzle-orm/postgres-js';
import { events } from './schema-elsewhere';
const db = drizzle('postgres://localhost/app');
export async function record(list: { kind: string }[]) {
  for (const event of list) await db.insert(events).values({ kind: event.kind }); // expect: write drizzle
}
