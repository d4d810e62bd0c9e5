import { tableOf } from '#engines/postgres/catalog/identity.ts';
import type { Item, Parts } from '#engines/postgres/catalog/item.ts';
import type { DiffStatement } from '#vocabulary/catalog-diff.ts';
import { aboveOf } from './family.ts';
import { rights } from './rights.ts';
import { isOf, itemOf, relationOf } from './sides.ts';
import {
  alterColumn,
  columnSettings,
  columnSql,
  identityType,
  notNullComment,
  unvalidatedNotNull,
} from './spell-column.ts';
import type { Way } from './spell-step.ts';
import { constraintSettings, dropDefault, indexSettings, setDefault } from './spell-table.ts';
import { alterTable, say } from './statement.ts';

type ColumnParts = Readonly<Parts<'column'>>;

/** ADD COLUMN, and what it did not say; the tables below get the column from there. */
export function addedColumn(step: string, item: Item<'column'>, way: Way): readonly DiffStatement[] {
  const hasUsual = way.membersOf(step).includes(`create default ${item.identity}`);
  const usual = hasUsual ? itemOf(way.sides.to, 'default', item.identity)?.parts.expression : undefined;
  const text = `${alterTable(tableOf(item.parts))} ADD COLUMN ${columnSql(item.parts, { isPartition: false, usual, shared: way.sides.shared })}`;
  return [say('create', item, text), ...changedColumn(item, way), ...handedDown(step, way)];
}

/** `before` absent: the column was just made as its definition says. */
export function changedColumn(item: Item<'column'>, way: Way, before?: ColumnParts): readonly DiffStatement[] {
  const isView = item.parts.relation === 'v' || item.parts.relation === 'm';
  if (isView) return [];
  const only = way.families.to.children(relationOf(item) ?? '').length > 0;
  // A part takes its identity from the whole.
  const isPart = way.sides.to.has(`partition ${relationOf(item)}`);
  const isCast = way.decisions.recast.has(`column ${item.identity}`);
  return [
    ...(before === undefined
      ? [...unvalidatedNotNull(item), ...(isPart ? [] : identityType(item))]
      : alterColumn(before, item, { isCast, shared: way.sides.shared })),
    ...columnSettings(item, before, only),
    ...notNullComment(before, item),
    ...(before === undefined && way.membersOf(`create table ${relationOf(item)}`).length > 0
      ? rights(undefined, item, way.sides)
      : []),
  ];
}

/** What the things below have otherwise than the thing above handed it down to them. */
export function handedDown(step: string, way: Way): readonly DiffStatement[] {
  return way.membersOf(step).flatMap((member): readonly DiffStatement[] => {
    const key = member.replace(/^\w+ /, '');
    const item = way.sides.to.get(key);
    if (item === undefined) return [];
    if (isOf(item, 'constraint'))
      return [...constraintSettings(undefined, item), ...rights(undefined, item, way.sides)];
    if (isOf(item, 'index')) return [...indexSettings(undefined, item), ...rights(undefined, item, way.sides)];
    if (isOf(item, 'default') && member.startsWith('create ')) return handedDefault(item, step, way);
    if (!isOf(item, 'column') || `column ${item.identity}` === step.replace(/^\w+ /, '')) return [];
    const before = way.sides.from.get(key);
    const isNew = member.startsWith('create ') || before === undefined || !isOf(before, 'column');
    const got = handed(item, isNew ? undefined : before.parts, way);
    return [
      ...(got === undefined ? [] : alterColumn(got, item, { isCast: false, shared: way.sides.shared })),
      ...columnSettings(item, got, way.families.to.children(relationOf(item) ?? '').length > 0),
      ...(isNew ? defaultTaken(item, way) : []),
      ...rights(isNew ? undefined : before, item, way.sides),
    ];
  });
}

/** The column as it is once its parent's was made or changed. */
function handed(item: Item<'column'>, before: ColumnParts | undefined, way: Way): ColumnParts | undefined {
  const above = columnAbove(item, way);
  const after = above === undefined ? undefined : itemOf(way.sides.to, 'column', above)?.parts;
  const old = above === undefined ? undefined : itemOf(way.sides.from, 'column', above)?.parts;
  if (after === undefined) return before;
  const place = { schema: item.parts.schema, table: item.parts.table, relation: item.parts.relation };
  if (before === undefined) {
    const { identity, sequence } = item.parts;
    // NO INHERIT stays above.
    const notNull = after.notNullConstraint?.noInherit ? bareOfNotNull : {};
    return { ...after, ...place, ...unset, identity, sequence, ...notNull };
  }
  const isOther = (key: keyof ColumnParts) => JSON.stringify(old?.[key]) !== JSON.stringify(after[key]);
  const taken = Object.fromEntries(
    (['type', 'collation', 'identity', 'generated', 'expression', 'sequence'] as const)
      .filter(isOther)
      .map((key) => [key, after[key]]),
  );
  const isNotNullOther = isOther('notNull') || isOther('notNullConstraint');
  // What a table has of its own stays when the parent's goes.
  const stays = before.notNull && before.notNullConstraint?.local === true && !after.notNull;
  const notNull =
    !isNotNullOther || stays ? {} : { notNull: after.notNull, notNullConstraint: after.notNullConstraint };
  const retyped = way.decisions.recast.has(`column ${item.identity}`) ? { type: after.type } : {};
  return { ...before, ...taken, ...notNull, ...retyped };
}

const unset = { storage: undefined, compression: undefined, statistics: undefined, options: [] };
const bareOfNotNull = { notNull: false, notNullConstraint: undefined };

/** The parent's column that it comes from. */
function columnAbove(item: Item<'column'>, way: Way): string | undefined {
  const parents = way.families.to.parents(relationOf(item) ?? '');
  const keys = aboveOf(item, parents).filter((key) => way.sides.to.has(key));
  return keys[0]?.slice('column '.length);
}

/** A table that inherits gets its columns by itself; what it has otherwise is said behind. */
export function inheritedColumn(item: Item<'column'>, way: Way): readonly DiffStatement[] {
  const above = columnAbove(item, way);
  const parent = above === undefined ? undefined : itemOf(way.sides.to, 'column', above)?.parts;
  const made = handed(item, undefined, way);
  // CREATE TABLE takes over how the values are stored, as the parent has it by then: what is wanted is said in any case.
  const { storage, compression } = item.parts;
  const got = made && {
    ...made,
    storage: storage === undefined ? parent?.storage : undefined,
    compression: compression === undefined ? parent?.compression : undefined,
  };
  const usual = itemOf(way.sides.to, 'default', item.identity);
  return [
    ...(got === undefined ? [] : alterColumn(got, item, { isCast: false, shared: way.sides.shared })),
    ...columnSettings(item, got, false),
    ...notNullComment(undefined, item),
    ...defaultTaken(item, way),
    ...(usual === undefined ? [] : handedDefault(usual, '', way)),
    ...rights(undefined, item, way.sides),
  ];
}

/** A default that came with the parent's column and is none here. */
function defaultTaken(item: Item<'column'>, way: Way): readonly DiffStatement[] {
  const above = columnAbove(item, way);
  const came = above !== undefined && itemOf(way.sides.to, 'default', above) !== undefined;
  if (!came || itemOf(way.sides.to, 'default', item.identity)) return [];
  return [dropDefault(item, way.families.to.children(relationOf(item) ?? '').length > 0)];
}

/** A default of a column that came from above: said where the one that came with it is another. */
function handedDefault(item: Item<'default'>, step: string, way: Way): readonly DiffStatement[] {
  const column = itemOf(way.sides.to, 'column', item.identity);
  if (column === undefined || step === `create column ${item.identity}`) return [];
  const above = columnAbove(column, way);
  const came = above === undefined ? undefined : itemOf(way.sides.to, 'default', above)?.parts.expression;
  if (came === item.parts.expression) return [];
  return [setDefault(item, way.families.to.children(relationOf(item) ?? '').length > 0)];
}
