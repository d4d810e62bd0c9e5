import fc from 'fast-check';
import type { CheckCondition, NamedCheck } from '#analysis/row-generator/check-condition.ts';
import { type Constraint, DatabaseSchema } from '#vocabulary/database-schema.ts';

/** A CHECK in three languages: for a server, for the generator, and for a checker that knows neither. */
interface RandomCheck {
  readonly sql: string;
  readonly condition: CheckCondition;
  readonly reads: readonly string[];
  readonly holds: (value: (column: string) => string) => boolean;
}

interface RandomColumn {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
}

export interface RandomTable {
  readonly name: string;
  readonly columns: readonly RandomColumn[];
  readonly primaryKey: readonly string[];
  readonly uniques: readonly (readonly string[])[];
  readonly foreignKeys: readonly {
    readonly columns: readonly string[];
    readonly parent: string;
    readonly referenced: readonly string[];
  }[];
  readonly checks: readonly RandomCheck[];
  readonly rows: number;
}

const types = [
  'integer',
  'smallint',
  'bigint',
  'numeric(8,2)',
  'text',
  'character varying(12)',
  'character(4)',
  'date',
  'timestamp with time zone',
  'uuid',
  'boolean',
  'jsonb',
  'real',
  'text[]',
  'inet',
  'time without time zone',
  'int4range',
  'bytea',
];

const column = (value: string): { kind: 'column'; column: string } => ({ kind: 'column', column: value });
const constant = (value: string | number) => ({ kind: 'constant' as const, value: String(value) });

/** Checks that a column of the type can have. */
function checksOf({ name, type }: RandomColumn, random: (most: number) => number): RandomCheck | undefined {
  const number = (value: (column: string) => string) => Number(value(name));
  if (/int|numeric|real/.test(type) && !type.includes('range')) {
    const low = random(50);
    const high = low + 5 + random(1000);
    if (random(2) === 0) {
      const of: CheckCondition[] = [
        { kind: 'compare', operator: '>=', left: column(name), right: constant(low) },
        { kind: 'compare', operator: '<', left: column(name), right: constant(high) },
      ];
      return {
        sql: `${name} >= ${low} AND ${name} < ${high}`,
        condition: { kind: 'and', of },
        reads: [name],
        holds: (v) => number(v) >= low && number(v) < high,
      };
    }
    const condition: CheckCondition = { kind: 'in', subject: column(name), values: ['7', '9', '30'], negated: true };
    return {
      sql: `${name} NOT IN (7, 9, 30)`,
      condition,
      reads: [name],
      holds: (v) => ![7, 9, 30].includes(number(v)),
    };
  }
  if (type === 'text') {
    const shapes = [
      ['^[a-z]{2,5}-[0-9]+$', /^[a-z]{2,5}-[0-9]+$/],
      ['^(red|green|blue)[0-9]?$', /^(red|green|blue)[0-9]?$/],
    ] as const;
    const [pattern, expression] = shapes[random(2)] ?? shapes[0];
    if (random(3) > 0) {
      const condition: CheckCondition = {
        kind: 'match',
        subject: column(name),
        form: 'regex',
        pattern,
        ignoreCase: false,
        negated: false,
      };
      return { sql: `${name} ~ '${pattern}'`, condition, reads: [name], holds: (v) => expression.test(v(name)) };
    }
    const condition: CheckCondition = {
      kind: 'compare',
      operator: '>=',
      left: { kind: 'function', name: 'length', of: column(name) },
      right: constant(9),
    };
    return { sql: `length(${name}) >= 9`, condition, reads: [name], holds: (v) => v(name).length >= 9 };
  }
  if (type === 'date') {
    const condition: CheckCondition = {
      kind: 'compare',
      operator: '>',
      left: column(name),
      right: constant('2020-02-28'),
    };
    return { sql: `${name} > '2020-02-28'`, condition, reads: [name], holds: (v) => v(name) > '2020-02-28' };
  }
  return undefined;
}

/** Two columns of one type compared, or one of them NULL. */
function pairChecks(columns: readonly RandomColumn[], kind: number): readonly RandomCheck[] {
  const same = columns.filter(({ type }) => type === 'date' || type === 'integer');
  const [a] = same;
  const b = same.find((one) => one !== a && one.type === a?.type);
  if (a === undefined || b === undefined) return [];
  const read = (value: (column: string) => string, { name, type }: RandomColumn) =>
    type === 'date' ? Date.parse(value(name)) : Number(value(name));
  if (kind === 0 || !a.nullable || !b.nullable) {
    const condition: CheckCondition = { kind: 'compare', operator: '<', left: column(a.name), right: column(b.name) };
    return [
      { sql: `${a.name} < ${b.name}`, condition, reads: [a.name, b.name], holds: (v) => read(v, a) < read(v, b) },
    ];
  }
  const isNull = (name: string) => ({
    kind: 'truth' as const,
    of: { kind: 'is-null' as const, subject: column(name), negated: false },
  });
  const condition: CheckCondition = { kind: 'compare', operator: '<>', left: isNull(a.name), right: isNull(b.name) };
  // Known from the texts alone: a missing one reads as ''.
  return [
    {
      sql: `(${a.name} IS NULL) <> (${b.name} IS NULL)`,
      condition,
      reads: [],
      holds: (v) => (v(a.name) === '') !== (v(b.name) === ''),
    },
  ];
}

const tableArbitrary = fc.record({
  columns: fc.array(
    fc.record({ type: fc.constantFrom(...types), nullable: fc.boolean(), isUnique: fc.integer({ min: 0, max: 5 }) }),
    {
      minLength: 1,
      maxLength: 7,
    },
  ),
  key: fc.constantFrom('integer', 'bigint', 'uuid', 'text', 'pair'),
  parents: fc.array(fc.record({ at: fc.nat(3), nullable: fc.boolean(), isUnique: fc.boolean(), inKey: fc.boolean() }), {
    maxLength: 2,
  }),
  self: fc.boolean(),
  pairUnique: fc.boolean(),
  checks: fc.array(fc.nat(1000), { minLength: 7, maxLength: 7 }),
  pair: fc.nat(2),
  rows: fc.integer({ min: 0, max: 120 }),
});

/** One to four tables that refer to earlier ones and to themselves. Numbers of rows are such that the keys suffice. */
export const randomTables: fc.Arbitrary<readonly RandomTable[]> = fc
  .array(tableArbitrary, { minLength: 1, maxLength: 4 })
  .map((drafts) => {
    const tables: RandomTable[] = [];
    for (const [at, draft] of drafts.entries()) {
      const columns: RandomColumn[] = draft.columns.map(({ type, nullable }, which) => ({
        name: `c${which}`,
        type,
        nullable,
      }));
      const keyColumns: RandomColumn[] =
        draft.key === 'pair'
          ? [
              { name: 'k1', type: 'integer', nullable: false },
              { name: 'k2', type: 'smallint', nullable: false },
            ]
          : [{ name: 'id', type: draft.key, nullable: false }];
      const references: RandomColumn[] = [];
      const uniques: string[][] = [];
      const foreignKeys: RandomTable['foreignKeys'][number][] = [];
      let rows = draft.rows;
      const refer = (parent: Pick<RandomTable, 'name' | 'primaryKey' | 'columns'>, name: string, nullable: boolean) => {
        const names = parent.primaryKey.map((key) => `${name}_${key}`);
        for (const [which, key] of parent.primaryKey.entries()) {
          const type = parent.columns.find((one) => one.name === key)?.type ?? 'integer';
          references.push({ name: names[which] ?? '', type, nullable });
        }
        foreignKeys.push({ columns: names, parent: parent.name, referenced: parent.primaryKey });
        return names;
      };
      for (const [which, { at: wanted, nullable, isUnique }] of draft.parents.entries()) {
        const parent = tables[wanted % Math.max(1, tables.length)];
        if (parent === undefined) continue;
        const names = refer(parent, `p${which}`, nullable);
        if (parent.rows === 0 && !nullable) rows = 0;
        if (isUnique) {
          uniques.push(names);
          if (!nullable) rows = Math.min(rows, parent.rows);
        }
      }
      const primaryKey = keyColumns.map(({ name }) => name);
      if (draft.self) refer({ name: `t${at}`, primaryKey, columns: keyColumns }, 'self', draft.pairUnique);
      const wide = columns.filter(({ type }) => /^(integer|bigint|uuid|inet|timestamp)/.test(type));
      const checked = columns.flatMap((one, which) => {
        const seed = draft.checks[which] ?? 0;
        const check = seed % 3 === 0 ? checksOf(one, (most) => Math.floor(seed / 3) % most) : undefined;
        return check === undefined ? [] : [check];
      });
      for (const one of wide) {
        const isFree = !checked.some(({ reads }) => reads.includes(one.name));
        if (isFree && draft.columns[columns.indexOf(one)]?.isUnique === 0) uniques.push([one.name]);
      }
      const [first, second] = columns.filter(({ type }) => type !== 'boolean' && type !== 'character(4)');
      if (draft.pairUnique && first && second && wide.includes(first)) uniques.push([first.name, second.name]);
      tables.push({
        name: `t${at}`,
        columns: [...keyColumns, ...references, ...columns],
        primaryKey,
        uniques,
        foreignKeys,
        checks: [
          ...checked,
          ...pairChecks(
            columns.filter(
              ({ name }) =>
                !checked.some(({ reads }) => reads.includes(name)) && !uniques.some((unique) => unique.includes(name)),
            ),
            draft.pair,
          ),
        ],
        rows,
      });
    }
    return tables;
  });

export function ddlOf(tables: readonly RandomTable[]): string {
  return tables
    .map(({ name, columns, primaryKey, uniques, foreignKeys, checks }) => {
      const lines = [
        ...columns.map((one) => `${one.name} ${one.type}${one.nullable ? '' : ' NOT NULL'}`),
        `PRIMARY KEY (${primaryKey.join(', ')})`,
        ...uniques.map((unique) => `UNIQUE (${unique.join(', ')})`),
        ...foreignKeys.map(
          (key) => `FOREIGN KEY (${key.columns.join(', ')}) REFERENCES ${key.parent} (${key.referenced.join(', ')})`,
        ),
        ...checks.map(({ sql }) => `CHECK (${sql})`),
      ];
      return `CREATE TABLE ${name} (\n  ${lines.join(',\n  ')})`;
    })
    .join(';\n');
}

/** As inspecting the server would give it. */
export function schemaOf(tables: readonly RandomTable[]): {
  readonly schema: DatabaseSchema;
  readonly checks: readonly NamedCheck[];
} {
  const constraint = (name: string, kind: Constraint['kind'], columns: readonly string[]) => ({
    name,
    kind,
    columns: [...columns],
    definition: '',
  });
  const schema = DatabaseSchema.parse({
    engine: 'postgres',
    searchPath: ['public'],
    tables: tables.map(({ name, columns, primaryKey, uniques, foreignKeys, checks }) => ({
      schema: 'public',
      name,
      columns,
      constraints: [
        constraint(`${name}_pkey`, 'primary-key', primaryKey),
        ...uniques.map((unique, at) => constraint(`${name}_u${at}`, 'unique', unique)),
        ...checks.map(({ reads }, at) => constraint(`${name}_c${at}`, 'check', reads)),
        ...foreignKeys.map((key, at) => ({
          ...constraint(`${name}_f${at}`, 'foreign-key', key.columns),
          references: {
            schema: 'public',
            table: key.parent,
            columns: key.referenced,
            onDelete: 'NO ACTION',
            onUpdate: 'NO ACTION',
          },
        })),
      ],
    })),
  });
  const checks = tables.flatMap(({ name, checks }) =>
    checks.map(
      ({ condition }, at): NamedCheck => ({
        owner: 'table',
        schema: 'public',
        name,
        constraint: `${name}_c${at}`,
        condition,
      }),
    ),
  );
  return { schema, checks };
}
