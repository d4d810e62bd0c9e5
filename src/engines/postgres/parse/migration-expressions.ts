import type { Node } from '@pgsql/types';
import { parseSync } from 'libpg-query';
import { deparseSync } from 'pgsql-deparser';
import { walk } from '#engines/postgres/guard/tree.ts';
import { type Catalog, keyOf } from '#engines/postgres/migration/catalog.ts';
import { volatilityOfFunction } from '#engines/postgres/migration/function-volatility.ts';
import type { RelationName, Volatility } from '#vocabulary/migration-action.ts';
import { foundName, namesOf } from './migration-names.ts';

/** SQL of an expression or a constraint on one line; empty where the printer does not know it. */
export function sqlOf(node: Node | undefined): string {
  if (node === undefined) return '';
  try {
    return deparseSync(node, { pretty: false })
      .replace(/\s+/g, (space) => (space.includes('\n') ? ' ' : space))
      .trim();
  } catch {
    return '';
  }
}

/** Whether an expression gives the same value for every row. https://www.postgresql.org/docs/18/xfunc-volatility.html */
export function volatilityOf(expression: Node | undefined, catalog: Catalog, depth = 0): Volatility {
  const found = new Set<Volatility>();
  walk(expression, (key, value) => {
    if (key === 'FuncCall')
      found.add(volatilityOfCall(namesOf(Reflect.get(Object(value), 'funcname')), catalog, depth));
    if (key === 'SQLValueFunction') found.add('stable');
    return undefined;
  });
  return (['volatile', 'unknown', 'stable'] as const).find((one) => found.has(one)) ?? 'constant';
}

/**
 * A function in SQL is opened up where it stands: what it does counts then, not what it says.
 * https://wiki.postgresql.org/wiki/Inlining_of_SQL_functions
 */
function volatilityOfCall(parts: readonly string[], catalog: Catalog, depth: number): Volatility {
  const said = volatilityOfFunction(parts, catalog);
  if (said !== 'volatile' || depth > 3) return said;
  const [made, ...others] = catalog.objectsNamed(parts.at(-1) ?? '').filter(({ kind }) => kind === 'function');
  if (made === undefined || others.length > 0) return said;
  const statements = sqlBody(made.definition);
  const [tree] = statements ?? [];
  const isOpen = statements?.length === 1 && !/\bSECURITY\s+DEFINER\b/i.test(made.definition);
  if (!isOpen || !tree || !('SelectStmt' in tree) || tree.SelectStmt.fromClause !== undefined) return said;
  return volatilityOf(tree, catalog, depth + 1);
}

/** The statements of a function in SQL. undefined: it is in another language, or cannot be read. */
export function sqlBody(definition: string): readonly Node[] | undefined {
  const tree = queryOf(definition);
  if (!tree || !('CreateFunctionStmt' in tree)) return undefined;
  const option = (name: string) =>
    (tree.CreateFunctionStmt.options ?? []).flatMap((one) =>
      'DefElem' in one && one.DefElem.defname === name && one.DefElem.arg ? [one.DefElem.arg] : [],
    )[0];
  const [language, code] = [option('language'), option('as')];
  if (!language || !('String' in language) || language.String.sval?.toLowerCase() !== 'sql') return undefined;
  if (!code || !('List' in code)) return undefined;
  return namesOf(code.List.items).flatMap(statementsOf);
}

/** Empty where it does not parse. */
export function statementsOf(sql: string): readonly Node[] {
  try {
    return (parseSync(sql).stmts ?? []).flatMap(({ stmt }) => stmt ?? []);
  } catch {
    return [];
  }
}

/** Names of columns that an expression speaks of, in order. */
export function columnsIn(expression: Node | undefined): string[] {
  const names = new Set<string>();
  walk(expression, (key, value) => {
    if (key !== 'ColumnRef') return undefined;
    const name = namesOf(Reflect.get(Object(value), 'fields')).at(-1);
    if (name !== undefined) names.add(name);
    return false;
  });
  return [...names];
}

/** Tables that a query reads, also through views; the names that its WITH makes are none. */
export function relationsRead(query: Node | undefined, catalog: Catalog): readonly RelationName[] {
  const read = new Map<string, RelationName>();
  const visit = (name: RelationName) => {
    if (read.has(keyOf(name))) return;
    read.set(keyOf(name), name);
    const view = catalog.view(name);
    if (view !== undefined) for (const below of directlyRead(queryOf(view.definition), catalog)) visit(below);
  };
  for (const name of directlyRead(query, catalog)) visit(name);
  return [...read.values()].filter((name) => name.schema !== 'pg_catalog' && name.schema !== 'information_schema');
}

/** The query of a view or a materialized view. undefined: it does not parse. */
export function queryOf(definition: string): Node | undefined {
  return statementsOf(definition)[0];
}

function directlyRead(query: Node | undefined, catalog: Catalog): readonly RelationName[] {
  const made = new Set<string>();
  const ranges: Node[] = [];
  walk(query, (key, value) => {
    if (key === 'CommonTableExpr') made.add(String(Reflect.get(Object(value), 'ctename')));
    if (key === 'RangeVar') ranges.push({ RangeVar: Object(value) });
    return undefined;
  });
  return ranges.flatMap((range) => {
    if (!('RangeVar' in range)) return [];
    const isMade = range.RangeVar.schemaname === undefined && made.has(range.RangeVar.relname ?? '');
    return isMade ? [] : [foundName(range.RangeVar, catalog)];
  });
}

/** Functions that a statement calls. */
export function functionsCalled(tree: Node | undefined): readonly (readonly string[])[] {
  const calls: string[][] = [];
  walk(tree, (key, value) => {
    if (key === 'FuncCall' || key === 'funccall') calls.push(namesOf(Reflect.get(Object(value), 'funcname')));
    return undefined;
  });
  return calls;
}
