import { DataSource } from 'typeorm';
import { User, Visit } from './entities-elsewhere';
export async function visits(dataSource: DataSource) {
  const users = await dataSource.getRepository(User).find();
  return Promise.all(users.map(async (user) => {
    const count = await dataSource
      .getRepository(Visit)
      .createQueryBuilder('v') // a chain is one query
      .where('v.userId = :id', { id: user.id })
      .getCount();
    return { user, count };
  }));
} // expect-at: 6 read typeorm
