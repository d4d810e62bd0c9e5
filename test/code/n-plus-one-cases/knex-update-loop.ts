import { Knex } from 'knex';
export async function rename(trx: Knex.Transaction, names: Map<number, string>) {
  for (const [id, name] of names) {
    await trx('people').where({ id }).update({ name }); // expect: write knex
  }
}
