import { createClient } from 'redis';
const cache = createClient();
export async function fetchAll(ids: string[]) {
  const values = [];
  for (const id of ids) values.push(await cache.get(id));
  return values;
}
