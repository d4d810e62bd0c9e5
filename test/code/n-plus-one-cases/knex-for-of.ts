import knex from 'knex';
const db = knex({ client: 'pg' });
export async function shops() {
  const shops = await db('shops').select('id', 'name');
  for (const shop of shops) {
    shop.staff = await db('staff').where({ shop_id: shop.id }); // expect: read knex
  }
  return shops;
}
