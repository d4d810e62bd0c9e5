import { UserRepository } from './user-repository.js';
export class Invitations {
  constructor(private readonly users: UserRepository) {}
  async invite(emails: string[]) {
    const known = [];
    for (const email of emails) {
      const user = await this.users.byEmail(email); // expect: read prisma
      if (user) known.push(user);
    }
    return known;
  }
}
