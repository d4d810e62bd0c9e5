import Database from 'better-sqlite3';
const db = new Database('app.db');
const insert = db.prepare('INSERT INTO points (x, y) VALUES (?, ?)');
export const insertAll = db.transaction((points: { x: number; y: number }[]) => {
  for (const point of points) insert.run(point.x, point.y);
});
