import mongoose, { Schema } from 'mongoose';
const User = mongoose.model('User', new Schema({ name: String }));
const Post = mongoose.model('Post', new Schema({ author: Schema.Types.ObjectId }));
export async function posts() {
  const users = await User.find();
  for (const user of users) {
    const own = await Post.find({ author: user._id }).lean(); // expect: read mongoose
    console.log(user.name, own.length);
  }
}
