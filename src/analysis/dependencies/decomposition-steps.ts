import { sqlName } from '#analysis/schema-review/sql-name.ts';
import type { Column } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { CreatedTable, DecompositionShape, DecompositionStep, PlannedReference } from './decomposition-plan.ts';

/** The migration: check, create, fill, tie together, and only then let the columns go. */
export function decompositionSteps(shape: DecompositionShape): readonly DecompositionStep[] {
  const { kept, created, dropped, newKey, newIndexes } = shape;
  const from = qualified(kept.schema, kept.name);
  const step = (kind: DecompositionStep['kind'], name: string, sql: string, why: string): DecompositionStep => ({
    kind,
    table: name,
    sql,
    why,
  });
  return [
    step(
      'lock-table',
      kept.name,
      `LOCK TABLE ${from} IN ACCESS EXCLUSIVE MODE;`,
      'No row changes between check and drop.',
    ),
    ...created.map((one) =>
      step(
        'check-rows',
        kept.name,
        checkRows(shape, one),
        `${list(one.key)} must determine ${list(one.gained)} in every row.`,
      ),
    ),
    ...created.map((one) => step('create-table', one.name, createTable(one), `One row for each ${list(one.key)}.`)),
    ...created.map((one) => step('fill-table', one.name, fillTable(shape, one), 'Each fact once.')),
    ...[kept, ...created].flatMap((one) =>
      one.references.map((reference) =>
        step(
          'add-foreign-key',
          one.name,
          addReference(one, reference),
          `Each ${list(reference.columns)} has its row in ${reference.table}.`,
        ),
      ),
    ),
    ...(dropped.length === 0
      ? []
      : [step('drop-columns', kept.name, dropColumns(from, dropped), 'What they said stands in the new tables.')]),
    ...(newKey === undefined
      ? []
      : [
          step(
            'add-key',
            kept.name,
            `ALTER TABLE ${from} ADD CONSTRAINT ${sqlName(newKey.name)} ${newKey.kind === 'primary-key' ? 'PRIMARY KEY' : 'UNIQUE'} (${names(newKey.columns)});`,
            'The old key lost a column.',
          ),
        ]),
    ...created.flatMap((one) =>
      one.constraints.map((constraint) =>
        step(
          constraint.kind === 'foreign-key' ? 'add-foreign-key' : 'add-constraint',
          one.name,
          `ALTER TABLE ${qualified(one.schema, one.name)} ADD CONSTRAINT ${sqlName(constraint.name)} ${constraint.definition};`,
          'It goes where its columns go.',
        ),
      ),
    ),
    ...[...newIndexes, ...created.flatMap(({ indexes }) => indexes)].map((index) =>
      step('create-index', index.table, createIndex(index), 'Searches and deletes of the table referred to need it.'),
    ),
    ...created.flatMap((one) =>
      one.columns.flatMap(({ name, comment }) =>
        comment === undefined || !dropped.some((column) => column.name === name)
          ? []
          : [
              step(
                'comment',
                one.name,
                `COMMENT ON COLUMN ${qualified(one.schema, one.name)}.${sqlName(name)} IS ${literal(comment)};`,
                'The comment goes along.',
              ),
            ],
      ),
    ),
  ];
}

/** The rows as they were: the kept table with what each new one adds. */
export function joinOf({ table, kept, created }: DecompositionShape): string {
  const source = new Map(kept.columns.map(({ name }) => [name, kept.name]));
  const joins = created.map((one) => {
    const on = one.key.map(
      (name) => `${sqlName(one.name)}.${sqlName(name)} = ${sqlName(source.get(name) ?? kept.name)}.${sqlName(name)}`,
    );
    for (const name of one.gained) source.set(name, one.name);
    return `LEFT JOIN ${qualified(one.schema, one.name)} AS ${sqlName(one.name)} ON ${on.join(' AND ')}`;
  });
  const columns = table.columns.map(({ name }) => `${sqlName(source.get(name) ?? kept.name)}.${sqlName(name)}`);
  return [
    `SELECT ${columns.join(', ')}`,
    `FROM ${qualified(kept.schema, kept.name)} AS ${sqlName(kept.name)}`,
    ...joins,
  ].join('\n');
}

/** Fails with a message where rows contradict the dependency, or where a NULL determinant has something to say. */
function checkRows({ table, kept }: DecompositionShape, one: CreatedTable): string {
  const from = qualified(kept.schema, kept.name);
  const say = (what: string) => `    RAISE EXCEPTION USING MESSAGE = ${literal(`${kept.name}: ${what}`)};`;
  const nullable = nullableKey(table.columns, one.key);
  const lines = [
    ...(one.gained.length === 0
      ? []
      : [
          `  IF EXISTS (SELECT FROM (SELECT DISTINCT ${names(one.key.concat(one.gained))} FROM ${from}${notNull(nullable)}) AS piece`,
          `             GROUP BY ${names(one.key)} HAVING count(*) > 1) THEN`,
          say(`rows of the same ${list(one.key)} differ in ${list(one.gained)}`),
          '  END IF;',
        ]),
    ...(one.gained.length === 0 || nullable.length === 0
      ? []
      : [
          `  IF EXISTS (SELECT FROM ${from}`,
          `             WHERE (${nullable.map((name) => `${sqlName(name)} IS NULL`).join(' OR ')})`,
          `               AND (${one.gained.map((name) => `${sqlName(name)} IS NOT NULL`).join(' OR ')})) THEN`,
          say(`rows without ${list(one.key)} have ${list(one.gained)}, which would have no place`),
          '  END IF;',
        ]),
  ];
  return ['DO $check$', 'BEGIN', ...(lines.length === 0 ? ['  NULL;'] : lines), 'END', '$check$;'].join('\n');
}

function createTable(one: CreatedTable): string {
  const lines = [
    ...one.columns.map((column) => `  ${columnText(column)}`),
    `  PRIMARY KEY (${names(one.key)})`,
    ...one.otherKeys.map((key) => `  UNIQUE (${names(key)})`),
  ];
  return `CREATE TABLE ${qualified(one.schema, one.name)} (\n${lines.join(',\n')}\n);`;
}

function fillTable({ table, kept }: DecompositionShape, one: CreatedTable): string {
  const columns = names(one.columns.filter(({ generated }) => generated === undefined).map(({ name }) => name));
  const where = notNull(nullableKey(table.columns, one.key));
  return `INSERT INTO ${qualified(one.schema, one.name)} (${columns})\nSELECT DISTINCT ${columns} FROM ${qualified(kept.schema, kept.name)}${where};`;
}

function nullableKey(columns: readonly Column[], key: readonly string[]): readonly string[] {
  return columns.filter(({ name, nullable }) => nullable && key.includes(name)).map(({ name }) => name);
}

function notNull(columns: readonly string[]): string {
  return columns.length === 0 ? '' : ` WHERE ${columns.map((name) => `${sqlName(name)} IS NOT NULL`).join(' AND ')}`;
}

function addReference(from: { readonly schema: string; readonly name: string }, reference: PlannedReference): string {
  const columns = names(reference.columns);
  return `ALTER TABLE ${qualified(from.schema, from.name)} ADD CONSTRAINT ${sqlName(reference.name)}\n  FOREIGN KEY (${columns}) REFERENCES ${qualified(from.schema, reference.table)} (${columns}) ON UPDATE CASCADE;`;
}

function dropColumns(from: string, columns: readonly Column[]): string {
  // Computed ones first: they read the others.
  const order = [...columns].sort(
    (one, other) => Number(one.generated === undefined) - Number(other.generated === undefined),
  );
  return `ALTER TABLE ${from} ${order.map(({ name }) => `DROP COLUMN ${sqlName(name)}`).join(', ')};`;
}

function createIndex(index: IndexDefinition): string {
  const keys = index.keys.map(({ column = '', direction, nulls }) =>
    [
      sqlName(column),
      ...(direction === 'desc' ? ['DESC'] : []),
      ...(nulls === undefined ? [] : [`NULLS ${nulls.toUpperCase()}`]),
    ].join(' '),
  );
  const include = index.include.length === 0 ? '' : ` INCLUDE (${names(index.include)})`;
  return `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX ${sqlName(index.name)} ON ${qualified(index.schema, index.table)} (${keys.join(', ')})${include};`;
}

/** A column as CREATE TABLE and ADD COLUMN want it. */
export function columnText(column: Column): string {
  const { name, type, collation, nullable, generated, generatedKind } = column;
  return [
    `${sqlName(name)} ${type}`,
    ...(collation === undefined ? [] : [`COLLATE ${collation}`]),
    ...(generated === undefined
      ? column.default === undefined
        ? []
        : [`DEFAULT ${column.default}`]
      : [`GENERATED ALWAYS AS (${generated}) ${generatedKind === 'virtual' ? 'VIRTUAL' : 'STORED'}`]),
    ...(nullable ? [] : ['NOT NULL']),
  ].join(' ');
}

export function qualified(schema: string, name: string): string {
  return `${sqlName(schema)}.${sqlName(name)}`;
}

export function names(columns: readonly string[]): string {
  return columns.map(sqlName).join(', ');
}

export function list(columns: readonly string[]): string {
  return columns.join(', ');
}

function literal(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`;
  return text.includes('\\') ? `E${quoted.replaceAll('\\', '\\\\')}` : quoted;
}
