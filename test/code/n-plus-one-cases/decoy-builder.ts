import knex from 'knex';
const db = knex({ client: 'pg' });
export async function search(filters: { column: string; value: string }[]) {
  let query = db('products').select('*');
  for (const { column, value } of filters) {
    query = query.where(column, value);
  }
  return await query;
}
