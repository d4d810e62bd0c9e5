const knex = require('knex')({ client: 'pg' });
async function run(accounts) {
  await Promise.all(accounts.map(async (account) => {
    const result = await knex.raw('select balance from ledger where account = ?', [account.id]); // expect: read knex
    account.balance = result.rows[0].balance;
  }));
}
module.exports = { run };
