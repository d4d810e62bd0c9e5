import { model, Schema } from 'mongoose';
const Task = model('Task', new Schema({ done: Boolean }));
export async function finish() {
  const tasks = await Task.find({ done: false });
  for (const task of tasks) {
    task.done = true;
    await task.save(); // expect: write mongoose
  }
}
