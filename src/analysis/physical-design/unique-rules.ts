import type { Column, Constraint, Table } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { Entity } from '#vocabulary/logical-model.ts';
import type { Dialect, Site } from './dialect.ts';
import { list } from './entity-table.ts';
import { shortened } from './shortened-name.ts';

interface Uniqueness {
  readonly constraints: readonly Constraint[];
  readonly indexes: readonly IndexDefinition[];
  readonly columns: readonly Column[];
}

/**
 * What is unique in an entity, as constraints where that is enough; as unique indexes where a condition, an expression
 * or the living rows alone are meant. Where the dialect has no partial indexes a generated column stands in for the
 * condition: it is NULL where the condition does not hold, and two NULLs are never the same.
 */
export function uniqueRules(name: string, entity: Entity, site: Site, dialect: Dialect): Uniqueness {
  const rules = [
    ...Object.entries(entity.references).flatMap(([role, { unique }]) => (unique ? [{ of: [role] }] : [])),
    ...Object.entries(entity.attributes).flatMap(([attribute, { unique }]) => (unique ? [{ of: [attribute] }] : [])),
    ...entity.unique,
  ];
  const made = rules.map((rule) => uniqueRule(name, entity, { nullsEqual: false, ...rule }, site, dialect));
  return {
    constraints: made.flatMap(({ constraints }) => constraints),
    indexes: made.flatMap(({ indexes }) => indexes),
    columns: distinctColumns(made.flatMap(({ columns }) => columns)),
  };
}

/** Rules with the same condition share the column that stands in for it. */
export function distinctColumns(columns: readonly Column[]): readonly Column[] {
  return columns.filter((column, at) => columns.findIndex(({ name }) => name === column.name) === at);
}

/** One row at most of the same columns among those for which the condition holds. */
export function uniqueRule(
  name: string,
  entity: Entity,
  rule: { readonly of: readonly string[]; readonly where?: string | undefined; readonly nullsEqual?: boolean },
  site: Site,
  dialect: Dialect,
): Uniqueness {
  const table = site.tableOf(name);
  const columns = rule.of.flatMap((one) => site.columnsOf(name, one));
  const alive = entity.softDelete ? `${dialect.quote('deleted_at')} IS NULL` : '';
  const where = [rule.where ?? '', alive].filter((sql) => sql !== '').join(' AND ');
  const keys = columns.map((column) => {
    const attribute = entity.attributes[column];
    const expression = attribute && dialect.form(attribute, dialect.quote(column)).uniqueOn;
    return expression === undefined ? { column, direction: 'asc' as const } : { expression, direction: 'asc' as const };
  });
  const isPlain = where === '' && keys.every((key) => 'column' in key) && keys.length > 0;
  if (isPlain) {
    const nulls = rule.nullsEqual === true ? ' NULLS NOT DISTINCT' : '';
    const constraint: Constraint = {
      name: site.nameFor('uq', table, columns),
      kind: 'unique',
      columns,
      definition: `UNIQUE${nulls} (${list(columns, dialect)})`,
      validated: true,
    };
    return { constraints: [constraint], indexes: [], columns: [] };
  }
  const index = (words: readonly string[], rest: Partial<IndexDefinition>): IndexDefinition => ({
    schema: site.schema,
    table,
    name: site.nameFor('uq', table, words),
    method: 'btree',
    unique: true,
    keys: keys.length > 0 ? keys : [{ expression: '(true)', direction: 'asc' }],
    include: [],
    valid: true,
    ...rest,
  });
  if (where === '' || dialect.has.partialIndexes) {
    const nulls = rule.nullsEqual === true ? { nullsNotDistinct: true } : {};
    const condition = where === '' ? {} : { predicate: where };
    return { constraints: [], columns: [], indexes: [index(columns, { ...nulls, ...condition })] };
  }
  const flag = shortened(`unique_if_${conditionWords(where)}`, dialect.longestName);
  return {
    constraints: [],
    columns: [
      {
        name: flag,
        type: dialect.form({ domain: 'boolean', optional: true, unique: false }, flag).type,
        nullable: true,
        generated: `CASE WHEN ${where} THEN TRUE END`,
        // Computed on reading: what a foreign key changes may not be stored anew.
        generatedKind: 'virtual',
        comment: 'True for the rows among which something is unique, else NULL.',
      },
    ],
    indexes: [index([...columns, 'where'], { keys: [...keys, { column: flag, direction: 'asc' }] })],
  };
}

/** `status <> 'closed' AND deleted_at IS NULL` -> `status_not_closed_and_deleted_at_is_null`. */
export function conditionWords(condition: string): string {
  const signs: Readonly<Record<string, string>> = {
    '=': 'is',
    '<>': 'not',
    '<': 'below',
    '>': 'above',
    '<=': 'to',
    '>=': 'from',
    '(': 'of',
    ')': 'end',
    '-': 'minus',
    '+': 'plus',
    '*': 'times',
    '/': 'by',
  };
  const lists = condition.replace(/\bIN\s*\(([^()]*)\)/gi, 'in $1');
  return lists
    .toLowerCase()
    .replace(/<>|<=|>=|[=<>()+*/-]/g, (sign) => ` ${signs[sign] ?? ''} `)
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
}

/** Parents whose key others refer to together with further columns need that combination to be unique. */
export function agreementKeys(tables: readonly Table[], site: Site, dialect: Dialect): readonly Table[] {
  const wanted = new Map<string, Map<string, readonly string[]>>();
  for (const { references } of tables.flatMap(({ constraints }) => constraints)) {
    if (references === undefined) continue;
    const target = tables.find(({ name }) => name === references.table);
    const isKey = target?.constraints.some(
      ({ kind, columns }) =>
        (kind === 'primary-key' || kind === 'unique') && String(columns) === String(references.columns),
    );
    if (isKey !== false) continue;
    const ofTable = wanted.get(references.table) ?? new Map();
    wanted.set(references.table, ofTable.set(String(references.columns), references.columns));
  }
  return tables.map((table) => {
    const keys = [...(wanted.get(table.name)?.values() ?? [])];
    const constraints = keys.map(
      (columns): Constraint => ({
        name: site.nameFor('uq', table.name, columns),
        kind: 'unique',
        columns: [...columns],
        definition: `UNIQUE (${list(columns, dialect)})`,
        validated: true,
      }),
    );
    return { ...table, constraints: [...table.constraints, ...constraints] };
  });
}
