import pgPromise from 'pg-promise';
const db = pgPromise()('postgres://localhost/app');
export async function players(teamIds: number[]) {
  const out = [];
  for (const id of teamIds) {
    out.push(await db.any('SELECT * FROM players WHERE team_id = $1', [id])); // expect: read sql
  }
  return out;
}
