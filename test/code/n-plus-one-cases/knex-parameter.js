/** @param {import('knex').Knex} knex */
exports.up = async function (knex) {
  const rows = await knex('people').select('id', 'full_name');
  for (const row of rows) {
    const first = await knex('nicknames').where('person_id', row.id).first(); // expect: read knex
    if (first) console.log(row.full_name, first.name);
  }
};
