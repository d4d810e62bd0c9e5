const { Pool } = require('pg');
const pool = new Pool();
exports.flush = async (buffer) => {
  while (buffer.length > 0) {
    const part = buffer.splice(0, 500);
    await pool.query('INSERT INTO log (line) SELECT * FROM unnest($1::text[])', [part]);
  }
};
