const Database = require('better-sqlite3');
const db = new Database(':memory:');
function report() {
  for (const city of db.prepare('SELECT id FROM cities').all()) {
    const people = db.prepare('SELECT count(*) AS n FROM people WHERE city_id = ?').get(city.id); // expect: read better-sqlite3
    city.people = people.n;
  }
}
module.exports = report;
