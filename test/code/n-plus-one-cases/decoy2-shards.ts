import { Pool } from 'pg';
export async function everywhere(shards: Pool[]) {
  return Promise.all(shards.map((shard) => shard.query('SELECT count(*) FROM users')));
}
