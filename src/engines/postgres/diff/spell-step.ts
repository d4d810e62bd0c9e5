import { tableOf, targetOf } from '#engines/postgres/catalog/identity.ts';
import type { Item } from '#engines/postgres/catalog/item.ts';
import { quoteIdentifier } from '#engines/postgres/quote.ts';
import type { DiffStatement } from '#vocabulary/catalog-diff.ts';
import type { Decisions } from './decide.ts';
import type { Families } from './family.ts';
import { rights } from './rights.ts';
import { hasSameParts } from './same.ts';
import { isOf, relationOf, type Sides } from './sides.ts';
import { addedColumn, changedColumn, handedDown, inheritedColumn } from './spell-columns.ts';
import {
  alterExtension,
  alterMaterializedView,
  alterPolicy,
  alterSequence,
  createExtension,
  createMaterializedView,
  createPolicy,
  createRoutine,
  createSequence,
  createStatistics,
  createSwitched,
  createView,
  defaultPrivileges,
  ownSequence,
  statisticsTarget,
  switchChange,
} from './spell-object.ts';
import {
  addConstraint,
  attachPartition,
  constraintSettings,
  createIndex,
  createTable,
  detachPartition,
  dropDefault,
  indexSettings,
  replicaIdentity,
  setDefault,
  tableSettings,
} from './spell-table.ts';
import {
  alterComposite,
  alterDomain,
  alterEnum,
  attributeComments,
  createDomainConstraint,
  createType,
  oldTypeName,
  replaceType,
} from './spell-type.ts';
import { alterTable, say } from './statement.ts';

export interface Way {
  readonly sides: Sides;
  readonly families: Families;
  readonly decisions: Decisions;
  /** Steps that a host does too. */
  readonly membersOf: (host: string) => readonly string[];
}

/** The statements of one step and of those that it does for others. */
export function spellStep(step: string, way: Way): readonly DiffStatement[] {
  const [verb, key] = split(step);
  const [before, after] = [way.sides.from.get(key), way.sides.to.get(key)];
  if (verb === 'drop') return before === undefined ? [] : drop(before, way);
  if (verb === 'clean') return before === undefined ? [] : clean(before);
  if (after === undefined) return [];
  if (verb === 'create') return [...create(step, after, way), ...rightsOf(undefined, after, way)];
  if (before === undefined) return [];
  if (way.decisions.retyped.has(key)) return [...replace(before, after), ...rightsOf(undefined, after, way)];
  return [...alter(before, after, way), ...rightsOf(before, after, way), ...handedDown(step, way)];
}

function split(step: string): readonly [string, string] {
  const at = step.indexOf(' ');
  return [step.slice(0, at), step.slice(at + 1)];
}

/** Those of the members of a table that was just made follow it. */
function rightsOf(before: Item | undefined, after: Item, { sides }: Way): readonly DiffStatement[] {
  return rights(before, after, sides);
}

function drop(item: Item, way: Way): readonly DiffStatement[] {
  const only = way.families.to.children(relationOf(item) ?? '').length > 0;
  switch (item.kind) {
    case 'column':
      if (item.parts.relation === 'v' || item.parts.relation === 'm') return rights(item, bare(item), way.sides);
      return [say('drop', item, `${alterTable(tableOf(item.parts))} DROP COLUMN ${quoteIdentifier(item.parts.name)}`)];
    case 'default':
      return [dropDefault(item, only)];
    case 'constraint':
      return [
        say('drop', item, `${alterTable(tableOf(item.parts))} DROP CONSTRAINT ${quoteIdentifier(item.parts.name)}`),
      ];
    case 'domain-constraint':
      return [
        say(
          'drop',
          item,
          `ALTER DOMAIN ${item.identity.split('.').slice(0, -1).join('.')} DROP CONSTRAINT ${quoteIdentifier(item.parts.name)}`,
        ),
      ];
    case 'partition':
      return [detachPartition(item)];
    case 'replica-identity':
      return [replicaIdentity(item, true)];
    case 'identity-sequence':
      return [];
    case 'sequence-owner':
      return [ownSequence(item, true)];
    case 'default-privileges':
      return defaultPrivileges(item, undefined);
    default:
      return [say('drop', item, `DROP ${targetOf(item)}`)];
  }
}

function bare(item: Item<'column'>): Item {
  return { ...item, comment: undefined, grants: [] };
}

function clean(item: Item): readonly DiffStatement[] {
  if (item.kind !== 'enum' && item.kind !== 'domain') return [];
  return [say('drop', item, `DROP ${item.kind === 'domain' ? 'DOMAIN' : 'TYPE'} ${oldTypeName(item)}`)];
}

function replace(before: Item, after: Item): readonly DiffStatement[] {
  if ((before.kind !== 'enum' && before.kind !== 'domain') || after.kind !== before.kind) return [];
  return replaceType(before, after);
}

function create(step: string, item: Item, way: Way): readonly DiffStatement[] {
  const only = way.families.to.children(relationOf(item) ?? '').length > 0;
  switch (item.kind) {
    case 'schema':
      return [say('create', item, `CREATE SCHEMA ${item.identity}`)];
    case 'extension':
      return [createExtension(item)];
    case 'collation':
      return [say('create', item, `CREATE COLLATION ${item.identity} (${item.parts.definition})`)];
    case 'composite':
      return [createType(item), ...attributeComments(undefined, item)];
    case 'enum':
    case 'range':
      return [createType(item)];
    case 'domain': {
      const folded = membersOfKind(step, 'domain-constraint', way);
      return [createType(item, folded), ...folded.flatMap((one) => rights(undefined, one, way.sides))];
    }
    case 'domain-constraint':
      return [createDomainConstraint(item)];
    case 'sequence':
      return [createSequence(item)];
    case 'identity-sequence':
      return [];
    case 'sequence-owner':
      return [ownSequence(item)];
    case 'table':
      return table(step, item, way);
    case 'partition':
      return [attachPartition(item), ...handedDown(step, way)];
    case 'replica-identity':
      return [replicaIdentity(item)];
    case 'column':
      return item.parts.relation === 'v' || item.parts.relation === 'm' ? [] : addedColumn(step, item, way);
    case 'default':
      return [setDefault(item, only)];
    case 'constraint':
      return [...addConstraint(item), ...constraintSettings(undefined, item), ...handedDown(step, way)];
    case 'index':
      return [createIndex(item), ...indexSettings(undefined, item), ...handedDown(step, way)];
    case 'statistics':
      return createStatistics(item);
    case 'view':
      return [createView(item, false)];
    case 'materialized-view':
      return [createMaterializedView(item)];
    case 'function':
    case 'procedure':
    case 'aggregate':
      return [createRoutine(item, false)];
    case 'trigger':
    case 'rule':
    case 'event-trigger':
      return [createSwitched(item), ...switchChange(undefined, item)];
    case 'policy':
      return [createPolicy(item)];
    case 'default-privileges':
      return defaultPrivileges(undefined, item);
  }
}

function membersOfKind<K extends Item['kind']>(step: string, kind: K, { membersOf, sides }: Way): readonly Item<K>[] {
  return membersOf(step).flatMap((member) => {
    const item = sides.to.get(split(member)[1]);
    return item && isOf(item, kind) ? [item] : [];
  });
}

function table(step: string, item: Item<'table'>, way: Way): readonly DiffStatement[] {
  const own = <K extends Item['kind']>(kind: K) =>
    membersOfKind(step, kind, way).filter((member) => relationOf(member) === item.identity);
  const members = {
    columns: own('column'),
    defaults: own('default'),
    constraints: own('constraint'),
    shared: way.sides.shared,
  };
  return [
    createTable(item, members),
    ...tableSettings(undefined, item),
    ...members.columns.flatMap((column) =>
      column.parts.local || item.parts.isPartition || !column.parts.inherited
        ? changedColumn(column, way)
        : inheritedColumn(column, way),
    ),
    ...members.constraints.flatMap((one) => [
      ...constraintSettings(undefined, one),
      ...rights(undefined, one, way.sides),
    ]),
  ];
}

/** Only what differs is said; a comment or a right alone is none of these. */
function alter(before: Item, after: Item, way: Way): readonly DiffStatement[] {
  const only = way.families.to.children(relationOf(after) ?? '').length > 0;
  const isOther = !hasSameParts(before, after);
  if (isOf(before, 'column') && isOf(after, 'column')) return changedColumn(after, way, before.parts);
  // Its rights are all that it is.
  if (isOf(before, 'default-privileges') && isOf(after, 'default-privileges')) return defaultPrivileges(before, after);
  if (!isOther) return [];
  if (isOf(before, 'extension') && isOf(after, 'extension')) return alterExtension(before, after);
  if (isOf(before, 'enum') && isOf(after, 'enum')) return alterEnum(before, after);
  if (isOf(before, 'composite') && isOf(after, 'composite')) return alterComposite(before, after);
  if (isOf(before, 'domain') && isOf(after, 'domain')) return alterDomain(before, after);
  if (isOf(before, 'domain-constraint') && isOf(after, 'domain-constraint')) {
    const name = quoteIdentifier(after.parts.name);
    const domain = after.identity.split('.').slice(0, -1).join('.');
    return [say('alter', after, `ALTER DOMAIN ${domain} VALIDATE CONSTRAINT ${name}`)];
  }
  if (isOf(before, 'sequence') && isOf(after, 'sequence')) return alterSequence(before, after);
  if (isOf(after, 'sequence-owner')) return [ownSequence(after)];
  if (isOf(before, 'table') && isOf(after, 'table')) return tableSettings(before, after);
  if (isOf(after, 'replica-identity')) return [replicaIdentity(after)];
  if (isOf(after, 'default')) return [setDefault(after, only)];
  if (isOf(before, 'constraint') && isOf(after, 'constraint')) return constraintSettings(before, after);
  if (isOf(before, 'index') && isOf(after, 'index')) return indexSettings(before, after);
  if (isOf(before, 'statistics') && isOf(after, 'statistics')) return statisticsTarget(before, after);
  if (isOf(after, 'view')) return [createView(after, true)];
  if (isOf(before, 'materialized-view') && isOf(after, 'materialized-view'))
    return alterMaterializedView(before, after);
  if (isOf(after, 'function') || isOf(after, 'procedure')) return [createRoutine(after, true)];
  if (isOf(before, 'trigger') && isOf(after, 'trigger')) return switchChange(before, after);
  if (isOf(before, 'rule') && isOf(after, 'rule')) return switchChange(before, after);
  if (isOf(before, 'event-trigger') && isOf(after, 'event-trigger')) return switchChange(before, after);
  if (isOf(after, 'policy')) return [alterPolicy(after)];
  return [];
}
