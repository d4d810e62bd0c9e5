const { Client } = require('pg');
async function run() {
  const client = new Client();
  await client.connect();
  const result = await client.query('select id from accounts');
  for (let i = 0; i < result.rows.length; i++) {
    const account = result.rows[i];
    const balance = await client.query('select sum(amount) from entries where account_id = $1', [account.id]); // expect: read pg
    console.log(account.id, balance.rows[0].sum);
  }
}
module.exports = { run };
