import { Pool } from 'pg';
const pool = new Pool();
export async function usersWithTeams() {
  const { rows: users } = await pool.query('SELECT id, name FROM users LIMIT 100');
  for (const user of users) {
    user.teams = (await pool.query('SELECT * FROM user_teams WHERE user_id = $1', [user.id])).rows; // expect: read pg
  }
  return users;
}
