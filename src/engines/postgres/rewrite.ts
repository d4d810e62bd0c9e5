import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { Rewrite } from '#vocabulary/rewrite.ts';
import { rewrites } from './rewrite/catalogue.ts';
import { fingerprint, parseTree, printTree } from './rewrite/parse.ts';
import { isTotallyOrdered } from './rewrite/query/order.ts';
import { readStatement } from './rewrite/query/read-statement.ts';
import type { ParsedStatement } from './rewrite/query/statement.ts';
import { unsteadyParts } from './rewrite/query/steady.ts';
import type { Application, RewriteRule } from './rewrite/rule.ts';

/**
 * Other ways to write a query: each rewrite of `rewrite/` at each place where it applies, then all equivalent ones one
 * after the other. Nothing here is compared or measured yet. Empty where the query locks rows, writes, is volatile, or
 * has a name that is not known.
 * Errors: invalid (does not parse, several statements).
 *
 * To add a rewrite, add `rewrite/<id>.ts` and `rewrite/<id>.md` and run `npm run generate`. A rewrite is given a
 * `ParsedStatement` and yields changed trees. What it may assume: every name is resolved, nothing is volatile, no row
 * locks, no writes. What it must see to itself, block by block, with the tools of `rewrite/query/`:
 *
 * - statement.ts        blocks, items of FROM, columns, outputs; `statement.found` says what a ColumnRef is
 * - tree.ts             `as(node, kind)`, `allOf(tree, kind)`, `replaced(tree, [[old, new]])`: by identity, copied
 * - build.ts            new nodes, in the parser's own shape
 * - references.ts       what an expression reads: `columnOf`, `itemsRead`, `readsOnly`, `isCorrelated`
 * - names.ts            `movedInto` (an expression goes into a sub-query), `freshName`, `withAlias`
 * - conditions.ts       the terms of WHERE, comparisons, joins
 * - plain-block.ts      shapes that most rewrites ask for: a SELECT without grouping, limit, set operation
 * - nullability.ts      `whyNotNull`: NOT NULL, outer joins and grouping sets minded; the reasons are preconditions
 * - unique.ts           `whyDetermined`, `whyRowsUnique`: keys through joins, derived tables, grouping
 * - catalog.ts          keys, NOT NULL and foreign keys that really hold (inheritance, DEFERRABLE, foreign tables)
 * - order.ts            `isTotallyOrdered`; `dependsOnChance`: LIMIT without order and the like, best left alone
 * - types.ts            types of columns and simple expressions, and whose equality is the same
 * - failing.ts          `cannotFail`: asked before an expression is evaluated on more rows than before
 * - functions.ts, steady.ts   what is volatile, an aggregate, set-returning
 *
 * A precondition is a sentence that a user can check: "orders.user_id is NOT NULL".
 */
export async function rewrite(text: string, schema: DatabaseSchema): Promise<readonly Rewrite[]> {
  const statement = readStatement(parseTree(text), schema);
  if (isOffLimits(statement)) return [];
  const steps = applicable(rewrites, statement);
  const all = [...steps.map((step) => asRewrite(statement, [step])), ...composition(statement, steps)];
  const known = new Set([printTree(statement.tree)]);
  return all.filter((one) => !known.has(one.text) && known.add(one.text));
}

function isOffLimits(statement: ParsedStatement): boolean {
  return statement.obstacles.length > 0 || unsteadyParts(statement.tree, statement.schema).length > 0;
}

/** A rewrite at a place, printed and read again. */
interface Step {
  readonly rule: RewriteRule;
  readonly application: Application;
  readonly text: string;
  readonly after: ParsedStatement;
}

/** All places of all rewrites, each printed and read again: what does not print, or does not read, is dropped. */
function applicable(rules: readonly RewriteRule[], statement: ParsedStatement): readonly Step[] {
  return rules.flatMap((rule) =>
    [...rule.apply(statement)].flatMap((application) => {
      const text = printTree(application.tree);
      if (text === undefined) return [];
      const after = readStatement(application.tree, statement.schema);
      const keepsNames = classOf(rule, application) !== 'changes-contract';
      if (isOffLimits(after) || (keepsNames && outputNames(after) !== outputNames(statement))) return [];
      return [{ rule, application, text, after }];
    }),
  );
}

function outputNames(statement: ParsedStatement): string {
  return JSON.stringify(statement.blocks[0]?.outputs?.map(({ name }) => name));
}

function classOf(rule: RewriteRule, application: Application): Rewrite['class'] {
  return application.class ?? rule.class;
}

const longestComposition = 6;

/** Equivalent rewrites, one after the other, until none applies. */
function composition(statement: ParsedStatement, first: readonly Step[]): readonly Rewrite[] {
  const done: Step[] = [];
  const seen = new Set([fingerprint(statement.tree)]);
  for (let steps = first; done.length < longestComposition; ) {
    const next = steps.find(
      ({ rule, application }) =>
        rule.hint !== true && classOf(rule, application) === 'equivalent' && !seen.has(fingerprint(application.tree)),
    );
    if (!next) break;
    done.push(next);
    seen.add(fingerprint(next.application.tree));
    steps = applicable(rewrites, next.after);
  }
  return done.length < 2 ? [] : [asRewrite(statement, done)];
}

function asRewrite(before: ParsedStatement, steps: readonly Step[]): Rewrite {
  const applications = steps.map(({ application }) => application);
  const [first] = steps;
  const last = steps.at(-1);
  const unique = (texts: readonly string[]) => [...new Set(texts)];
  const { contract, keyset } = first?.application ?? {};
  return {
    rule: unique(steps.map(({ rule }) => rule.id)).join(', then '),
    class: first ? classOf(first.rule, first.application) : 'equivalent',
    text: last?.text ?? '',
    what: inOneSentence(unique(applications.map(({ what }) => what))),
    why: unique(applications.map(({ why }) => why)).join(' '),
    preconditions: unique(applications.flatMap(({ preconditions }) => preconditions)),
    ordered: isOrdered(before) && last !== undefined && isOrdered(last.after),
    compared: first?.application.compared ?? 'rows',
    ...(contract === undefined ? {} : { contract }),
    ...(keyset === undefined ? {} : { keyset }),
  };
}

function isOrdered(statement: ParsedStatement): boolean {
  const [main] = statement.blocks;
  return (main?.select.sortClause ?? []).length > 0 && main !== undefined && isTotallyOrdered(statement, main);
}

/** "NOT IN becomes NOT EXISTS, then DISTINCT goes." */
function inOneSentence(sentences: readonly string[]): string {
  const [first = '', ...rest] = sentences.map((sentence) => sentence.replace(/\.$/, ''));
  return `${[first, ...rest.map((sentence) => `then ${sentence}`)].join(', ')}.`;
}
