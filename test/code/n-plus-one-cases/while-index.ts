import mysql from 'mysql2/promise';
const pool = mysql.createPool('mysql://localhost/app');
export async function fill(rows: { id: number; tax?: number }[]) {
  let at = 0;
  while (at < rows.length) {
    const row = rows[at]!;
    const [found] = await pool.execute('SELECT rate FROM taxes WHERE row_id = ?', [row.id]); // expect: read mysql2
    row.tax = (found as { rate: number }[])[0]?.rate;
    at++;
  }
}
