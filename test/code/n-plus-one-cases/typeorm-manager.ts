import { EntityManager } from 'typeorm';
import { Account, Ledger } from './entities-elsewhere';
export async function close(manager: EntityManager) {
  const accounts = await manager.find(Account);
  await Promise.all(accounts.map((account) => manager.findBy(Ledger, { accountId: account.id }))); // expect: read typeorm
}
