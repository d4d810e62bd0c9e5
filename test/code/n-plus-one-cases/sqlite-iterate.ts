import Database from 'better-sqlite3';
export class Library {
  private db = new Database('lib.db');
  private byAuthor = this.db.prepare('SELECT title FROM books WHERE author_id = ?');
  print() {
    for (const author of this.db.prepare('SELECT id, name FROM authors').iterate() as Iterable<any>) {
      console.log(author.name, this.byAuthor.all(author.id)); // expect: read better-sqlite3
    }
  }
}
