const db = require('./db');
async function articles() {
  const { rows } = await db.query('SELECT id, title FROM articles');
  for (const article of rows) {
    const result = await db.query('SELECT name FROM tags t JOIN article_tags a ON a.tag = t.id WHERE a.article = $1', [article.id]); // expect: read pg
    article.tags = result.rows.map((tag) => tag.name);
  }
  return rows;
}
module.exports = { articles };
