import { Repository, In } from 'typeorm';
import { Tag, User } from './entities-elsewhere';
export class Users {
  constructor(private readonly users: Repository<User>, private readonly tags: Repository<Tag>) {}
  async all() {
    const users = await this.users.find({ relations: { posts: true } });
    const tags = await this.tags.findBy({ userId: In(users.map((user) => user.id)) });
    for (const user of users) user.tags = tags.filter((tag) => tag.userId === user.id);
    for (const user of users) console.log(await Promise.resolve(user.name));
    return users;
  }
}
