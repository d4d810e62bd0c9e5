import { designTables } from '#analysis/physical-design/design-tables.ts';
import type { Dialect } from '#analysis/physical-design/dialect.ts';
import type { CatalogObject, DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { ImportedTable } from '#vocabulary/imported-form.ts';
import { LogicalModel, TableName } from '#vocabulary/logical-model.ts';
import type { Invariant } from '#vocabulary/model-invariant.ts';
import { entityNames, entityOfTable, hasMadeKey, type ImportSite } from './entity-of-table.ts';
import { commented, importNotes } from './import-notes.ts';
import { freeIndexes, importedTable, isRepeated } from './imported-table.ts';
import { looseSql } from './loose-sql.ts';
import { postgresWords, type SchemaWords, type Touches } from './schema-words.ts';

/** A schema in the model's words, and what is kept for its own dialect only, or not at all: one sentence each. */
export interface ReadModel {
  readonly model: LogicalModel;
  readonly notes: readonly string[];
}

/** The statements that make a part of a schema, each with what it makes: `table public.orders`. */
export type SpellSchema = (schema: DatabaseSchema) => readonly { readonly of: string; readonly text: string }[];

/**
 * Reads a model out of a schema. Tables become entities; the model is then designed again, and all by which that
 * differs from the schema is kept beside it, so that the design in the schema's own dialect is the schema.
 */
export function modelOfSchema(
  schema: DatabaseSchema,
  dialect: Dialect,
  spell: SpellSchema,
  words: SchemaWords = postgresWords,
): ReadModel {
  const tables = schema.tables.filter((table) => isEntity(table, dialect));
  const keys = new Map(
    tables.map((table) => [table.name, table.constraints.find(({ kind }) => kind === 'primary-key')?.columns ?? []]),
  );
  const made = tables.filter((table) =>
    hasMadeKey(table, keys.get(table.name) ?? [], { dialect, words, made: 'uuid' }),
  ).length;
  const touches = words.touches?.(schema) ?? touchesOf(schema, dialect);
  const site: ImportSite = {
    schema,
    dialect,
    words,
    entities: entityNames(tables),
    keys,
    touched: touches.tables,
    made:
      made > 0 &&
      made >=
        tables.filter((table) => hasMadeKey(table, keys.get(table.name) ?? [], { dialect, words, made: 'identity' }))
          .length
        ? 'uuid'
        : 'identity',
  };
  const entities = Object.fromEntries(
    tables.map((table) => [
      site.entities.get(table.name) ?? table.name,
      entityOfTable(words.told?.(table) ?? table, site),
    ]),
  );
  const invariants = words.keepsSql ? [] : tables.flatMap((table) => onlyOnes(words.told?.(table) ?? table, site));
  const others = otherStatements(schema, new Set(tables), touches.objects, spell, dialect, words);
  const bare = LogicalModel.parse({
    name: schema.database ?? 'imported',
    keys: site.made,
    entities,
    invariants,
    native: others.before.length === 0 ? {} : { [dialect.id]: others.before },
  });
  const designed = designTables(bare, dialect, new Date(0)).schema.tables;
  const forms = tables.flatMap((table): [string, ImportedTable][] => {
    const own = designed.find(({ name }) => name === table.name);
    const form = own === undefined ? undefined : importedTable(own, table, words);
    return form === undefined ? [] : [[table.name, form]];
  });
  const further = words.further ?? ((table: Table) => furtherStatements(table, dialect));
  const after = [...others.after, ...tables.flatMap(further)];
  return {
    model: { ...bare, imported: { dialect: dialect.id, tables: Object.fromEntries(forms), after } },
    notes: importNotes(schema, new Set(tables), forms, dialect, words),
  };
}

/** Others are kept as statements. */
function isEntity({ schema, name, kind, partitionOf, inherits, persistence }: Table, dialect: Dialect): boolean {
  return (
    schema === dialect.schema &&
    kind === 'table' &&
    TableName.safeParse(name).success &&
    partitionOf === undefined &&
    inherits.length === 0 &&
    persistence !== 'temporary'
  );
}

/** Unique indexes over no column: one row at most for which the condition holds. */
function onlyOnes({ name, indexes }: Table, { entities, words }: ImportSite): readonly Invariant[] {
  return indexes.flatMap(({ unique, keys, predicate }): Invariant[] => {
    const isOne =
      unique && keys.every(({ expression }) => expression === '(true)' || expression === '(1)' || expression === '1');
    const where = predicate === undefined ? undefined : words.plain(predicate);
    if (!isOne || where === undefined || !words.isCommon(where)) return [];
    const says = `At most one row of ${name} where ${where}.`;
    return [{ kind: 'only-one', entity: entities.get(name) ?? name, per: [], where, says }];
  });
}

/** Tables whose trigger is the very one that the design would make, and the objects that it takes. */
function touchesOf(schema: DatabaseSchema, dialect: Dialect): Touches {
  const wanted = dialect.touch('', {
    model: LogicalModel.parse({ name: 'x', entities: {} }),
    schema: dialect.schema,
    tableOf: (name) => name,
    columnsOf: () => [],
    keyOf: () => [],
    nameFor: () => '',
  });
  const body = (text: string) => looseSql(text.replace(/^.*?\bBEGIN\b/is, '').replace(/\bEND\b.*$/is, ''));
  const kept = wanted.find(({ kind }) => kind === 'function');
  const objects = new Set<CatalogObject>();
  const tables = new Set<string>();
  const found = schema.objects.find(
    (one) =>
      one.kind === 'function' &&
      one.schema === dialect.schema &&
      one.name === kept?.name &&
      body(one.definition) === body(kept.definition),
  );
  if (found !== undefined && kept !== undefined) {
    for (const one of schema.objects) {
      const table = schema.tables.find(({ name, schema: place }) => name === one.table && place === dialect.schema);
      const isOwn =
        one.kind === 'trigger' &&
        one.name === `trg_${one.table}_updated_at` &&
        new RegExp(
          `BEFORE UPDATE ON \\S+ FOR EACH ROW EXECUTE (?:FUNCTION|PROCEDURE) \\S*${kept.name}\\(\\)`,
          'i',
        ).test(one.definition.replace(/\s+/g, ' '));
      const columns = table?.columns.map(({ name }) => name) ?? [];
      if (!isOwn || table === undefined || !isEntity(table, dialect) || !columns.includes('created_at')) continue;
      const sets = table.columns.filter(({ name }) => name === 'created_at' || name === 'updated_at');
      const areOwn =
        sets.length === 2 &&
        sets.every(
          (one) =>
            one.type === 'timestamp with time zone' &&
            !one.nullable &&
            one.comment === undefined &&
            /^(?:now\(\)|CURRENT_TIMESTAMP)$/i.test(one.default ?? ''),
        );
      if (!areOwn) continue;
      tables.add(table.name);
      objects.add(one);
    }
    if (tables.size > 0) objects.add(found);
  }
  return { tables, objects };
}

/** Everything but the entities: types, functions and other tables before them, views and triggers after them. */
function otherStatements(
  schema: DatabaseSchema,
  entities: ReadonlySet<Table>,
  known: ReadonlySet<CatalogObject>,
  spell: SpellSchema,
  dialect: Dialect,
  words: SchemaWords,
): { readonly before: string[]; readonly after: string[] } {
  const objects = schema.objects.filter((one) => !known.has(one));
  const used = [...entities]
    .flatMap(({ columns, constraints, indexes }) => [
      ...columns.flatMap(({ default: value, generated }) => [value ?? '', generated ?? '']),
      ...constraints.map(({ definition }) => definition),
      ...indexes.map(({ definition }) => definition ?? ''),
    ])
    .join('\n');
  const isLate = ({ kind, name }: CatalogObject) =>
    (kind === 'function' || kind === 'procedure') && !used.includes(name);
  const late = objects.filter((one) => isLate(one) || one.kind === 'statistics');
  const rest = schema.tables.filter((table) => !entities.has(table));
  const early = spell({
    ...schema,
    tables: rest.filter(({ kind }) => kind !== 'materialized-view'),
    views: [],
    objects: objects.filter((one) => !late.includes(one)),
  }).filter(({ of }) => !/^schema public$/.test(of));
  const foreign = new Set(
    rest.flatMap((table) =>
      table.constraints.flatMap(({ kind, name }) =>
        kind === 'foreign-key' ? [`constraint ${name} of ${table.schema}.${table.name}`] : [],
      ),
    ),
  );
  const views = spell({ ...schema, tables: rest.filter(({ kind }) => kind === 'materialized-view'), objects: late });
  const tidy = (list: readonly { readonly text: string }[]) => list.map(({ text }) => text.replace(/ NOT VALID$/, ''));
  return {
    before: tidy(early.filter(({ of }) => !foreign.has(of))),
    after: [
      ...tidy(early.filter(({ of }) => foreign.has(of))),
      ...tidy(views.filter(({ of }) => !of.startsWith('schema '))),
      ...objects.filter(({ kind }) => kind === 'trigger' || kind === 'policy').map(({ definition }) => definition),
      ...(words.keepsSql ? commentStatements({ ...schema, tables: rest, objects }, dialect) : []),
    ],
  };
}

function commentStatements({ tables, views, objects }: DatabaseSchema, { quote }: Dialect): readonly string[] {
  const on = (what: string, comment: string | undefined) =>
    comment === undefined ? [] : [`COMMENT ON ${what} IS '${comment.replaceAll("'", "''")}'`];
  const named = (one: { readonly schema: string; readonly name: string }) => `${quote(one.schema)}.${quote(one.name)}`;
  return [
    ...tables.flatMap((table) => [
      ...on(`${table.kind === 'materialized-view' ? 'MATERIALIZED VIEW' : 'TABLE'} ${named(table)}`, table.comment),
      ...table.columns.flatMap(({ name, comment }) => on(`COLUMN ${named(table)}.${quote(name)}`, comment)),
      ...freeIndexes(table).flatMap((index) => on(`INDEX ${named(index)}`, index.comment)),
    ]),
    ...views.flatMap((view) => on(`VIEW ${named(view)}`, view.comment)),
    ...objects.flatMap((one) => {
      const kind = commented[one.kind];
      return kind === undefined ? [] : on(`${kind} ${named(one)}`, one.comment);
    }),
  ];
}

/** What CREATE TABLE does not say here: rules not yet checked, owned sequences, storage, row level security. */
function furtherStatements(table: Table, { quote }: Dialect): readonly string[] {
  const name = `${quote(table.schema)}.${quote(table.name)}`;
  const text = (words: string) => `'${words.replaceAll("'", "''")}'`;
  return [
    ...table.constraints
      .filter((rule) => rule.kind !== 'not-null' && (!rule.validated || isRepeated(rule, table)))
      .map((rule) => `ALTER TABLE ${name} ADD CONSTRAINT ${quote(rule.name)} ${rule.definition}`),
    ...table.columns.flatMap((column) => {
      const sequence = /^nextval\('((?:[^']|'')+)'::regclass\)$/.exec(column.default ?? '')?.[1];
      return sequence === undefined
        ? []
        : [`ALTER SEQUENCE ${sequence.replaceAll("''", "'")} OWNED BY ${name}.${quote(column.name)}`];
    }),
    ...(table.persistence === 'unlogged' ? [`ALTER TABLE ${name} SET UNLOGGED`] : []),
    ...table.options.map((option) => `ALTER TABLE ${name} SET (${option})`),
    ...(table.rowSecurity ? [`ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY`] : []),
    ...table.constraints.flatMap((rule) =>
      rule.comment === undefined
        ? []
        : [`COMMENT ON CONSTRAINT ${quote(rule.name)} ON ${name} IS ${text(rule.comment)}`],
    ),
    ...freeIndexes(table).flatMap((index) => [
      ...(index.comment === undefined
        ? []
        : [`COMMENT ON INDEX ${quote(index.schema)}.${quote(index.name)} IS ${text(index.comment)}`]),
      ...(index.clustered === true ? [`ALTER TABLE ${name} CLUSTER ON ${quote(index.name)}`] : []),
      ...(index.replicaIdentity === true
        ? [`ALTER TABLE ${name} REPLICA IDENTITY USING INDEX ${quote(index.name)}`]
        : []),
    ]),
  ];
}
