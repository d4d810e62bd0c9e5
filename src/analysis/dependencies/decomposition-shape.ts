import { indexName } from '#analysis/index-name.ts';
import type { Column, Constraint, Table } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import { decompositionName } from './decomposition-names.ts';
import type { CreatedTable, DecompositionShape, PlannedReference } from './decomposition-plan.ts';
import { mentionsName } from './mentions-name.ts';
import type { Relation } from './synthesize-3nf.ts';

type Piece = Pick<Relation, 'attributes' | 'key' | 'otherKeys'>;

/** A piece with the key by which it is joined, and what it adds to the columns that are there already. */
interface JoinedPiece {
  readonly piece: Piece;
  readonly key: readonly string[];
  readonly gained: readonly string[];
}

/** Which relation stays, what the others are called, and what goes where. Undefined: none of them reaches the others. */
export function decompositionShape(
  table: Table,
  relations: readonly Piece[],
  tables: readonly Table[],
): DecompositionShape | undefined {
  const columns = table.columns.map(({ name }) => name);
  const named = new Set(relations.flatMap(({ attributes }) => attributes));
  const others = columns.filter((name) => !named.has(name));
  const primary = table.constraints.find(({ kind }) => kind === 'primary-key')?.columns ?? [];
  const order = [...relations].sort(
    (one, other) => rank(other, primary) - rank(one, primary) || other.attributes.length - one.attributes.length,
  );
  for (const kept of order) {
    const joined = joinFrom(kept, relations);
    if (joined !== undefined) return shapeOf(table, [...kept.attributes, ...others], kept, joined, tables);
  }
  return undefined;
}

function rank({ attributes }: Piece, primary: readonly string[]): number {
  return primary.length > 0 && isWithin(primary, attributes) ? 1 : 0;
}

/** Joins the others one after the other, each by a key whose columns are there already. */
function joinFrom(kept: Piece, relations: readonly Piece[]): readonly JoinedPiece[] | undefined {
  const there = new Set(kept.attributes);
  const joined: JoinedPiece[] = [];
  let waiting = relations.filter((one) => one !== kept);
  while (waiting.length > 0) {
    const next = waiting.flatMap((piece) => {
      const key = [piece.key, ...piece.otherKeys].find((one) => one.length > 0 && one.every((name) => there.has(name)));
      return key === undefined ? [] : [{ piece, key }];
    })[0];
    if (next === undefined) return undefined;
    joined.push({ ...next, gained: next.piece.attributes.filter((name) => !there.has(name)) });
    for (const name of next.piece.attributes) there.add(name);
    waiting = waiting.filter((one) => one !== next.piece);
  }
  return joined;
}

function shapeOf(
  table: Table,
  keptNames: readonly string[],
  keptPiece: Piece,
  joined: readonly JoinedPiece[],
  tables: readonly Table[],
): DecompositionShape {
  const dropped = table.columns.filter(({ name }) => !keptNames.includes(name));
  const droppedNames = new Set(dropped.map(({ name }) => name));
  const touches = (names: readonly string[]) => names.some((name) => droppedNames.has(name));
  const droppedConstraints = table.constraints.filter(({ kind, columns }) => kind !== 'not-null' && touches(columns));
  const droppedIndexes = table.indexes.filter(
    (index) => index.constraint === undefined && (touches(columnsOf(index)) || readsOne(index, droppedNames)),
  );
  const taken = new Set(tables.filter(({ schema }) => schema === table.schema).map(({ name }) => name));
  taken.add(table.name);
  const indexNames = new Set(tables.flatMap(({ indexes }) => indexes.map((index) => index.name)));
  const names = joined.map(({ key, gained }) => {
    const name = decompositionName(key, gained, table.name, taken);
    taken.add(name);
    return name;
  });
  const pieces = joined.map((one, at) => ({ ...one, name: names[at] ?? '' }));
  const referencesOf = (from: string, columns: readonly string[], before: number): readonly PlannedReference[] =>
    pieces
      .filter(({ key, name }, at) => at > before && name !== from && isWithin(key, columns))
      .map(({ key, name }) => ({ name: `fk_${from}_${name}`.slice(0, 63), columns: key, table: name }));
  const created = pieces.map(({ piece, key, gained, name }, at): CreatedTable => {
    const columns = table.columns
      .filter((column) => piece.attributes.includes(column.name))
      .map((column) => movedColumn(column, key));
    const otherKeys = [piece.key, ...piece.otherKeys].filter((one) => one.length > 0 && !isSame(one, key));
    const goesAlong = (wanted: readonly string[]) => wanted.length > 0 && isWithin(wanted, piece.attributes);
    const isKey = (wanted: readonly string[]) => [key, ...otherKeys].some((one) => isSame(one, wanted));
    const moved = droppedIndexes.filter(
      (index) => isPlain(index) && goesAlong(columnsOf(index)) && !isKey(columnsOf(index)),
    );
    return {
      schema: table.schema,
      name,
      columns,
      key,
      otherKeys,
      references: referencesOf(name, piece.attributes, at),
      gained,
      constraints: droppedConstraints.filter(
        (one) =>
          goesAlong(one.columns) &&
          (['check', 'foreign-key'].includes(one.kind) || (one.kind === 'unique' && !isKey(one.columns))),
      ),
      indexes: moved.map((index) => renamed({ ...index, table: name }, indexNames)),
      movedIndexes: moved.map((index) => index.name),
    };
  });
  const references = referencesOf(table.name, keptNames, -1);
  const newKey = keyOf(table, keptPiece, droppedConstraints);
  const primary = table.constraints.find(({ kind }) => kind === 'primary-key');
  const staying = primary !== undefined && !droppedConstraints.includes(primary) ? primary.columns : [];
  return {
    table,
    kept: {
      schema: table.schema,
      name: table.name,
      columns: table.columns.filter(({ name }) => keptNames.includes(name)),
      key: newKey?.kind === 'primary-key' ? newKey.columns : staying,
      otherKeys: newKey?.kind === 'unique' ? [newKey.columns] : [],
      references,
    },
    created,
    dropped,
    droppedConstraints,
    droppedIndexes,
    newIndexes: foreignKeyIndexes(table, references, created, newKey?.columns, droppedNames, indexNames),
    ...(newKey === undefined ? {} : { newKey }),
  };
}

/** A key column is never NULL in its own table; a sequence stays with the table that it counts for. */
function movedColumn(column: Column, key: readonly string[]): Column {
  const { identity: _, default: standard, ...rest } = column;
  const keeps = standard !== undefined && !/\bnextval\(/i.test(standard);
  return { ...rest, ...(keeps ? { default: standard } : {}), nullable: column.nullable && !key.includes(column.name) };
}

/** Rows that had a key are distinct, and so are the kept ones by the relation's key. */
function keyOf(table: Table, kept: Piece, dropped: readonly Constraint[]): DecompositionShape['newKey'] {
  const lost = dropped.find(({ kind }) => kind === 'primary-key');
  if (lost === undefined || kept.key.length === 0) return undefined;
  const isNullable = table.columns.some(({ name, nullable }) => nullable && kept.key.includes(name));
  return isNullable
    ? { name: `uq_${table.name}_${kept.key.join('_')}`.slice(0, 63), kind: 'unique', columns: kept.key }
    : { name: `${table.name.slice(0, 58)}_pkey`, kind: 'primary-key', columns: kept.key };
}

/** An index for each foreign key that no key or index begins with. */
function foreignKeyIndexes(
  table: Table,
  references: readonly PlannedReference[],
  created: readonly CreatedTable[],
  newKey: readonly string[] | undefined,
  dropped: ReadonlySet<string>,
  taken: Set<string>,
): readonly IndexDefinition[] {
  const staying = table.indexes.filter((index) => !columnsOf(index).some((name) => dropped.has(name)));
  const keptKeys = [
    ...staying.filter(isPlain).map(({ keys }) => keys.map(({ column = '' }) => column)),
    ...(newKey === undefined ? [] : [newKey]),
  ];
  const wanted = [
    { name: table.name, references, keys: keptKeys },
    ...created.map((one) => ({ name: one.name, references: one.references, keys: [one.key, ...one.otherKeys] })),
  ];
  return wanted.flatMap(({ name, references: out, keys }) =>
    out
      .filter(({ columns }) => !keys.some((key) => isWithin(columns, key.slice(0, columns.length))))
      .map(({ columns }) => {
        const keys = columns.map((column) => ({ column, direction: 'asc' as const }));
        return renamed(
          { schema: table.schema, table: name, method: 'btree', unique: false, keys, include: [], valid: true },
          taken,
        );
      }),
  );
}

/** By its new table; `taken` learns the name. */
function renamed(index: Omit<IndexDefinition, 'name'>, taken: Set<string>): IndexDefinition {
  const name = indexName(index, taken);
  taken.add(name);
  return { ...index, name };
}

/** In an expression or a predicate. */
function readsOne({ keys, predicate }: IndexDefinition, names: ReadonlySet<string>): boolean {
  const texts = [
    ...keys.flatMap(({ expression }) => expression ?? []),
    ...(predicate === undefined ? [] : [predicate]),
  ];
  return texts.some((text) => [...names].some((name) => mentionsName(text, name)));
}

function columnsOf(index: IndexDefinition): readonly string[] {
  return [...index.keys.flatMap(({ column }) => column ?? []), ...index.include];
}

/** Of columns only, of all rows: what it finds does not depend on what the other columns hold. */
function isPlain({ keys, predicate, method }: IndexDefinition): boolean {
  return method === 'btree' && predicate === undefined && keys.every(({ column }) => column !== undefined);
}

function isWithin(part: readonly string[], whole: readonly string[]): boolean {
  return part.every((name) => whole.includes(name));
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && isWithin(one, other);
}
