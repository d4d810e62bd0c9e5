import type { Item } from '#engines/postgres/catalog/item.ts';
import { hasSameParts } from './same.ts';

/**
 * How a thing becomes another one of its name: by altering it, by dropping it and making it anew, by making a new type
 * that takes over its columns, or not at all (with the reason).
 */
type ChangeKind = 'alter' | 'recreate' | 'retype' | { readonly impossible: string };

export function changeKind(a: Item, b: Item, major: number): ChangeKind {
  if (hasSameParts(a, b)) return 'alter';
  switch (a.kind) {
    case 'collation':
      return {
        impossible: `the collation ${a.identity} is made otherwise, and columns that use it would have to be rebuilt`,
      };
    case 'enum':
      return b.kind === 'enum' && isSubsequence(a.parts.labels, b.parts.labels) ? 'alter' : 'retype';
    case 'domain':
      return b.kind === 'domain' && b.parts.type === a.parts.type && b.parts.collation === a.parts.collation
        ? 'alter'
        : 'retype';
    case 'composite':
      return 'alter';
    case 'domain-constraint':
      return b.kind === 'domain-constraint' && isOnlyValidated(a.parts, b.parts) ? 'alter' : 'recreate';
    case 'table':
      return b.kind === 'table' ? tableChange(a, b) : 'alter';
    case 'range':
    case 'partition':
    case 'aggregate':
      return 'recreate';
    case 'column':
      return b.kind === 'column' ? columnChange(a, b, major) : 'alter';
    case 'constraint':
      return b.kind === 'constraint' && isOnlyValidated(a.parts, b.parts) ? 'alter' : 'recreate';
    case 'index':
    case 'statistics':
    case 'trigger':
    case 'event-trigger':
    case 'rule':
    case 'materialized-view':
      return b.kind === a.kind && b.parts.definition === a.parts.definition ? indexChange(a, b) : 'recreate';
    case 'view':
      return b.kind === 'view' && isViewReplaceable(a, b) ? 'alter' : 'recreate';
    case 'function':
    case 'procedure':
      return isRoutineReplaceable(a, b) ? 'alter' : 'recreate';
    case 'policy':
      return b.kind === 'policy' && isPolicyAlterable(a, b) ? 'alter' : 'recreate';
    default:
      return 'alter';
  }
}

/** An index that a failed build left behind is made anew. */
function indexChange(a: Item, b: Item): ChangeKind {
  if (a.kind !== 'index' || b.kind !== 'index' || a.parts.partitioned) return 'alter';
  return a.parts.valid === b.parts.valid ? 'alter' : 'recreate';
}

function isSubsequence(small: readonly string[], large: readonly string[]): boolean {
  let at = 0;
  for (const label of large) if (label === small[at]) at += 1;
  return at === small.length;
}

interface Validated {
  readonly definition: string;
  readonly validated: boolean;
}

function isOnlyValidated(a: Validated, b: Validated): boolean {
  return a.definition === b.definition || (!a.validated && b.validated && a.definition === `${b.definition} NOT VALID`);
}

function tableChange(a: Item<'table'>, b: Item<'table'>): ChangeKind {
  if (JSON.stringify(a.parts.parents) !== JSON.stringify(b.parts.parents)) {
    return { impossible: `the table ${a.identity} inherits from other tables` };
  }
  if (a.parts.partitionKey !== b.parts.partitionKey) {
    return { impossible: `the table ${a.identity} is partitioned otherwise: its rows have to be moved to a new table` };
  }
  if (a.parts.ofType !== b.parts.ofType) return { impossible: `the table ${a.identity} is a table of another type` };
  if (a.parts.accessMethod !== b.parts.accessMethod) {
    return { impossible: `the table ${a.identity} has another access method` };
  }
  return 'alter';
}

/** https://www.postgresql.org/docs/18/sql-altertable.html: SET EXPRESSION came with 17; DROP EXPRESSION is for stored ones. */
function columnChange(a: Item<'column'>, b: Item<'column'>, major: number): ChangeKind {
  const [before, after] = [a.parts, b.parts];
  if (before.generated === after.generated && before.expression === after.expression) {
    // The type of what it is computed from may be another one: it is computed again anyway.
    return before.generated !== '' && before.type !== after.type ? 'recreate' : 'alter';
  }
  if (before.generated === 's' && after.generated === '' && before.type === after.type) return 'alter';
  const canSet = major >= 17 && before.generated === after.generated && before.type === after.type;
  return canSet && !(before.generated === 'v') ? 'alter' : 'recreate';
}

/** CREATE OR REPLACE VIEW may only add columns at the end. https://www.postgresql.org/docs/18/sql-createview.html */
function isViewReplaceable(a: Item<'view'>, b: Item<'view'>): boolean {
  return a.parts.columns.every((column, at) => {
    const other = b.parts.columns[at];
    return other?.name === column.name && other.type === column.type && other.collation === column.collation;
  });
}

/** Neither its result nor the names of its arguments may change, and no default may go. https://www.postgresql.org/docs/18/sql-createfunction.html */
function isRoutineReplaceable(a: Item, b: Item): boolean {
  if (a.kind === 'function' && b.kind === 'function') {
    return (
      a.parts.result === b.parts.result &&
      a.parts.retset === b.parts.retset &&
      a.parts.arguments === b.parts.arguments &&
      a.parts.defaults <= b.parts.defaults
    );
  }
  if (a.kind !== 'procedure' || b.kind !== 'procedure') return false;
  return a.parts.arguments === b.parts.arguments && a.parts.defaults <= b.parts.defaults;
}

/** ALTER POLICY cannot take a condition away. https://www.postgresql.org/docs/18/sql-alterpolicy.html */
function isPolicyAlterable(a: Item<'policy'>, b: Item<'policy'>): boolean {
  const [before, after] = [a.parts, b.parts];
  return (
    before.permissive === after.permissive &&
    before.command === after.command &&
    (before.using === undefined) === (after.using === undefined) &&
    (before.check === undefined) === (after.check === undefined)
  );
}
