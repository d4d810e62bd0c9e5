import { Repository } from 'typeorm';
import { User } from './entities-elsewhere';
export async function pick(repository: Repository<User>, wanted: number[]) {
  const users = await repository.find();
  const items = users.map((user) => ({ id: user.id, count: 0 }));
  return wanted.map((id) => items.find((item) => item.id === id));
}
