import { Knex, knex } from 'knex';
const db: Knex = knex({ client: 'mysql2' });
export async function place(lines: { sku: string; quantity: number }[]) {
  await db.transaction(async (trx) => {
    for (const line of lines) {
      const product = await trx('products').where('sku', line.sku).first(); // expect: read knex
      if (!product) throw new Error(line.sku);
    }
  });
}
