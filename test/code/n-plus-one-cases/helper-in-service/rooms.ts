import { sql } from './database';
export class Rooms {
  static async guests(room: number) {
    return sql`select * from guests where room = ${room}`;
  }
  static async list() {
    return await sql`select number from rooms`;
  }
}
