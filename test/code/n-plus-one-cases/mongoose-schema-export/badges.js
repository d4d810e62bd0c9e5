const { User, Badge } = require('./models');
module.exports = async () => {
  const users = await User.find({}).lean();
  return Promise.all(users.map(async (user) => {
    user.badges = await Badge.find({ user: user._id }).exec(); // expect: read mongoose
    return user;
  }));
};
