import Database from 'better-sqlite3';
const db = new Database('app.db');
export function albums() {
  const artist = db.prepare('SELECT name FROM artists WHERE id = ?');
  const albums = db.prepare('SELECT * FROM albums').all() as { artist_id: number }[];
  return albums.map((album) => ({ ...album, artist: artist.get(album.artist_id) })); // expect: read better-sqlite3
}
