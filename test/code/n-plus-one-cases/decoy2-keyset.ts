import { Kysely } from 'kysely';
export async function* walk(db: Kysely<any>) {
  let last = 0;
  while (true) {
    const rows = await db.selectFrom('event').selectAll().where('id', '>', last).orderBy('id').limit(1000).execute();
    if (rows.length === 0) break;
    yield* rows;
    last = rows.at(-1)!.id;
  }
}
