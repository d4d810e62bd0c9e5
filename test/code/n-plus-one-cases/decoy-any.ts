import { Pool } from 'pg';
const pool = new Pool();
export async function usersWithTeams() {
  const { rows: users } = await pool.query('SELECT id FROM users');
  const { rows: teams } = await pool.query('SELECT * FROM user_teams WHERE user_id = ANY($1)', [users.map((u) => u.id)]);
  for (const user of users) user.teams = teams.filter((team) => team.user_id === user.id);
  return users;
}
