const pg = require('pg');
const pool = new pg.Pool();
exports.list = function (done) {
  pool.query('SELECT id FROM posts').then(({ rows }) => {
    rows.forEach((post) => {
      pool.query('SELECT * FROM comments WHERE post_id = $1', [post.id]).then((found) => { // expect: read pg
        post.comments = found.rows;
      });
    });
    done(rows);
  });
};
