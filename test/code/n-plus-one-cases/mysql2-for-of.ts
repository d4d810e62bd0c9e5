import mysql from 'mysql2/promise';
export async function run() {
  const connection = await mysql.createConnection({ host: 'localhost' });
  const [users] = await connection.query('SELECT id FROM users');
  for (const user of users as { id: number }[]) {
    const [orders] = await connection.execute('SELECT * FROM orders WHERE user_id = ?', [user.id]); // expect: read mysql2
    console.log(user.id, orders);
  }
}
