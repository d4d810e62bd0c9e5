import { Kysely } from 'kysely';
export class Cleaner {
  readonly #db: Kysely<any>;
  constructor(db: Kysely<any>) { this.#db = db; }
  async clean(ids: string[]) {
    for (const id of ids) {
      await this.#db.deleteFrom('session').where('id', '=', id).execute(); // expect: write kysely
    }
  }
}
