import { describe, expect, test } from 'vitest';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { narrowing } from './narrowing.ts';

const schema = DatabaseSchema.parse({
  engine: 'postgres',
  searchPath: ['public'],
  tables: [],
  objects: [
    {
      kind: 'enum',
      schema: 'public',
      name: 'old_mood',
      definition: "CREATE TYPE old_mood AS ENUM ('sad', 'ok', 'glad')",
    },
    { kind: 'enum', schema: 'public', name: 'mood', definition: "CREATE TYPE mood AS ENUM ('ok', 'glad')" },
  ],
});
const of = (from: string, to: string) => {
  const found = narrowing({ type: from, schema }, { type: to, schema });
  return found && `${found.kind}: ${found.values}`;
};

describe('narrowing', () => {
  test.each([
    ['bigint', 'integer', 'refused: numbers beyond those of integer'],
    ['int8', 'int2', 'refused: numbers beyond those of smallint'],
    ['numeric(12,2)', 'numeric(12,0)', 'lost: digits after the point'],
    ['numeric(12,4)', 'numeric(14,2)', 'lost: digits after the point beyond 2'],
    ['numeric(12,2)', 'numeric(10,2)', 'refused: numbers of more than 8 digits before the point'],
    ['numeric', 'numeric(10,2)', 'lost: digits after the point beyond 2'],
    ['numeric(10,0)', 'integer', 'refused: numbers beyond those of integer'],
    ['numeric(12,2)', 'bigint', 'lost: digits after the point'],
    ['bigint', 'numeric(12,0)', 'refused: numbers of more than 12 digits before the point'],
    ['bigint', 'double precision', 'lost: digits beyond the first 15'],
    ['double precision', 'real', 'lost: digits beyond the first 6'],
    ['text', 'character varying(50)', 'refused: texts of more than 50 characters'],
    ['varchar(80)', 'varchar(50)', 'refused: texts of more than 50 characters'],
    ['text', 'uuid', 'refused: texts that are no uuid'],
    ['text[]', 'varchar(3)[]', 'refused: texts of more than 3 characters'],
    ['old_mood', 'mood', 'refused: rows that hold sad'],
    ['timestamp with time zone', 'date', 'lost: times of the day'],
    ['timestamptz', 'timestamp', 'lost: zones, which tell what moment is meant,'],
    ['bit varying(8)', 'bit(4)', 'refused: bit strings of more than 4 bits'],
    ['inet', 'cidr', 'lost: host parts of addresses'],
  ])('%s -> %s: %s', (from, to, said) => {
    expect(of(from, to)).toBe(said);
  });

  test.each([
    ['integer', 'bigint'],
    ['integer', 'numeric(10,0)'],
    ['numeric(9,0)', 'integer'],
    ['numeric(10,2)', 'numeric(12,2)'],
    ['numeric(10,2)', 'numeric'],
    ['real', 'double precision'],
    ['integer', 'double precision'],
    ['varchar(50)', 'varchar(80)'],
    ['varchar(50)', 'text'],
    ['integer', 'text'],
    ['mood', 'old_mood'],
    ['mood', 'text'],
    ['date', 'timestamp'],
    ['text', 'app.something'],
  ])('%s -> %s takes everything', (from, to) => {
    expect(of(from, to)).toBeUndefined();
  });
});
