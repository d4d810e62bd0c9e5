import { type A_Expr, type Node, parseView } from '#engines/postgres/rewrite/parse.ts';
import { findRelation } from '#engines/sql/resolve/names.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { functionName, functionTraits } from './functions.ts';
import { allOf, strings } from './tree.ts';

/**
 * What in a tree may give another result each time it is run, or do something: one phrase each. Looks into views.
 * A function that nobody knows counts as volatile.
 */
export function unsteadyParts(tree: Node, schema: DatabaseSchema): readonly string[] {
  return partsOf(tree, schema, new Set());
}

function partsOf(tree: Node, schema: DatabaseSchema, seen: ReadonlySet<string>): readonly string[] {
  const calls = allOf(tree, 'FuncCall').filter((call) => !functionTraits(call, schema).steady);
  const unknown = [
    ...allOf(tree, 'A_Expr').map(operatorName),
    ...allOf(tree, 'SubLink').map((sublink) => strings(sublink.operName).at(-1)),
  ].filter((name) => name !== undefined && !knownOperators.has(name));
  return [
    ...calls.map((call) => `${functionName(call)}() is volatile, or not known`),
    ...unknown.map((name) => `the operator ${name} is not known`),
    ...viewsIn(tree, schema).flatMap(({ name, definition }) => {
      if (seen.has(name)) return [];
      const inside = parseView(definition);
      return inside ? partsOf(inside, schema, new Set([...seen, name])) : [`the view ${name} does not parse`];
    }),
  ];
}

function operatorName(expression: A_Expr): string | undefined {
  return strings(expression.name).at(-1);
}

function viewsIn(
  tree: Node,
  schema: DatabaseSchema,
): readonly { readonly name: string; readonly definition: string }[] {
  return allOf(tree, 'RangeVar').flatMap((range) => {
    const found = findRelation(schema, range.relname ?? '', range.schemaname);
    if (!found || !('view' in found)) return [];
    return [{ name: `${found.view.schema}.${found.view.name}`, definition: found.view.definition }];
  });
}

/** https://www.postgresql.org/docs/18/functions.html, and those of pg_trgm and pgvector. LIKE is ~~, BETWEEN itself. */
const knownOperators: ReadonlySet<string> = new Set(
  `= <> != < > <= >= + - * / % ^ || ~ ~* !~ !~* ~~ ~~* !~~ !~~* @> <@ && ? ?| ?& -> ->> #> #>> #- @? @@ @@@ << >> &< &>
  -|- <<| |>> &<| |&> <-> <#> <=> <+> & | # |/ ||/ @ @-@ ## <^ >^ ?# ?- ?-| ?|| ~= !! ^@ ~<~ ~<=~ ~>~ ~>=~ <% %> <<% %>>
  <<-> <->> <<<-> <->>> BETWEEN SYMMETRIC NOT`.split(/\s+/),
);
