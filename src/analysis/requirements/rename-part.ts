import type { ModelPart } from '#analysis/domains/domain.ts';
import { outsideOfLiterals } from '#analysis/model-statements/key-literals.ts';
import { plural } from '#analysis/plural.ts';
import type { EntitySource } from '#vocabulary/logical-model.ts';

/** A part in which entities have other names, in all that refers to them, statements too. `own`: those of all parts of the domain. */
export function renamePart(
  part: ModelPart,
  own: Readonly<Record<string, EntitySource>>,
  renamed: ReadonlyMap<string, string>,
): ModelPart {
  if (renamed.size === 0) return part;
  const to = (name: string) => renamed.get(name) ?? name;
  const tables = [...renamed].map(([name, fresh]): readonly [string, string] => [
    own[name]?.table ?? plural(name),
    plural(fresh),
  ]);
  const inSql = (sql: string) => tables.reduce((text, [table, fresh]) => renameTable(text, table, fresh), sql);
  const inAll = (list: string | readonly string[]) => (typeof list === 'string' ? inSql(list) : list.map(inSql));
  const entities = Object.entries(part.entities ?? {}).map(([name, one]): [string, EntitySource] => [
    to(name),
    {
      ...one,
      ...(renamed.has(name) && one.table !== undefined ? { table: plural(to(name)) } : {}),
      ...(one.subtypeOf === undefined ? {} : { subtypeOf: to(one.subtypeOf) }),
      references: renameTargets(one, renamed),
    },
  ]);
  return {
    ...part,
    entities: Object.fromEntries(entities),
    invariants: (part.invariants ?? []).map((one) => {
      const moved = { ...one, entity: to(one.entity) };
      if (moved.kind === 'running-total') return { ...moved, into: to(moved.into) };
      if (moved.kind !== 'native') return moved;
      const dialects = Object.entries(moved.dialects).map(([dialect, list]) => [dialect, list.map(inSql)]);
      return { ...moved, dialects: Object.fromEntries(dialects) };
    }),
    access: (part.access ?? []).map((one) => ({
      ...one,
      entity: to(one.entity),
      ...(one.sql === undefined ? {} : { sql: inSql(one.sql) }),
    })),
    summaries: (part.summaries ?? []).map((one) => ({ ...one, sql: inSql(one.sql) })),
    fixture: (part.fixture ?? []).map(inSql),
    scenarios: (part.scenarios ?? []).map((one) => ({
      ...one,
      ...(one.given === undefined ? {} : { given: one.given.map(inSql) }),
      ...(one.refuse === undefined ? {} : { refuse: asWritten(inAll(one.refuse)) }),
      ...(one.accept === undefined ? {} : { accept: asWritten(inAll(one.accept)) }),
      ...(one.race === undefined ? {} : { race: [asWritten(inAll(one.race[0])), asWritten(inAll(one.race[1]))] }),
    })),
    native: Object.fromEntries(Object.entries(part.native ?? {}).map(([dialect, list]) => [dialect, list.map(inSql)])),
  };
}

export function renameTargets(
  { references = {} }: EntitySource,
  renamed: ReadonlyMap<string, string>,
): NonNullable<EntitySource['references']> {
  const to = (name: string) => renamed.get(name) ?? name;
  return Object.fromEntries(
    Object.entries(references).map(([role, written]) => [
      role,
      typeof written === 'string'
        ? written.replace(/^\s*[a-z0-9_]+/, (target) => to(target.trim()))
        : { ...written, to: to(written.to) },
    ]),
  );
}

function asWritten(statements: string | readonly string[]): string | string[] {
  return typeof statements === 'string' ? statements : [...statements];
}

/** Where a table stands: after FROM, JOIN, INTO and UPDATE, and before the dot of a column. Literals and columns keep their words. */
function renameTable(sql: string, table: string, fresh: string): string {
  return outsideOfLiterals(sql, (text) =>
    text
      .replace(new RegExp(`(?<=\\b(?:FROM|JOIN|INTO|UPDATE|ONLY|ON)\\s+)${table}\\b(?!\\.)`, 'gi'), fresh)
      .replace(new RegExp(`(?<![.\\w])${table}(?=\\.[a-z])`, 'g'), fresh),
  );
}
