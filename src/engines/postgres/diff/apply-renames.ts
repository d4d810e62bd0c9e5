import { problem } from '#contracts/problem-error.ts';
import { targetOf } from '#engines/postgres/catalog/identity.ts';
import type { Item } from '#engines/postgres/catalog/item.ts';
import { quoteIdentifier } from '#engines/postgres/quote.ts';
import type { DiffStatement, Rename } from '#vocabulary/catalog-diff.ts';
import { columnRenamed, relationRenamed, schemaRenamed } from './renamed-items.ts';
import { renamedSide } from './renamed-side.ts';
import { isOf, type Side } from './sides.ts';
import { say } from './statement.ts';

export interface Renamed {
  readonly side: Side;
  readonly statements: readonly DiffStatement[];
}

const order: readonly Rename['kind'][] = ['schema', 'table', 'view', 'type', 'sequence', 'column'];

/**
 * The statements of the renames that were told, and the catalog as it is behind them. A column of a table that is renamed
 * too is told under the table's new name, as the question about it was.
 */
export function applyRenames(from: Side, to: Side, answers: readonly Rename[]): Renamed {
  let side = from;
  const statements: DiffStatement[] = [];
  const sorted = answers.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  for (const answer of sorted) {
    if (answer.to === null) continue;
    const before = find(side, answer.kind, answer.from);
    const after = find(to, answer.kind, answer.to);
    if (before === undefined || after === undefined) {
      const missing = before === undefined ? answer.from : answer.to;
      throw problem(
        'invalid',
        `There is no ${answer.kind} ${missing} to rename ${before === undefined ? 'from' : 'to'}.`,
        'Name both as the question did.',
      );
    }
    const change = changeOf(before, after);
    if (change === undefined) {
      throw problem(
        'invalid',
        `${answer.from} cannot be renamed to ${answer.to}.`,
        'Both must stand in one schema or table.',
      );
    }
    statements.push(change.statement);
    side = renamedSide(side, change.work);
  }
  return { side, statements };
}

function find(side: Side, kind: Rename['kind'], identity: string): Item | undefined {
  const kinds: Readonly<Record<Rename['kind'], readonly string[]>> = {
    schema: ['schema'],
    table: ['table'],
    view: ['view', 'materialized-view'],
    type: ['enum', 'domain', 'composite', 'range'],
    sequence: ['sequence'],
    column: ['column'],
  };
  return kinds[kind].map((one) => side.get(`${one} ${identity}`)).find((item) => item !== undefined);
}

interface Change {
  readonly statement: DiffStatement;
  readonly work: (item: Item) => Item;
}

function changeOf(before: Item, after: Item): Change | undefined {
  if (isOf(before, 'schema') && isOf(after, 'schema')) {
    return {
      statement: renamed(before, `ALTER SCHEMA ${before.identity}`, after.parts.name),
      work: schemaRenamed(before.parts.name, after.parts.name),
    };
  }
  if (isOf(before, 'column') && isOf(after, 'column')) {
    const { schema, table } = after.parts;
    if (before.parts.schema !== schema || before.parts.table !== table) return undefined;
    const target = `${quoteIdentifier(schema)}.${quoteIdentifier(table)}`;
    const text = `ALTER TABLE ${target} RENAME COLUMN ${quoteIdentifier(before.parts.name)}`;
    return {
      statement: say('rename', before, `${text} TO ${quoteIdentifier(after.parts.name)}`),
      work: columnRenamed({ schema, table, old: before.parts.name, name: after.parts.name }),
    };
  }
  if (!('schema' in before.parts && 'name' in before.parts && 'schema' in after.parts && 'name' in after.parts))
    return undefined;
  if (before.kind !== after.kind) return undefined;
  const { schema, name } = after.parts;
  const old = before.parts.name;
  if (before.parts.schema !== schema) return undefined;
  return {
    statement: renamed(before, `ALTER ${targetOf(before)}`, name),
    work: relationRenamed({ schema: schema ?? '', old, name, isTable: before.kind === 'table' }),
  };
}

function renamed(item: Item, head: string, name: string): DiffStatement {
  return say('rename', item, `${head} RENAME TO ${quoteIdentifier(name)}`);
}
