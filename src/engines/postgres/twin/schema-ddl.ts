import { quoteIdentifier, quoteQualified } from '#engines/postgres/quote.ts';
import type { CatalogObject, Column, Constraint, DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';

/** A statement of a schema's DDL, and what it makes, for people: `table public.orders`. */
export interface SchemaStatement {
  readonly text: string;
  readonly of: string;
  /** Tried when `text` fails: the same thing in a form that an older server takes. */
  readonly otherwise?: string;
}

export interface SchemaDdlOptions {
  /** Collation of text columns that name none themselves; for a database whose own one cannot be chosen. */
  readonly textCollation?: string;
  /** Columns planned as text since their type is not to be had here: `public.places.position`. */
  readonly asText?: ReadonlySet<string>;
}

/**
 * Statements that rebuild a schema without rows, in the order of pg_dump: what others need comes first, tables without
 * anything that refers to other tables, then keys and indexes, partitions tied to their parents, foreign keys, views.
 * Functions, defaults and views may need each other in any order: run what failed once more after the rest.
 * Triggers, policies, owners and grants are left out: the planner of a superuser does not ask for them.
 */
export function schemaDdl(schema: DatabaseSchema, options: SchemaDdlOptions = {}): readonly SchemaStatement[] {
  const objects = (...kinds: CatalogObject['kind'][]) =>
    schema.objects.filter((object) => kinds.includes(object.kind)).map(objectStatement);
  const tables = schema.tables.filter((table) => table.kind !== 'materialized-view');
  const materialized = schema.tables.filter((table) => table.kind === 'materialized-view');
  const byName = new Map(tables.map((table) => [nameOf(table), table]));
  const isParent = new Set(tables.filter((table) => table.kind === 'partitioned').map(nameOf));
  return [
    ...schemaNames(schema).map((name) => ({
      text: `CREATE SCHEMA IF NOT EXISTS ${quoteIdentifier(name)}`,
      of: `schema ${name}`,
    })),
    ...objects('extension'),
    ...objects('collation'),
    ...objects('enum', 'domain', 'composite', 'range'),
    ...objects('sequence'),
    ...objects('function'),
    ...objects('procedure'),
    ...parentsFirst(tables).map((table) => tableStatement(table, options)),
    ...tables.flatMap((table) => constraintStatements(table, ['check'], isParent)),
    ...schema.views.map((view) => ({
      text: `CREATE VIEW ${quoteQualified(view.schema, view.name)} AS ${view.definition}`,
      of: `view ${view.schema}.${view.name}`,
    })),
    ...materialized.map(materializedView),
    ...tables.flatMap(attachStatement),
    ...tables.flatMap((table) => constraintStatements(table, ['primary-key', 'unique', 'exclusion'], isParent)),
    ...schema.tables.flatMap(indexStatements),
    ...attachIndexStatements(schema.tables),
    ...tables.flatMap((table) => constraintStatements(withoutInheritedKeys(table, byName), ['foreign-key'], isParent)),
    ...objects('statistics'),
  ];
}

/** The schemas that anything lives in. */
function schemaNames(schema: DatabaseSchema): readonly string[] {
  const names = [...schema.tables, ...schema.views, ...schema.objects].map((thing) => thing.schema);
  return [...new Set(names)].filter((name) => name !== '' && !name.startsWith('pg_') && name !== 'information_schema');
}

function objectStatement(object: CatalogObject): SchemaStatement {
  const of = `${object.kind} ${object.kind === 'extension' ? object.name : `${object.schema}.${object.name}`}`;
  const text = object.definition.trim().replace(/;$/, '');
  if (object.kind !== 'extension') return { text, of };
  // The twin's own version of an extension is as good; what counts is its types, functions and operators.
  return { of, text: text.replace(/\s+VERSION\s+('[^']*'|"[^"]*"|\S+)/i, '') };
}

function tableStatement(table: Table, options: SchemaDdlOptions): SchemaStatement {
  const columns = table.columns.map((column) => columnDefinition(table, column, options));
  const inherits = table.inherits.map((parent) => quoteQualified(parent.schema, parent.table)).join(', ');
  const storage = table.options.map(storageOption).join(', ');
  const lines = [
    `CREATE ${table.persistence === 'unlogged' ? 'UNLOGGED ' : ''}TABLE ${qualified(table)} (`,
    columns.map((column) => `  ${column}`).join(',\n'),
    ')',
    inherits === '' || table.partitionOf ? '' : `INHERITS (${inherits})`,
    table.partitionKey === undefined ? '' : `PARTITION BY ${table.partitionKey}`,
    storage === '' || table.kind === 'partitioned' ? '' : `WITH (${storage})`,
  ];
  return { of: `table ${nameOf(table)}`, text: lines.filter((line) => line !== '').join('\n') };
}

function columnDefinition(table: Table, column: Column, options: SchemaDdlOptions): string {
  const isText = options.asText?.has(`${nameOf(table)}.${column.name}`) ?? false;
  const type = isText ? 'text' : column.type;
  const collation = column.collation ?? (collatable.test(type) ? options.textCollation : undefined);
  // A partition takes its identity from the parent when it is attached.
  const identity = table.partitionOf === undefined ? column.identity : undefined;
  return [
    quoteIdentifier(column.name),
    type,
    collation === undefined || isText ? '' : `COLLATE ${collation}`,
    column.generated === undefined
      ? ''
      : `GENERATED ALWAYS AS (${column.generated}) ${(column.generatedKind ?? 'stored').toUpperCase()}`,
    identity === undefined ? '' : `GENERATED ${identity === 'always' ? 'ALWAYS' : 'BY DEFAULT'} AS IDENTITY`,
    column.default === undefined || isText || identity !== undefined || column.generated !== undefined
      ? ''
      : `DEFAULT ${column.default}`,
    column.nullable ? '' : 'NOT NULL',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

const collatable = /^(text|character varying|character|varchar|bpchar|citext)(\(\d+\))?(\[\])*$/;

function storageOption(option: string): string {
  const at = option.indexOf('=');
  return at < 0 ? option : `${option.slice(0, at)} = '${option.slice(at + 1).replaceAll("'", "''")}'`;
}

function materializedView(table: Table): SchemaStatement {
  const definition = (table.definition ?? '').trim().replace(/;$/, '');
  return {
    of: `materialized view ${nameOf(table)}`,
    text: `CREATE MATERIALIZED VIEW ${qualified(table)} AS ${definition} WITH NO DATA`,
  };
}

function constraintStatements(
  table: Table,
  kinds: readonly Constraint['kind'][],
  parents: ReadonlySet<string>,
): readonly SchemaStatement[] {
  return table.constraints
    .filter((constraint) => kinds.includes(constraint.kind))
    .map((constraint) => {
      const add = (only: boolean, definition: string) =>
        `ALTER TABLE ${only ? 'ONLY ' : ''}${qualified(table)} ADD CONSTRAINT ${quoteIdentifier(constraint.name)} ${definition}`;
      const of = `constraint ${constraint.name} of ${nameOf(table)}`;
      switch (constraint.kind) {
        case 'check':
          return { of, text: add(false, constraint.definition) };
        case 'foreign-key': {
          // Not checked: there are no rows, and the check would read the indexes before their files are ready.
          const definition = constraint.definition.replace(/\s+NOT VALID\s*$/i, '');
          return { of, text: add(false, `${definition} NOT VALID`), otherwise: add(false, definition) };
        }
        default:
          // Each partition brings its own; the parent's index is tied to theirs afterwards.
          return { of, text: add(parents.has(nameOf(table)), constraint.definition) };
      }
    });
}

/** A partition gets the foreign keys of its parent from there. */
function withoutInheritedKeys(table: Table, tables: ReadonlyMap<string, Table>): Table {
  const parent = table.partitionOf && tables.get(`${table.partitionOf.schema}.${table.partitionOf.table}`);
  if (!parent) return table;
  const inherited = new Set(
    parent.constraints.filter(({ kind }) => kind === 'foreign-key').map(({ definition }) => definition),
  );
  return { ...table, constraints: table.constraints.filter(({ definition }) => !inherited.has(definition)) };
}

function attachStatement(table: Table): readonly SchemaStatement[] {
  if (table.partitionOf === undefined) return [];
  const { schema, table: parent, bound } = table.partitionOf;
  const text = `ALTER TABLE ONLY ${quoteQualified(schema, parent)} ATTACH PARTITION ${qualified(table)} ${bound}`;
  return [{ of: `partition ${nameOf(table)}`, text }];
}

function indexStatements(table: Table): readonly SchemaStatement[] {
  const ofConstraints = new Set(
    table.constraints.filter(({ kind }) => makesIndex.has(kind)).map((constraint) => constraint.name),
  );
  return table.indexes
    .filter((index) => index.valid && index.definition !== undefined && !isConstraint(index, ofConstraints))
    .map((index) => ({ of: `index ${index.schema}.${index.name}`, text: index.definition ?? '' }));
}

const makesIndex: ReadonlySet<Constraint['kind']> = new Set(['primary-key', 'unique', 'exclusion']);

function isConstraint(index: IndexDefinition, names: ReadonlySet<string>): boolean {
  return names.has(index.constraint ?? index.name);
}

/** A partitioned index is valid once a part on every partition is tied to it. */
function attachIndexStatements(tables: readonly Table[]): readonly SchemaStatement[] {
  return tables.flatMap((table) =>
    table.indexes.flatMap(({ schema, name, partOf }) =>
      partOf === undefined
        ? []
        : {
            of: `index ${schema}.${name} as part of ${partOf.schema}.${partOf.name}`,
            text: `ALTER INDEX ${quoteQualified(partOf.schema, partOf.name)} ATTACH PARTITION ${quoteQualified(schema, name)}`,
          },
    ),
  );
}

/** Inheritance parents stand before their children; partitions are tied later, so their order is free. */
function parentsFirst(tables: readonly Table[]): readonly Table[] {
  const placed = new Set<string>();
  const ordered: Table[] = [];
  const byName = new Map(tables.map((table) => [nameOf(table), table]));
  const place = (table: Table) => {
    if (placed.has(nameOf(table))) return;
    placed.add(nameOf(table));
    for (const parent of table.inherits) {
      const found = byName.get(`${parent.schema}.${parent.table}`);
      if (found) place(found);
    }
    ordered.push(table);
  };
  for (const table of tables) place(table);
  return ordered;
}

function nameOf(table: Table): string {
  return `${table.schema}.${table.name}`;
}

function qualified(table: Table): string {
  return quoteQualified(table.schema, table.name);
}
