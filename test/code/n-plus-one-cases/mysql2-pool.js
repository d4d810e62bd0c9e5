const mysql = require('mysql2');
const pool = mysql.createPool({}).promise();
async function stock() {
  const [products] = await pool.query('SELECT id, name FROM products');
  return Promise.all(products.map((product) => pool.query('SELECT qty FROM stock WHERE product_id = ?', [product.id]))); // expect: read mysql2
}
module.exports = stock;
