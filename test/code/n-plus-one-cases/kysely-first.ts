import type { Kysely, Transaction } from 'kysely';
import type { Database } from './types-elsewhere';
async function ownerOf(db: Kysely<Database> | Transaction<Database>, carId: number) {
  return db.selectFrom('owner').where('car_id', '=', carId).selectAll().executeTakeFirst();
}
export async function cars(db: Kysely<Database>) {
  const cars = await db.selectFrom('car').select(['id']).execute();
  const owners = [];
  for (const car of cars) owners.push(await ownerOf(db, car.id)); // expect: read kysely
  return owners;
}
