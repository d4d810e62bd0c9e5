import { type ColumnType, columnType, literalsOf } from '#analysis/column-type.ts';
import { type PartitionBound, partitionBound, partitionKey, partitionsOf } from '#analysis/partition-bounds.ts';
import { type ValueScale, valueScale } from '#analysis/value-scale.ts';
import type { Column, DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { ColumnVolume } from '#vocabulary/volumes.ts';
import { guessDistinct, guessNulls, guessRange } from './guesses.ts';

/** How the values of a column are spread: as stated, else as keys, types and names tell. */
export interface ColumnModel {
  readonly column: Column;
  readonly type: ColumnType;
  readonly scale: ValueScale | undefined;
  readonly rows: number;
  readonly nullFraction: number;
  /** How many different values. */
  readonly distinct: number;
  readonly isUnique: boolean;
  /** Values with their shares of all rows. */
  readonly named: readonly { readonly value: string; readonly share: number }[];
  /** The only values there are (enums, booleans, lists in a CHECK), in order. */
  readonly only?: readonly string[] | undefined;
  readonly skew: number;
  /** On the scale. */
  readonly min: number;
  readonly max: number;
  readonly correlation: number | undefined;
  readonly volume: ColumnVolume;
}

export interface ModelRequest {
  readonly schema: DatabaseSchema;
  readonly table: Table;
  readonly rows: number;
  readonly volumes: Readonly<Record<string, ColumnVolume>>;
  /** Rows of a table that a foreign key refers to; undefined where they are not known. */
  readonly rowsOf: (schema: string, table: string) => number | undefined;
  /** What counts as today, in milliseconds: times end here where nothing else is stated. */
  readonly today: number;
}

export function columnModels(request: ModelRequest): readonly ColumnModel[] {
  const ordered = request.table.columns.find((column) => isOrdered(request.table, column));
  return request.table.columns.map((column) => {
    const model = columnModel(request, column);
    const isAlike = model.correlation === undefined && (column === ordered || isInsertionTime(column, model.type));
    return isAlike ? { ...model, correlation: 1 } : model;
  });
}

function columnModel(request: ModelRequest, column: Column): ColumnModel {
  const { schema, table, rows } = request;
  const volume = request.volumes[column.name] ?? {};
  const type = columnType(schema, column.type);
  const scale = valueScale(type);
  const isUnique = uniqueAlone(table, column.name);
  const mayBeNull = column.nullable && !type.refusesNull;
  const nullFraction = mayBeNull ? (volume.nulls ?? guessNulls(column)) : 0;
  const present = rows * (1 - nullFraction);
  const only = onlyValues(schema, table, column, type);
  const named = namedValues(volume, present / Math.max(1, rows), type, scale);
  const parent = parentRows(request, column.name);
  const stated = volume.distinct ?? (isCovered(volume) ? named.length : undefined);
  const guessed =
    stated ?? only?.length ?? (parent === undefined ? guessDistinct(column, type, rows) : drawn(present, parent));
  const distinct =
    isUnique && volume.distinct === undefined
      ? present
      : Math.max(Math.min(guessed, present), Math.min(present, named.length));
  const range = valueRange(request, { column, type, scale, volume, distinct, parent });
  return {
    column,
    type,
    scale,
    rows,
    nullFraction,
    distinct: Math.max(distinct, present > 0 ? 1 : 0),
    isUnique: isUnique || (distinct >= present && named.length === 0),
    named,
    only,
    skew: volume.skew ?? 0,
    ...range,
    correlation: volume.correlation,
    volume,
  };
}

/** Draws of `rows` rows from `count` values at random: how many of them appear. */
function drawn(rows: number, count: number): number {
  return count <= 0 ? 0 : count * -Math.expm1(-rows / count);
}

/** Each as the type prints it: `t` for `true`, `5.00` for `5` of numeric(6,2). */
function namedValues(
  volume: ColumnVolume,
  most: number,
  type: ColumnType,
  scale: ValueScale | undefined,
): ColumnModel['named'] {
  const printed = (value: string) => {
    if (type.family === 'boolean') return /^(t|true|yes|on|1)$/i.test(value) ? 't' : 'f';
    const number = scale?.toNumber(value);
    return scale === undefined || number === undefined ? value : scale.toText(number);
  };
  const entries = Object.entries(volume.values ?? {}).map(([value, share]) => ({ value: printed(value), share }));
  const sum = entries.reduce((all, { share }) => all + share, 0);
  const shrink = sum > most && sum > 0 ? most / sum : 1;
  return entries.map(({ value, share }) => ({ value, share: share * shrink })).sort((a, b) => b.share - a.share);
}

/** The named values leave nothing for others. */
function isCovered({ values = {}, nulls = 0 }: ColumnVolume): boolean {
  const shares = Object.values(values);
  return shares.length > 0 && shares.reduce((sum, share) => sum + share, 0) + nulls > 0.999;
}

/** Enums and booleans have their own; others those that a CHECK or the partitions list, where they can be read. */
function onlyValues(
  schema: DatabaseSchema,
  table: Table,
  column: Column,
  type: ColumnType,
): readonly string[] | undefined {
  if (type.family === 'enum') return type.labels ?? [];
  if (type.family === 'boolean') return ['f', 't'];
  const check = table.constraints.find(
    ({ kind, columns, definition }) =>
      kind === 'check' &&
      columns.length === 1 &&
      columns[0] === column.name &&
      /^CHECK \(\(+"?[\w$]+"?\)?(::[\w ]+)? = ANY \(\(?ARRAY\[[^\]]*\]\)?(::[\w ]+\[\])?\)\)+$/.test(definition),
  );
  if (check !== undefined) {
    const inner = /ARRAY\[([^\]]*)\]/.exec(check.definition)?.[1] ?? '';
    const literals = literalsOf(inner);
    return literals.length > 0 ? literals : inner.split(',').map((one) => one.trim());
  }
  const bounds = keyBounds(schema, table, column.name, 'list');
  const values = bounds.flatMap((bound) => (bound.kind === 'list' ? bound.values : [])).filter((one) => one !== null);
  return values.length > 0 && bounds.every(({ kind }) => kind === 'list') ? values : undefined;
}

function keyBounds(
  schema: DatabaseSchema,
  table: Table,
  column: string,
  strategy: 'list' | 'range',
): readonly PartitionBound[] {
  const key = partitionKey(table);
  if (key?.strategy !== strategy || key.columns?.[0] !== column) return [];
  return partitionsOf(schema, table).flatMap(({ partitionOf }) => partitionBound(partitionOf?.bound ?? '') ?? []);
}

/** How many rows of other tables the values of a column come from. */
function parentRows({ schema, table, rowsOf }: ModelRequest, column: string): number | undefined {
  const found = table.constraints.flatMap(({ references, columns }) => {
    const rows = references && columns.includes(column) ? rowsOf(references.schema, references.table) : undefined;
    if (references === undefined || rows === undefined) return [];
    const parent = schema.tables.find((one) => one.schema === references.schema && one.name === references.table);
    const target = references.columns[columns.indexOf(column)] ?? '';
    // An order and its tenant: each order is another one.
    const isKey = columns.length === 1 || (parent !== undefined && uniqueAlone(parent, target));
    return [{ isKey, rows: isKey ? rows : rows ** (1 / columns.length) }];
  });
  // Of a key of several columns, each has fewer values than there are rows: taken as a fair share of them.
  return (found.find(({ isKey }) => isKey) ?? found[0])?.rows;
}

function valueRange(
  request: ModelRequest,
  facts: Pick<ColumnModel, 'column' | 'type' | 'scale' | 'volume' | 'distinct'> & {
    readonly parent: number | undefined;
  },
): { readonly min: number; readonly max: number } {
  const { column, type, scale, volume, distinct, parent } = facts;
  if (scale === undefined) return { min: 0, max: 0 };
  const read = (value: string | number | undefined) =>
    value === undefined ? undefined : scale.toNumber(String(value));
  const bounds = keyBounds(request.schema, request.table, column.name, 'range').flatMap((bound) =>
    bound.kind === 'range' ? [read(bound.from[0]), read(bound.to[0])] : [],
  );
  const ends = bounds.filter((bound) => bound !== undefined);
  const guess = guessRange(column, type, {
    distinct,
    parent,
    today: request.today,
    isUnique: uniqueAlone(request.table, column.name),
  });
  const fromParts = ends.length > 0 ? { min: Math.min(...ends), max: Math.max(...ends) - scale.step } : undefined;
  const min =
    read(volume.min) ??
    fromParts?.min ??
    Math.min(guess.min, (read(volume.max) ?? guess.max) - (guess.max - guess.min));
  const max = read(volume.max) ?? fromParts?.max ?? Math.max(guess.max, min + (guess.max - guess.min));
  const clip = (value: number) => Math.min(scale.greatest, Math.max(scale.least, value));
  return { min: clip(Math.min(min, max)), max: clip(Math.max(min, max)) };
}

export function uniqueAlone(table: Table, column: string): boolean {
  const inConstraint = table.constraints.some(
    ({ kind, columns }) =>
      (kind === 'primary-key' || kind === 'unique') && columns.length === 1 && columns[0] === column,
  );
  return (
    inConstraint ||
    table.indexes.some(
      ({ unique, keys, predicate }) =>
        unique && predicate === undefined && keys.length === 1 && keys[0]?.column === column,
    )
  );
}

/** Rows are appended in its order: identity, serial, UUID of version 7. */
function isOrdered(table: Table, column: Column): boolean {
  const counts = column.identity !== undefined || /^nextval\(|uuid_?(generate_)?v7|ulid/i.test(column.default ?? '');
  const leads = table.constraints.some(({ kind, columns }) => kind === 'primary-key' && columns[0] === column.name);
  const isNumberKey = /^(smallint|integer|bigint)$/.test(column.type) && (leads || uniqueAlone(table, column.name));
  const isForeign = table.constraints.some(({ references, columns }) => references && columns.includes(column.name));
  return counts || (isNumberKey && !isForeign);
}

function isInsertionTime(column: Column, type: ColumnType): boolean {
  if (type.family !== 'timestamp' && type.family !== 'date') return false;
  return /^(created|inserted|occurred|happened|logged|recorded|placed|received)(_?(at|on|time|date))?$|^(at|ts|timestamp|event_time)$/i.test(
    column.name,
  );
}
