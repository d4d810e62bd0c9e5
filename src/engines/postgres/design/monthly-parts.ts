import { quoteIdentifier } from '#engines/postgres/quote.ts';
import type { Table } from '#vocabulary/database-schema.ts';
import { stemLength } from './parts-procedures.ts';

/** Parts for this month and the next three, and one that takes what fits none of them, so that no row is ever refused. */
export function monthlyParts(parent: Table, _: unknown, now: Date): readonly Table[] {
  const months = [0, 1, 2, 3].map((ahead) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1)));
  const part = (suffix: string, bound: string): Table => ({
    ...parent,
    kind: 'table',
    name: `${parent.name.slice(0, stemLength)}_${suffix}`,
    partitionKey: undefined,
    partitionOf: { schema: parent.schema, table: parent.name, bound },
    constraints: [],
    indexes: [],
    comment: undefined,
  });
  const isMoment = parent.columns.some(
    ({ name, type }) => type === 'timestamptz' && parent.partitionKey === `RANGE (${quoteIdentifier(name)})`,
  );
  // A month begins in UTC, whatever the session that makes the tables takes for midnight.
  const bound = (date: Date) => (isMoment ? `'${day(date)} 00:00:00+00'` : `'${day(date)}'`);
  return [
    ...months.map((from) => {
      const to = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 1));
      return part(`${day(from).slice(0, 7).replace('-', '_')}`, `FOR VALUES FROM (${bound(from)}) TO (${bound(to)})`);
    }),
    part('default', 'DEFAULT'),
  ];
}

export function partStatement({ name, partitionOf }: Table): string {
  return `CREATE TABLE ${quoteIdentifier(name)} PARTITION OF ${quoteIdentifier(partitionOf?.table ?? '')} ${partitionOf?.bound ?? ''}`;
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
