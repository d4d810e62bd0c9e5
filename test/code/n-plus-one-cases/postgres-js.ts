import postgres from 'postgres';
const sql = postgres();
export async function threads() {
  const threads = await sql`select id, title from threads`;
  for (const thread of threads) {
    thread.posts = await sql`select * from posts where thread_id = ${thread.id}`; // expect: read postgres
  }
  return threads;
}
