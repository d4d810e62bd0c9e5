const { Sequelize, DataTypes } = require('sequelize');
const sequelize = new Sequelize('postgres://localhost/app');
const User = sequelize.define('user', { name: DataTypes.STRING });
const Post = sequelize.define('post', { title: DataTypes.STRING });
module.exports = async () => {
  const users = await User.findAll({ include: Post });
  return users.map((user) => ({ name: user.get('name'), title: user.getDataValue('title'), posts: user.posts.length }));
};
