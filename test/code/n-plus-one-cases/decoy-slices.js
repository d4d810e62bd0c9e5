const mysql = require('mysql2/promise');
const pool = mysql.createPool({});
exports.load = async (ids) => {
  const found = [];
  for (let i = 0; i < ids.length; i += 500) {
    const [rows] = await pool.query('SELECT * FROM items WHERE id IN (?)', [ids.slice(i, i + 500)]);
    found.push(...rows);
  }
  return found;
};
