import { ProblemError } from '#contracts/problem-error.ts';
import { slips } from '#engines/sql/parse/slips.ts';
import type { DatabaseSchema, Table, View } from '#vocabulary/database-schema.ts';
import type { Resolution } from './state.ts';
import { positionOf } from './state.ts';

export type Found = { readonly table: Table } | { readonly view: View } | undefined;

/** A table or view by name, as PostgreSQL looks: the schema written, else the search path in order. */
export function findRelation(schema: DatabaseSchema, name: string, schemaName?: string): Found {
  for (const within of schemaName === undefined ? schema.searchPath : [schemaName]) {
    const table = schema.tables.find((one) => one.name === name && one.schema === within);
    if (table) return { table };
    const view = schema.views.find((one) => one.name === name && one.schema === within);
    if (view) return { view };
  }
  return undefined;
}

/** not-found, with the nearest name and a list of what there is. */
export function noSuchTable(
  resolution: Resolution,
  name: string,
  schemaName?: string,
  location?: number,
): ProblemError {
  const { schema } = resolution;
  const all = [...schema.tables, ...schema.views];
  const written = schemaName === undefined ? name : `${schemaName}.${name}`;
  const spelling = (one: { schema: string; name: string }) =>
    schema.searchPath.includes(one.schema) ? one.name : `${one.schema}.${one.name}`;
  const elsewhere = all.find((one) => one.name === name) ?? all.find((one) => sameButCase(one.name, name));
  const near = elsewhere ? spelling(elsewhere) : nearest(written, all.map(spelling));
  const quoted = near !== undefined && /[^a-z0-9_.$]/.test(near) ? ' Names with capitals need double quotes.' : '';
  const hint = near ? `Did you mean "${near}"?${quoted}` : `There are: ${listed(all.map(spelling))}.`;
  return notFound(`There is no table "${written}".`, hint, positionOf(resolution, location));
}

/** not-found, for a column of the relations named. */
export function noSuchColumn(
  resolution: Resolution,
  column: string,
  among: readonly { readonly name: string; readonly columns: readonly string[] }[],
  location?: number,
): ProblemError {
  const [only] = among;
  const position = positionOf(resolution, location);
  const message =
    among.length === 1 && only
      ? `${only.name} has no column "${column}".`
      : `None of ${listed(among.map((one) => one.name))} has a column "${column}".`;
  const near = nearest(
    column,
    among.flatMap((one) => one.columns),
  );
  const asText =
    position !== undefined && resolution.text[position] === '"' && !near
      ? ` Double quotes make a name; for text write '${column}'.`
      : '';
  const columns = listed(
    among.flatMap((one) => one.columns.map((name) => (among.length > 1 ? `${one.name}.${name}` : name))),
  );
  return notFound(message, near ? `Did you mean "${near}"?` : `${asText} There are: ${columns}.`.trim(), position);
}

/** not-found, for the `x` of `x.column`. */
export function noSuchAlias(
  resolution: Resolution,
  alias: string,
  visible: readonly string[],
  location?: number,
): ProblemError {
  const near = nearest(alias, visible);
  const hint = near ? `Did you mean "${near}"?` : `Visible here: ${listed(visible)}.`;
  return notFound(`There is no table or alias "${alias}" in this FROM.`, hint, positionOf(resolution, location));
}

function notFound(message: string, hint: string, position: number | undefined): ProblemError {
  return new ProblemError({ code: 'not-found', message, hint, ...(position === undefined ? {} : { position }) });
}

/** The name that is a few typing slips away, if one is. */
export function nearest(name: string, among: readonly string[]): string | undefined {
  const caseOnly = among.find((one) => sameButCase(one, name));
  if (caseOnly) return caseOnly;
  const [best] = among
    .map((one) => ({ one, away: slips(name.toLowerCase(), one.toLowerCase()) }))
    .sort((a, b) => a.away - b.away);
  return best && best.away <= Math.max(1, Math.floor(name.length / 3)) ? best.one : undefined;
}

function sameButCase(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function listed(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  const shown = distinct.slice(0, 12).join(', ');
  if (distinct.length === 0) return 'nothing';
  return distinct.length > 12 ? `${shown} and ${distinct.length - 12} more` : shown;
}
