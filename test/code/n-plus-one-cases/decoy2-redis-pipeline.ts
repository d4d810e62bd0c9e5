import Redis from 'ioredis';
const redis = new Redis();
export async function load(ids: string[]) {
  const pipeline = redis.pipeline();
  for (const id of ids) pipeline.get(id);
  return Promise.all(ids.map((id) => redis.get(id)));
}
