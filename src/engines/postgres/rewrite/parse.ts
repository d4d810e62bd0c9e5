import type { Node } from '@pgsql/types';
import { parseSync } from 'libpg-query';
import { deparseSync } from 'pgsql-deparser';
import { parseStatement } from '#engines/postgres/parse/statement.ts';

export type {
  A_Const,
  A_Expr,
  BoolExpr,
  ColumnRef,
  CommonTableExpr,
  FuncCall,
  JoinExpr,
  Node,
  RangeFunction,
  RangeSubselect,
  RangeVar,
  SelectStmt,
  SortBy,
  SubLink,
  TypeCast,
} from '@pgsql/types';

/** Errors: invalid (empty, several statements, does not parse). */
export function parseTree(text: string): Node {
  return parseStatement(text);
}

/** The query of a view. undefined: it does not parse. */
export function parseView(definition: string): Node | undefined {
  try {
    return parseSync(definition).stmts?.[0]?.stmt;
  } catch {
    return undefined;
  }
}

/** SQL that parses to this very tree. undefined: the printer does not know a construct in it, or got it wrong. */
export function printTree(tree: Node): string | undefined {
  try {
    const text = deparseSync(tree, { pretty: true }).trim();
    return [indented(text), text].find((one) => isTextOf(one, tree));
  } catch {
    return undefined;
  }
}

function isTextOf(text: string, tree: Node): boolean {
  const statements = parseSync(text).stmts ?? [];
  return statements.length === 1 && fingerprint(statements[0]?.stmt) === fingerprint(tree);
}

/** Sub-queries stand further in, two spaces for each parenthesis that is open. */
function indented(text: string): string {
  let depth = 0;
  const lines = text.split('\n').map((line) => {
    const bare = line.replace(/'(?:[^']|'')*'|"[^"]*"/g, '');
    const [opened, closed] = [bare.split('(').length - 1, bare.split(')').length - 1];
    const here = `${'  '.repeat(depth)}${line.trimEnd()}`;
    depth = Math.max(0, depth + opened - closed);
    return here;
  });
  return lines.join('\n').replace(/\bUNION\n\s*ALL\b/g, 'UNION ALL');
}

/** The same for trees that differ only in where the words stood, and in parentheses that mean nothing. */
export function fingerprint(tree: unknown): string {
  return JSON.stringify(plain(tree));
}

/** Fields that say where in the text something stood. */
const isPlace = /(^|_)(location|stmt_len|list_start|list_end)$/;

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
    if (inner === undefined || isPlace.test(key)) return [];
    return [[key, plain(inner)]];
  });
  return withoutNesting(Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1))));
}

/** `(a AND b) AND c` as `a AND b AND c`. */
function withoutNesting(node: Record<string, unknown>): Record<string, unknown> {
  const { args, boolop } = node;
  if (!Array.isArray(args) || (boolop !== 'AND_EXPR' && boolop !== 'OR_EXPR')) return node;
  const flat = args.flatMap((arg: { readonly BoolExpr?: { readonly boolop?: string; readonly args?: unknown[] } }) =>
    arg.BoolExpr?.boolop === boolop ? (arg.BoolExpr?.args ?? []) : [arg],
  );
  return { ...node, args: flat };
}
