import { Pool } from 'pg';
const pool = new Pool();
export async function all(ids: string[]) {
  const promises: Promise<unknown>[] = [];
  ids.forEach((id) => {
    promises.push(pool.query('SELECT * FROM devices WHERE id = $1', [id])); // expect: read pg
  });
  return Promise.all(promises);
}
