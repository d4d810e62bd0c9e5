const { Sequelize, DataTypes } = require('sequelize');
const sequelize = new Sequelize('postgres://localhost/app');
const User = sequelize.define('user', { name: DataTypes.STRING });
const Post = sequelize.define('post', { title: DataTypes.STRING });
User.hasMany(Post);
module.exports = async function feed() {
  const users = await User.findAll();
  const feed = [];
  for (const user of users) {
    const posts = await user.getPosts(); // expect: read sequelize
    feed.push({ user, posts });
  }
  return feed;
};
