const { MongoClient } = require('mongodb');
async function main(uri) {
  const client = await MongoClient.connect(uri);
  const db = client.db();
  const cursor = db.collection('posts').find({});
  for await (const post of cursor) {
    const author = await db.collection('users').findOne({ _id: post.author }); // expect: read mongodb
    console.log(post.title, author.name);
  }
}
main();
