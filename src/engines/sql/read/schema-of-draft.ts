import { createNames } from '#analysis/physical-design/names.ts';
import { type Column, type Constraint, DatabaseSchema, type Table } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { ScriptDraft, TableDraft } from './drafts.ts';
import { readTokens, unquoted } from './lexis.ts';
import type { ReadDialect } from './read-dialect.ts';

/** The schema of a script that was read to its end: what one statement could not know of another is put in. */
export function schemaOfDraft(draft: ScriptDraft, faults: readonly string[]): DatabaseSchema {
  const { dialect } = draft;
  const moved = homeOf(draft);
  const at = (schema: string) => (schema === moved ? dialect.schema : schema);
  const drafts = [...draft.tables.values()].map((table) => movedTable(table, at));
  for (const table of drafts) dialect.settle?.(table, draft);
  const names = createNames(dialect.longestName);
  return DatabaseSchema.parse({
    engine: dialect.id,
    searchPath: dialect.schema === '' ? [] : [dialect.schema],
    tables: drafts.map((table) => tableOf(table, drafts, names, dialect)),
    views: [...draft.views.values()].map((view) => ({ ...view, schema: at(view.schema), columns: [] })),
    objects: draft.objects.map((object) => ({ ...object, schema: at(object.schema) })),
    unread: [
      ...faults,
      ...(moved === undefined ? [] : [`The tables are those of ${moved}: that name is not kept.`]),
      ...notesOf(draft),
    ],
  });
}

/** Where no table stands in none, the schema of the most tables is as good as none. */
function homeOf({ tables, dialect }: ScriptDraft): string | undefined {
  const counts = new Map<string, number>();
  for (const { schema } of tables.values()) counts.set(schema, (counts.get(schema) ?? 0) + 1);
  if (counts.has(dialect.schema)) return undefined;
  return [...counts].toSorted(([, one], [, other]) => other - one)[0]?.[0];
}

function movedTable(table: TableDraft, at: (schema: string) => string): TableDraft {
  const move = <T extends { readonly schema: string }>(one: T): T => ({ ...one, schema: at(one.schema) });
  return {
    ...move(table),
    constraints: table.constraints.map((rule) =>
      rule.references === undefined ? rule : { ...rule, references: move(rule.references) },
    ),
    indexes: table.indexes.map(move),
  };
}

function tableOf(
  draft: TableDraft,
  others: readonly TableDraft[],
  names: ReturnType<typeof createNames>,
  dialect: ReadDialect,
): Table {
  const { schema, name, options, persistence, comment } = draft;
  const key = draft.constraints.find(({ kind }) => kind === 'primary-key');
  const own = (column: string) => columnNamed(draft, column);
  const columns = draft.columns.map(
    (column): Column =>
      key?.columns.some((one) => own(one) === column.name) === true ? { ...column, nullable: false } : column,
  );
  return {
    schema,
    name,
    kind: 'table',
    columns,
    constraints: draft.constraints.map((rule) => constraintOf(rule, draft, others, names, dialect)),
    indexes: draft.indexes.map((index): IndexDefinition => {
      const keys = index.keys.map((one) => (one.column === undefined ? one : { ...one, column: own(one.column) }));
      const words = keys.map(({ column }) => column ?? 'expression');
      const given = index.name === '' ? names(index.unique ? 'uq' : 'idx', name, words) : index.name;
      return { ...index, name: given, keys, include: index.include.map(own) };
    }),
    inherits: [],
    persistence,
    rowSecurity: false,
    options,
    // What is no entity is made again by its own statements.
    ...(schema === dialect.schema && persistence === 'permanent' ? {} : { definition: draft.sources.join(';\n') }),
    ...(comment === undefined ? {} : { comment }),
  };
}

/** Servers do not tell capitals in names apart; the table's own spelling counts. */
function columnNamed({ columns }: TableDraft, name: string): string {
  if (columns.some((column) => column.name === name)) return name;
  return columns.find((column) => column.name.toLowerCase() === name.toLowerCase())?.name ?? name;
}

function constraintOf(
  rule: Constraint,
  table: TableDraft,
  others: readonly TableDraft[],
  names: ReturnType<typeof createNames>,
  dialect: ReadDialect,
): Constraint {
  const columns =
    rule.kind === 'check'
      ? columnsIn(rule.definition, table, dialect)
      : rule.columns.map((one) => columnNamed(table, one));
  const name =
    rule.name === ''
      ? names(kinds[rule.kind] ?? 'chk', table.name, rule.kind === 'primary-key' ? [] : columns)
      : rule.name;
  const { references } = rule;
  if (references === undefined) return { ...rule, name, columns };
  const target = others.find(
    (one) => one.name.toLowerCase() === references.table.toLowerCase() && one.schema === references.schema,
  );
  const key = target?.constraints.find(({ kind }) => kind === 'primary-key')?.columns ?? [];
  const asked = references.columns.length === 0 ? key : references.columns;
  const to = {
    ...references,
    table: target?.name ?? references.table,
    columns: asked.map((one) => (target === undefined ? one : columnNamed(target, one))),
  };
  const q = dialect.quote;
  const place = to.schema === table.schema ? q(to.table) : `${q(to.schema)}.${q(to.table)}`;
  const acts = [
    ` ON DELETE ${to.onDelete}`,
    ...(to.onUpdate === 'NO ACTION' ? [] : [` ON UPDATE ${to.onUpdate}`]),
  ].join('');
  return {
    ...rule,
    name,
    columns,
    references: to,
    definition: `FOREIGN KEY (${columns.map(q).join(', ')}) REFERENCES ${place} (${to.columns.map(q).join(', ')})${acts}`,
  };
}

const kinds: Readonly<Record<string, 'pk' | 'uq' | 'fk' | 'chk'>> = {
  'primary-key': 'pk',
  unique: 'uq',
  'foreign-key': 'fk',
};

/** Columns that a condition speaks of, each once. */
export function columnsIn(
  sql: string,
  table: { readonly columns: readonly { readonly name: string }[] },
  { lexis }: Pick<ReadDialect, 'lexis'>,
): string[] {
  const tokens = readTokens(sql, lexis);
  const found = tokens.flatMap((token, at) => {
    if ((token.kind !== 'word' && token.kind !== 'name') || tokens[at + 1]?.text === '(') return [];
    const name = unquoted(token, lexis).toLowerCase();
    return table.columns.find((column) => column.name.toLowerCase() === name)?.name ?? [];
  });
  return [...new Set(found)];
}

function notesOf({ lost, passed }: ScriptDraft): readonly string[] {
  const rights = (passed.get('GRANT') ?? 0) + (passed.get('REVOKE') ?? 0) + (passed.get('DENY') ?? 0);
  const rows = (passed.get('INSERT') ?? 0) + (passed.get('REPLACE') ?? 0) + (passed.get('COPY') ?? 0);
  return [
    ...[...lost].map(([what, things]) => {
      const names = [...new Set(things)];
      return `${what}: ${names.slice(0, 12).join(', ')}${names.length > 12 ? ` and ${names.length - 12} more` : ''}.`;
    }),
    ...(rights === 0 ? [] : [`Rights are not kept: ${rights} of GRANT, REVOKE and DENY.`]),
    ...(rows === 0
      ? []
      : [
          `${rows} ${rows === 1 ? 'statement that adds rows was' : 'statements that add rows were'} passed over: a schema has none.`,
        ]),
  ];
}
