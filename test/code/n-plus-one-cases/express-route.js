const express = require('express');
const { Pool } = require('pg');
const pool = new Pool({ connectionString: process.env.DATABASE_URL });
const router = express.Router();
router.get('/orders', async (req, res, next) => {
  try {
    const { rows } = await pool.query('SELECT * FROM orders WHERE user_id = $1', [req.user.id]);
    const enriched = [];
    for (const row of rows) {
      const { rows: items } = await pool.query('SELECT * FROM order_items WHERE order_id = $1', [row.id]); // expect: read pg
      enriched.push({ ...row, items });
    }
    res.json(enriched);
  } catch (error) {
    next(error);
  }
});
module.exports = router;
