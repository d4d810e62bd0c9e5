import { Kysely } from 'kysely';
import type { Database } from './types-elsewhere';
export async function pets(db: Kysely<Database>) {
  const people = await db.selectFrom('person').selectAll().execute();
  return await Promise.all(
    people.map(async (person) => ({
      ...person,
      pets: await db.selectFrom('pet').selectAll().where('owner_id', '=', person.id).execute(), // expect: read kysely
    })),
  );
}
