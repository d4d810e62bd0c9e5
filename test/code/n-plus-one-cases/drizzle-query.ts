import { eq } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import * as schema from './schema-elsewhere';
export const details = async (db: NodePgDatabase<typeof schema>, orderIds: number[]) =>
  Promise.all(orderIds.map((id) => db.query.orders.findFirst({ where: eq(schema.orders.id, id) }))); // expect: read drizzle
