import { Kysely } from 'kysely';
import type { Database } from './types-elsewhere';
export async function pets(db: Kysely<Database>) {
  const people = await db.selectFrom('person').selectAll().execute();
  const pets = await db.selectFrom('pet').selectAll().where('owner_id', 'in', people.map((p) => p.id)).execute();
  return people.map((person) => ({ person, pets: pets.filter((pet) => pet.owner_id === person.id) }));
}
