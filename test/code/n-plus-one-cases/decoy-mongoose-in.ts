import mongoose, { Schema } from 'mongoose';
const User = mongoose.model('User', new Schema({ name: String }));
const Post = mongoose.model('Post', new Schema({ author: Schema.Types.ObjectId }));
export async function posts() {
  const users = await User.find();
  const posts = await Post.find({ author: { $in: users.map((user) => user._id) } }).populate('tags');
  return users.map((user) => ({ user, posts: posts.filter((post) => post.author === user._id) }));
}
