import { Knex } from 'knex';
export const list = async (knex: Knex, wanted: Record<string, string>) => {
  const query = knex('cars').select('*');
  Object.entries(wanted).forEach(([column, value]) => query.andWhere(column, value));
  return query;
};
