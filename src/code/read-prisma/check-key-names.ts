import type { PrismaFaults } from './prisma-faults.ts';
import type { PrismaKey } from './prisma-keys.ts';
import type { PrismaTable } from './prisma-tables.ts';

/** Faults: two indexes of a schema by one name, which the database would refuse. */
export function checkKeyNames(keys: ReadonlyMap<PrismaTable, readonly PrismaKey[]>, faults: PrismaFaults): void {
  const seen = new Map<string, PrismaTable>();
  for (const [table, list] of keys) {
    const second = list.filter(({ kind }) => kind === 'primary')[1];
    for (const key of list) {
      const place = `${table.schema ?? ''}.${key.name}`;
      const other = seen.get(place);
      seen.set(place, table);
      // Two keys, and two models of one table, are told already.
      if (other === undefined || key === second || (other !== table && other.name === table.name)) continue;
      const both =
        other === table
          ? `${table.block.name} has an index by the name ${key.name} already.`
          : `${other.block.name} has an index by the name ${key.name} too.`;
      faults.add(key.at, both, 'Name one of them: map: "…".');
    }
  }
}
