const knex = require('knex')({ client: 'pg' });
module.exports = async function* pages() {
  let page = 0;
  while (true) {
    const rows = await knex('events').orderBy('id').limit(100).offset(page * 100);
    if (rows.length === 0) return;
    yield rows;
    page += 1;
  }
};
