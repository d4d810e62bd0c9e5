import type { ColumnStatistics } from '#vocabulary/statistics.ts';
import { type KnownValues, knownValues, type TableCounts } from './column-values.ts';
import { rankColumn } from './key-tables.ts';
import type { ForeignKey, LoadTarget } from './load-targets.ts';
import type { MadeColumn } from './made-tables.ts';
import { type NumberedGroups, numberedGroups } from './numbered-groups.ts';
import type { KeyTable, RowUnit } from './row-unit.ts';
import { type Piece, trueCorrelation } from './value-pieces.ts';

/** Asked while planning: what only the twin can tell. */
export interface PlanningAid {
  /** The referenced keys; undefined where there are none (nothing loaded, a circle that cannot be cut). */
  readonly keysOf: (foreignKey: ForeignKey) => Promise<KeyTable | undefined>;
  readonly ranked: (
    keys: KeyTable,
    column: MadeColumn,
    statistics: ColumnStatistics | undefined,
  ) => Promise<readonly Piece[]>;
  /** The pieces in the order of their values. */
  readonly ordered: (column: MadeColumn, pieces: readonly Piece[]) => Promise<readonly Piece[]>;
  /** Numbers of this column that other tables refer to. */
  readonly wanted: (column: string) => readonly number[];
}

/** How the rows of a table are made. */
export interface RowsPlan {
  readonly units: readonly RowUnit[];
  readonly rows: number;
  /** Units of a key that none of them makes unique alone; `numbered` counts within groups of the others. */
  readonly together?: {
    readonly units: readonly RowUnit[];
    readonly numbered?: { readonly unit: RowUnit; readonly groups: NumberedGroups };
  };
  readonly notes: readonly string[];
}

export async function planRows(target: LoadTarget, counts: TableCounts, aid: PlanningAid): Promise<RowsPlan> {
  const notes: string[] = [];
  const units: RowUnit[] = [];
  for (const foreignKey of target.foreignKeys) {
    const unit = await keyUnit(target, foreignKey, counts, aid, units, notes);
    if (unit) units.push(unit);
  }
  const taken = new Set(units.flatMap(({ columns }) => columns.map(({ name }) => name)));
  const madeUp: string[] = [];
  for (const column of target.columns) {
    if (!taken.has(column.name)) units.push(await columnUnit(target, column, counts, aid, units.length + 1, madeUp));
  }
  if (madeUp.length > 0) {
    notes.push(`In ${target.key} the values of ${madeUp.join(', ')} are made up: the statistics do not tell them.`);
  }
  return { ...withKey(target, units, counts.made), rows: counts.made, notes };
}

async function keyUnit(
  target: LoadTarget,
  foreignKey: ForeignKey,
  counts: TableCounts,
  aid: PlanningAid,
  before: readonly RowUnit[],
  notes: string[],
): Promise<RowUnit | undefined> {
  const columns = foreignKey.columns.flatMap((name) => target.columns.find((column) => column.name === name) ?? []);
  const [leading] = columns;
  if (leading === undefined || columns.length < foreignKey.columns.length) return undefined;
  const taken = new Set(before.flatMap((unit) => unit.columns.map(({ name }) => name)));
  const shared = foreignKey.columns.filter((name) => taken.has(name));
  if (shared.length > 0) {
    if (shared.length < columns.length) {
      notes.push(
        `The foreign key ${foreignKey.name} of ${target.key} shares columns with another one and is not looked after.`,
      );
    }
    return undefined;
  }
  const keys = await aid.keysOf(foreignKey);
  const statistics = target.statistics.get(leading.name);
  if (keys === undefined || keys.rows === 0) return withoutKeys(target, foreignKey, columns, before.length + 1, notes);
  const sameRows = isUnique(target, foreignKey.columns, statistics);
  if (columns.length > 1) {
    notes.push(`Of the foreign key ${foreignKey.name} of ${target.key}, only ${leading.name} is like its statistics.`);
  }
  if (sameRows && counts.made > keys.rows) {
    notes.push(`${target.key} has more rows than ${foreignKey.references}, so its key ${foreignKey.name} repeats.`);
  }
  return {
    id: before.length + 1,
    of: `${target.key}.${leading.name}`,
    columns,
    made: rankColumn,
    nullFraction: leading.nullable ? (statistics?.nullFraction ?? 0) : 0,
    correlation: trueCorrelation(statistics),
    unique: sameRows && counts.made <= keys.rows,
    pieces: await aid.ranked(keys, leading, statistics),
    keys,
  };
}

function withoutKeys(
  target: LoadTarget,
  { name, references }: ForeignKey,
  columns: readonly MadeColumn[],
  id: number,
  notes: string[],
): RowUnit | undefined {
  const nullable = columns.every((column) => column.nullable);
  notes.push(
    `There are no rows in ${references} that the foreign key ${name} of ${target.key} could refer to${nullable ? '; its columns are NULL' : ''}.`,
  );
  const [made] = columns;
  if (!nullable || made === undefined) return undefined;
  return {
    id,
    of: `${target.key}.${name}`,
    columns,
    made,
    nullFraction: 0,
    correlation: 0,
    unique: false,
    pieces: [],
    whole: 'NULL',
  };
}

async function columnUnit(
  target: LoadTarget,
  column: MadeColumn,
  counts: TableCounts,
  aid: PlanningAid,
  id: number,
  madeUp: string[],
): Promise<RowUnit> {
  const of = `${target.key}.${column.name}`;
  const statistics = target.statistics.get(column.name);
  const known = knownValues(column, of, statistics, counts);
  const bounds = known.madeUp && target.partitionKey?.column === column.name ? target.partitionKey : undefined;
  const { pieces, whole }: Pick<KnownValues, 'pieces' | 'whole'> = bounds ?? known;
  const unique = isUnique(target, [column.name], statistics);
  if (known.madeUp && !(unique && column.family === 'integer')) madeUp.push(column.name);
  // Through a partitioned table one sees the order of the partitions, not that of the numbers.
  const numbered = unique && column.family === 'integer' && target.parts.length > 0;
  const correlation = numbered || (unique && statistics?.correlation === undefined) ? 1 : trueCorrelation(statistics);
  return {
    id,
    of,
    columns: [column],
    made: column,
    nullFraction: column.nullable ? (statistics?.nullFraction ?? 0) : 0,
    correlation,
    unique,
    pieces: Math.abs(correlation) < 0.1 || pieces.length < 2 ? pieces : await aid.ordered(column, pieces),
    ...(whole === undefined ? {} : { whole }),
    wanted: aid.wanted(column.name),
  };
}

function isUnique(target: LoadTarget, columns: readonly string[], statistics: ColumnStatistics | undefined): boolean {
  const key = [...columns].sort().join('\n');
  return (
    target.uniqueKeys.some((unique) => [...unique].sort().join('\n') === key) ||
    (columns.length === 1 && statistics?.distinct === -1 && statistics.mostCommonValues === undefined)
  );
}

/** The first key of several units that no single one makes unique. */
function withKey(target: LoadTarget, units: readonly RowUnit[], rows: number): Pick<RowsPlan, 'units' | 'together'> {
  const unitOf = (name: string) => units.find((unit) => unit.columns.some((column) => column.name === name));
  for (const columns of target.uniqueKeys) {
    const parts = [...new Set(columns.flatMap((name) => unitOf(name) ?? []))];
    if (parts.length < 2 || parts.some(({ unique, nullFraction }) => unique && nullFraction === 0)) continue;
    const numbered = parts
      .filter(({ made, keys, whole }) => made.family === 'integer' && keys === undefined && whole === undefined)
      .map((unit) => ({ unit, groups: numberedGroups(unit.pieces, rows) }))
      .findLast(({ groups }) => groups !== undefined);
    if (numbered?.groups === undefined) return { units, together: { units: parts } };
    return grouped(units, parts, { unit: numbered.unit, groups: numbered.groups });
  }
  return { units };
}

/** One of the other units names the group: the one with the most values. */
function grouped(
  units: readonly RowUnit[],
  parts: readonly RowUnit[],
  numbered: { readonly unit: RowUnit; readonly groups: NumberedGroups },
): Pick<RowsPlan, 'units' | 'together'> {
  const valuesOf = ({ keys, pieces }: RowUnit) => keys?.rows ?? pieces.reduce((sum, { pool }) => sum + pool, 0);
  const others = parts.filter((unit) => unit !== numbered.unit).sort((a, b) => valuesOf(b) - valuesOf(a));
  const [naming] = others;
  const unique = (unit: RowUnit) => (unit === naming && fits(unit, numbered.groups) ? { ...unit, unique: true } : unit);
  return { units: units.map(unique), together: { units: parts.map(unique), numbered } };
}

function fits({ keys }: RowUnit, { groups }: NumberedGroups): boolean {
  return keys === undefined || groups <= keys.rows;
}
