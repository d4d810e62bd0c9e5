import type { SelectStmt } from './parse.ts';
import { uniqueKeys } from './query/catalog.ts';
import { constantOf, relationOf } from './query/constants.ts';
import { contradict } from './query/contradictions.ts';
import { whyColumnNotNull } from './query/nullability.ts';
import { dependsOnChance } from './query/order.ts';
import { isLimited } from './query/plain-block.ts';
import type { Block, FromItem, Output, ParsedStatement } from './query/statement.ts';
import { fixedText, replaced } from './query/tree.ts';
import { columnType, shareEquality, typeOf } from './query/types.ts';
import { returnsSets, whyRowsUnique } from './query/unique.ts';
import type { RewriteRule } from './rule.ts';

export const unionToUnionAll: RewriteRule = {
  id: 'union-to-union-all',
  summary: 'UNION becomes UNION ALL where its arms share no row and repeat none, or where duplicates do not count.',
  class: 'equivalent',
  source: 'https://www.postgresql.org/docs/18/sql-select.html#SQL-UNION',
  *apply(statement) {
    for (const block of statement.blocks) {
      if (!isUnion(block) || (block.around && isUnion(block.around)) || dependsOnChance(statement, block)) continue;
      const isSet = ['EXISTS_SUBLINK', 'ANY_SUBLINK', 'ALL_SUBLINK'].includes(block.sublink?.subLinkType ?? '');
      const countsNot = isSet && !isLimited(block.select);
      const reasons = countsNot ? [] : whyAllDifferent(statement, [...leavesOf(block)]);
      if (!reasons) continue;
      yield {
        tree: replaced(statement.tree, [[block.select, asAll(block)]]),
        what: countsNot
          ? 'UNION becomes UNION ALL in a sub-query in which duplicates do not count.'
          : 'UNION becomes UNION ALL, since no two rows are equal.',
        why: 'UNION sorts or hashes all rows of all arms to find duplicates; UNION ALL hands them on.',
        preconditions: [...reasons],
      };
    }
  },
};

function isUnion({ select, arms }: Block): boolean {
  return arms.length > 0 && select.op === 'SETOP_UNION' && select.all !== true;
}

/** The union, and those that it is made of, with ALL. */
function asAll({ select, arms }: Block): SelectStmt {
  const [larg = select.larg, rarg = select.rarg] = arms.map((arm) => (isNested(arm) ? asAll(arm) : arm.select));
  return { ...select, all: true, ...(larg ? { larg } : {}), ...(rarg ? { rarg } : {}) };
}

function* leavesOf(block: Block): Iterable<Block> {
  for (const arm of block.arms) {
    if (isNested(arm)) yield* leavesOf(arm);
    else yield arm;
  }
}

/** `a UNION b UNION c` is a union of a union; one with its own ORDER BY, LIMIT or WITH is left as it is. */
function isNested(arm: Block): boolean {
  return isUnion(arm) && !isLimited(arm.select) && !arm.select.sortClause && !arm.select.withClause;
}

/** Why no two rows of all arms are equal. undefined: some may be. */
function whyAllDifferent(statement: ParsedStatement, leaves: readonly Block[]): readonly string[] | undefined {
  const reasons = new Set<string>();
  const add = (more: readonly string[]) => {
    for (const one of more) reasons.add(one);
  };
  for (const [at, leaf] of leaves.entries()) {
    const unique = isOneRow(statement, leaf) ? { outputs: [], reasons: [] } : whyRowsUnique(statement, leaf);
    if (!unique?.outputs.every((place) => keepsValues(statement, leaves, place))) return undefined;
    add(unique.reasons);
    for (const other of leaves.slice(at + 1)) {
      const apart = whyDisjoint(statement, leaf, other, leaves);
      if (!apart) return undefined;
      add(apart);
    }
  }
  return [...reasons];
}

/** SELECT of values, without FROM. */
function isOneRow(statement: ParsedStatement, block: Block): boolean {
  const hasNoInput = block.items.length === 0 && block.arms.length === 0 && !block.select.groupClause;
  return hasNoInput && block.select.targetList !== undefined && !returnsSets(statement, block);
}

/** The common type that UNION finds for a column takes no two values of an arm for one. */
function keepsValues(statement: ParsedStatement, leaves: readonly Block[], place: number): boolean {
  const types = leaves.map((leaf) => outputType(statement, leaf.outputs?.[place]));
  const [first] = types;
  return types.every((type) => shareEquality(first, type));
}

function outputType(statement: ParsedStatement, output: Output | undefined): string | undefined {
  if (!output) return undefined;
  if (output.column) return columnType(statement, output.column);
  // The type of a bare text is that of the other arms, or text.
  return fixedText(output.value) === undefined ? typeOf(statement, output.value) : 'text';
}

/** Why no row of the one is a row of the other. */
function whyDisjoint(
  statement: ParsedStatement,
  one: Block,
  other: Block,
  leaves: readonly Block[],
): readonly string[] | undefined {
  const places = (one.outputs ?? []).map((_, at) => at).filter((at) => keepsValues(statement, leaves, at));
  if (places.some((at) => areApart(statement, one, other, at))) return [];
  for (const item of one.items) {
    for (const same of other.items.filter((candidate) => isSameTable(item, candidate))) {
      const key = sharedKey(statement, item, same, places);
      if (!key) continue;
      const isContradicted = item.columns.some((column) => {
        const twin = same.columns.find((candidate) => candidate.column === column.column);
        return twin && column.column && contradict(statement, { block: one, column }, { block: other, column: twin });
      });
      if (isContradicted) return key;
    }
  }
  return undefined;
}

/** Different literals, or conditions that no value passes both of. */
function areApart(statement: ParsedStatement, one: Block, other: Block, at: number): boolean {
  const [left, right] = [one.outputs?.[at], other.outputs?.[at]];
  if (!left || !right) return false;
  if (left.column && right.column) {
    const isOwn = left.column.item.of === one && right.column.item.of === other;
    return isOwn && contradict(statement, { block: one, column: left.column }, { block: other, column: right.column });
  }
  const type = outputType(statement, left);
  const constants = [left, right].map((output) =>
    output.column ? undefined : constantOf(output.value, type, statement.schema),
  );
  const [first, second] = constants;
  const relation = first && second && relationOf(first, second);
  return relation !== undefined && relation !== '=';
}

function isSameTable(one: FromItem, other: FromItem): boolean {
  return one.table !== undefined && one.table === other.table && !one.nullSide && !other.nullSide;
}

/** Both give all of a key of the table in the same places: equal rows come from the same row of it. */
function sharedKey(
  statement: ParsedStatement,
  one: FromItem,
  other: FromItem,
  places: readonly number[],
): readonly string[] | undefined {
  for (const key of uniqueKeys(one, statement.schema)) {
    const isGiven = key.columns.every((column) =>
      places.some((at) => {
        const [left, right] = [one.of.outputs?.[at]?.column, other.of.outputs?.[at]?.column];
        return left === column && right?.item === other && right.column === column.column;
      }),
    );
    const notNull = key.columns.map((column) => (key.nullsNotDistinct ? [] : whyColumnNotNull(statement, column)));
    const known = notNull.flatMap((reasons) => (reasons ? [reasons] : []));
    if (isGiven && known.length === notNull.length) return [key.reason, ...known.flat()];
  }
  return undefined;
}
