import type { SpellSchema } from '#analysis/logical-model/model-of-schema.ts';
import type { Dialect } from '#analysis/physical-design/dialect.ts';
import type { Table } from '#vocabulary/database-schema.ts';

/** What a schema has beside its entities, as statements: tables as the design writes them, all else as it was written. */
export function spellOthers({ statements, quote, schema }: Dialect): SpellSchema {
  const tablesOf = (tables: readonly Table[]) =>
    tables.length === 0
      ? []
      : statements({ tables, objects: [], native: [] }).filter(({ of }) => !of.startsWith('view'));
  const schemasOf = (tables: readonly Table[]) => [
    ...new Set(
      tables.flatMap((table) => (table.definition === undefined || table.schema === schema ? [] : [table.schema])),
    ),
  ];
  return ({ tables, views, objects }) => [
    ...objects
      .filter(({ kind }) => kind !== 'trigger')
      .map(({ kind, schema: place, name, definition }) => ({ of: `${kind} ${place}.${name}`, text: definition })),
    ...schemasOf(tables).map((name) => ({ of: `schema ${name}`, text: `CREATE SCHEMA ${quote(name)}` })),
    ...tables.flatMap(({ name, definition }) =>
      definition === undefined ? [] : definition.split(';\n').map((text) => ({ of: `table ${name}`, text })),
    ),
    ...tablesOf(tables.filter(({ kind, definition }) => kind === 'table' && definition === undefined)),
    ...tables
      .filter(({ kind }) => kind === 'foreign')
      .map(({ name, options }) => ({
        of: `table ${name}`,
        text: `CREATE VIRTUAL TABLE ${quote(name)} ${options.join(' ')}`,
      })),
    ...views.map(({ name, definition }) => ({
      of: `view ${name}`,
      text: /^\s*create\b/i.test(definition) ? definition : `CREATE VIEW ${quote(name)} AS\n${definition}`,
    })),
  ];
}
