import { shortName } from '#code/ddl-words.ts';
import { argumentOf, textOf } from './prisma-arguments.ts';
import type { PrismaDatasource } from './prisma-datasource.ts';
import type { PrismaFaults, Spot } from './prisma-faults.ts';
import { columnNamed, type PrismaKey } from './prisma-keys.ts';
import type { PrismaNotes } from './prisma-notes.ts';
import type { PrismaAttribute, PrismaField } from './prisma-syntax.ts';
import type { PrismaColumn, PrismaTable } from './prisma-tables.ts';

export interface PrismaForeignKey {
  readonly at: Spot;
  readonly name: string;
  readonly table: PrismaTable;
  readonly columns: readonly PrismaColumn[];
  readonly target: PrismaTable;
  readonly targets: readonly PrismaColumn[];
  readonly onDelete: string;
  readonly onUpdate: string;
}

/** What relations are read with. */
export interface RelationSite {
  readonly datasource: PrismaDatasource;
  readonly tables: readonly PrismaTable[];
  readonly keys: ReadonlyMap<PrismaTable, readonly PrismaKey[]>;
  readonly faults: PrismaFaults;
  readonly notes: PrismaNotes;
}

/** One side of a relation. */
export interface RelationSide {
  readonly table: PrismaTable;
  readonly field: PrismaField;
  readonly relation: PrismaAttribute | undefined;
  readonly name: string | undefined;
  /** It says which of its fields hold the key. */
  readonly holds: boolean;
}

export function lowerFirst(name: string): string {
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}

/** The foreign key of a relation that is no list on one side at least; none where that was a fault, or there shall be none. */
export function prismaForeignKey(
  one: RelationSide,
  two: RelationSide,
  site: RelationSite,
): readonly PrismaForeignKey[] {
  const { faults, datasource } = site;
  const at = (side: RelationSide) => side.relation?.at ?? side.field.at;
  const spell = ({ table, field }: RelationSide) => `${table.block.name}.${field.name}`;
  const [holder, ...further] = [one, two].filter(({ holds }) => holds);
  if (holder === undefined) {
    const single = one.field.list || (one.field.optional && !two.field.list) ? two : one;
    faults.add(
      at(single),
      `${spell(single)} does not say which of its fields holds the key.`,
      `Write ${single.field.name} ${single.field.type}${single.field.optional ? '?' : ''} @relation(fields: [${lowerFirst(single.field.name)}Id], references: [id]), and a field ${lowerFirst(single.field.name)}Id.`,
    );
    return [];
  }
  if (further.length > 0) {
    faults.add(
      at(two),
      `${spell(one)} and ${spell(two)} both say fields and references: only the side that holds the key does.`,
    );
    return [];
  }
  const back = holder === one ? two : one;
  if (holder.field.list) {
    faults.add(at(holder), `${spell(holder)} is a list, so the key is on the side of ${back.table.block.name}.`);
    return [];
  }
  const columns = columnsOf(holder, 'fields', holder.table, site);
  const targets = columnsOf(holder, 'references', back.table, site);
  if (columns === undefined || targets === undefined) return [];
  if (columns.length !== targets.length) {
    faults.add(
      at(holder),
      `${spell(holder)} has ${columns.length} fields and ${targets.length} references: as many of each.`,
    );
    return [];
  }
  checkTypes(holder, columns, targets, back.table, faults);
  checkRules({ holder, back, columns, targets }, site);
  const isOptional = columns.every(({ nullable }) => nullable);
  if (!datasource.foreignKeys) {
    site.notes.say(
      'relationMode = "prisma": the database has no foreign keys, and Prisma\'s client alone keeps these relations',
      spell(holder),
    );
    return [];
  }
  // https://www.prisma.io/docs/orm/prisma-schema/data-model/relations/referential-actions#referential-action-defaults
  const required = datasource.provider === 'sqlserver' ? 'NO ACTION' : 'RESTRICT';
  return [
    {
      at: at(holder),
      name:
        textOf(holder.relation, 'map') ?? shortName([holder.table.name, ...columns.map(({ name }) => name)], '_fkey'),
      table: holder.table,
      columns,
      target: back.table,
      targets,
      onDelete: actionOf(holder, 'onDelete', faults) ?? (isOptional ? 'SET NULL' : required),
      onUpdate: actionOf(holder, 'onUpdate', faults) ?? 'CASCADE',
    },
  ];
}

/** Faults: what is referred to is not unique, and sides that no table can demand. */
function checkRules(
  {
    holder,
    back,
    columns,
    targets,
  }: {
    readonly holder: RelationSide;
    readonly back: RelationSide;
    readonly columns: readonly PrismaColumn[];
    readonly targets: readonly PrismaColumn[];
  },
  { keys, faults }: RelationSite,
): void {
  const at = holder.relation?.at ?? holder.field.at;
  const spell = ({ table, field }: RelationSide) => `${table.block.name}.${field.name}`;
  const isKey = (table: PrismaTable, of: readonly PrismaColumn[]) =>
    (keys.get(table) ?? []).some(
      ({ kind, columns: known, where }) =>
        kind !== 'index' &&
        where === undefined &&
        known.length === of.length &&
        of.every((column) => known.includes(column)),
    );
  const names = (of: readonly PrismaColumn[]) => of.map(({ field }) => field.name).join(', ');
  const rule = (of: readonly PrismaColumn[]) =>
    of.length === 1 ? `@unique at ${names(of)}` : `@@unique([${names(of)}])`;
  if (!isKey(back.table, targets)) {
    faults.add(
      at,
      `${spell(holder)} refers to ${back.table.block.name} (${names(targets)}), which is not unique.`,
      `Add ${rule(targets)} in ${back.table.block.name}.`,
    );
  }
  if (!back.field.list) {
    if (!isKey(holder.table, columns)) {
      faults.add(
        at,
        `${spell(holder)} is one to one, so (${names(columns)}) must be unique.`,
        `Add ${rule(columns)} in ${holder.table.block.name}, or write ${back.field.name} ${back.field.type}[] in ${back.table.block.name}.`,
      );
    }
    if (!back.field.optional) {
      faults.add(
        back.field.typeAt,
        `${spell(back)} must be optional: no table can demand that a row of another refers to it.`,
        `Write ${back.field.name} ${back.field.type}?`,
      );
    }
  }
  if (!holder.field.optional && columns.some(({ nullable }) => nullable)) {
    faults.add(
      holder.field.typeAt,
      `${spell(holder)} is required, and ${names(columns.filter(({ nullable }) => nullable))} is not.`,
      `Write ${holder.field.name} ${holder.field.type}?`,
    );
  }
}

function columnsOf(
  side: RelationSide,
  argument: string,
  table: PrismaTable,
  { faults }: RelationSite,
): readonly PrismaColumn[] | undefined {
  const { relation, field } = side;
  const value = relation === undefined ? undefined : argumentOf(relation, argument);
  if (value === undefined) {
    faults.add(
      relation?.at ?? field.at,
      `${side.table.block.name}.${field.name} wants ${argument} too.`,
      'Such as @relation(fields: [authorId], references: [id]).',
    );
    return undefined;
  }
  const items = value.kind === 'list' ? value.items : [value];
  const found = items.map((item) => columnNamed(item.kind === 'word' ? item.text : '', item.at, { table, faults }));
  const columns = found.flatMap((column) => column ?? []);
  return columns.length === found.length && found.length > 0 ? columns : undefined;
}

function checkTypes(
  { field, relation, table }: RelationSide,
  columns: readonly PrismaColumn[],
  targets: readonly PrismaColumn[],
  target: PrismaTable,
  faults: PrismaFaults,
): void {
  for (const [index, column] of columns.entries()) {
    const other = targets[index];
    if (other === undefined) continue;
    if (column.field.type === other.field.type && familyOf(column.type) === familyOf(other.type)) continue;
    faults.add(
      relation?.at ?? field.at,
      `${table.block.name}.${column.field.name} is ${column.type} and ${target.block.name}.${other.field.name} is ${other.type}: no foreign key can join them.`,
      'Both want the same type, @db included.',
    );
  }
}

/** Types that a foreign key may join. */
function familyOf(type: string): string {
  const base = type.replace(/\(.*\)/, '');
  if (/^(?:TEXT|VARCHAR|CHAR)$/.test(base)) return 'text';
  if (/^(?:SMALLINT|INTEGER|BIGINT|DECIMAL|REAL|DOUBLE PRECISION)$/.test(base)) return 'number';
  return /^(?:TIMESTAMPTZ?|DATE)$/.test(base) ? 'time' : base;
}

function actionOf({ relation }: RelationSide, argument: string, faults: PrismaFaults): string | undefined {
  const value = relation === undefined ? undefined : argumentOf(relation, argument);
  if (value === undefined) return undefined;
  const action = value.kind === 'word' && Object.hasOwn(actions, value.text) ? actions[value.text] : undefined;
  if (action === undefined) faults.add(value.at, `${argument} is one of ${Object.keys(actions).join(', ')}.`);
  return action;
}

const actions: Readonly<Record<string, string>> = {
  Cascade: 'CASCADE',
  Restrict: 'RESTRICT',
  NoAction: 'NO ACTION',
  SetNull: 'SET NULL',
  SetDefault: 'SET DEFAULT',
};
