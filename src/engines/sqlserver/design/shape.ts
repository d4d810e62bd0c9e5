import { quoteIdentifier as q } from '#engines/sqlserver/quote.ts';
import type { Column, Constraint, Table } from '#vocabulary/database-schema.ts';
import type { IndexDefinition, IndexKey } from '#vocabulary/index-definition.ts';

interface Lost {
  readonly what: string;
  readonly instead: string;
}

/**
 * Tables as SQL Server takes them. Two NULLs are the same to its unique keys, so those with columns that may be NULL
 * become filtered indexes; filters are simple comparisons; keys are 1,700 bytes at most; one path of cascades leads to
 * each table. https://learn.microsoft.com/sql/relational-databases/indexes/create-filtered-indexes
 */
export function shaped(tables: readonly Table[]): {
  readonly tables: readonly Table[];
  readonly lost: readonly Lost[];
} {
  const lost: Lost[] = [];
  const cascades = onePath(tables);
  const made = tables.map((table): Table => {
    const columns: Column[] = [...table.columns];
    const constraints: Constraint[] = [];
    const indexes: IndexDefinition[] = [];
    const isNullable = (name: string | undefined) => columns.find((one) => one.name === name)?.nullable === true;
    const extra = (column: Column) => {
      if (!columns.some(({ name }) => name === column.name)) columns.push(column);
      return column.name;
    };
    const unique = (index: IndexDefinition) => {
      const keys = index.keys.map((key) => uniqueKey(key, columns, extra));
      const notNull = keys.flatMap(({ column }) =>
        column !== undefined && isNullable(column) && index.nullsNotDistinct !== true
          ? [`${q(column)} IS NOT NULL`]
          : [],
      );
      const { predicate, ...rest } = index;
      if (predicate !== undefined && !isFilter(predicate)) {
        lost.push({
          what: `${index.name}: unique where ${predicate}.`,
          instead: `SQL Server cannot filter by that. Run: SELECT COUNT(*) FROM ${q(table.name)} WHERE ${predicate} GROUP BY ${keys.map(({ column }) => q(column ?? '')).join(', ')} HAVING COUNT(*) > 1`,
        });
        return;
      }
      const isSaid = (one: string) => predicate?.split(/\s+AND\s+/i).includes(one) === true;
      const said = predicate === undefined ? [] : [predicate];
      const filter = [...said, ...notNull.filter((one) => !isSaid(one))].join(' AND ');
      indexes.push({ ...rest, keys, ...(filter === '' ? {} : { predicate: filter }) });
    };
    for (const one of table.constraints) {
      const nullsEqual = one.definition.startsWith('UNIQUE NULLS NOT DISTINCT');
      const isWide = one.columns.some((name) => bytesOf(columns.find((column) => column.name === name)?.type) > 1700);
      // A foreign key refers to a constraint, never to a filtered index; with the key among its columns it is the same.
      const isReferred = tables.some(({ constraints: others }) =>
        others.some(
          ({ references }) => references?.table === table.name && String(references.columns) === String(one.columns),
        ),
      );
      const isFiltered = !isReferred && !nullsEqual && one.columns.some(isNullable);
      if (one.kind === 'unique' && (isWide || isFiltered)) {
        const keys = one.columns.map((column) => ({ column, direction: 'asc' as const }));
        const { schema, name } = table;
        unique({ schema, table: name, name: one.name, method: 'btree', unique: true, keys, include: [], valid: true });
      } else if (one.kind === 'unique') {
        const isClustered = /^UNIQUE CLUSTERED|DESC/.test(one.definition);
        constraints.push(isClustered ? one : { ...one, definition: `UNIQUE (${one.columns.map(q).join(', ')})` });
      } else constraints.push(one.kind === 'foreign-key' ? reference(one, table, cascades, lost) : one);
    }
    for (const index of table.indexes) {
      if (index.unique) unique(index);
      else if (!index.keys.some(({ column }) => bytesOf(columns.find(({ name }) => name === column)?.type) > 1700)) {
        const { predicate, ...rest } = index;
        indexes.push(predicate !== undefined && isFilter(predicate) ? index : rest);
      }
    }
    return { ...table, columns, constraints, indexes };
  });
  return { tables: made, lost };
}

/** A key that stands for all rows, or for a text that is too long, is a computed column. */
function uniqueKey(key: IndexKey, columns: readonly Column[], extra: (column: Column) => string): IndexKey {
  const { column, expression } = key;
  if (expression === '(true)') {
    return {
      column: extra({ name: 'only_one', type: 'bit', nullable: false, generated: 'CAST(1 AS bit)' }),
      direction: 'asc',
    };
  }
  const found = columns.find(({ name }) => name === column);
  if (found === undefined || bytesOf(found.type) <= 1700) return key;
  const hash = {
    name: `${found.name}_sha256`,
    type: 'binary(32)',
    nullable: found.nullable,
    generated: `CAST(HASHBYTES('SHA2_256', ${q(found.name)}) AS binary(32))`,
  };
  // What is computed stands in no filter: the text itself does.
  return { column: extra({ ...hash, nullable: false }), direction: 'asc' };
}

function bytesOf(type = ''): number {
  if (type.includes('(max)')) return Number.POSITIVE_INFINITY;
  const length = Number(/\((\d+)\)/.exec(type)?.[1] ?? 0);
  if (type.startsWith('nvarchar')) return 2 * length;
  return type.startsWith('varchar') ? length : 16;
}

/** Comparisons of a column with a literal, joined by AND. */
function isFilter(predicate: string): boolean {
  const plain = predicate.replace(/^\((.*)\)$/s, '$1');
  return plain
    .split(/\s+AND\s+/i)
    .every((part) =>
      /^\(?(?:\[[^\]]+\]|\w+) ?(?:IS (?:NOT )?NULL|(?:=|<>|<|>|<=|>=) ?(?:\(?-?[\d.]+\)?|N?'[^']*')|IN \([^()]*\))\)?$/i.test(
        part.trim(),
      ),
    );
}

function reference(one: Constraint, table: Table, cascades: ReadonlySet<Constraint>, lost: Lost[]): Constraint {
  const { references, columns } = one;
  if (references === undefined) return one;
  const from = columns.map(q).join(', ');
  const whole = `FOREIGN KEY (${from}) REFERENCES ${q(references.table)} (${references.columns.map(q).join(', ')})`;
  const update = references.onUpdate === 'NO ACTION' ? '' : ` ON UPDATE ${references.onUpdate}`;
  const head = `${whole}${update}`;
  const action = references.onDelete;
  if (action !== 'CASCADE' && action !== 'SET NULL') {
    return { ...one, references: { ...references, onDelete: 'NO ACTION' }, definition: head };
  }
  if (cascades.has(one)) return { ...one, definition: `${head} ON DELETE ${action}` };
  lost.push({
    what: `Deleting a row of ${references.table} does not ${action === 'CASCADE' ? 'delete' : 'let go'} its rows of ${table.name}: SQL Server takes one path of cascades to each table${action === 'SET NULL' ? ', and sets NULL where all columns may be' : ''}.`,
    instead: `It refuses the DELETE until they are gone: ${action === 'CASCADE' ? `DELETE FROM ${q(table.name)}` : `UPDATE ${q(table.name)} SET ${q(columns[0] ?? '')} = NULL`} first, in the same transaction.`,
  });
  return { ...one, references: { ...references, onDelete: 'NO ACTION' }, definition: head };
}

/**
 * Foreign keys that may act on what refers to them: none leads to a table to which another already does. Error 1785.
 * Deletes come before those that set NULL.
 */
function onePath(tables: readonly Table[]): ReadonlySet<Constraint> {
  const kept = new Set<Constraint>();
  const below = new Map<string, readonly string[]>();
  const reach = (table: string, seen = new Set<string>()): ReadonlySet<string> => {
    if (seen.has(table)) return seen;
    seen.add(table);
    for (const child of below.get(table) ?? []) reach(child, seen);
    return seen;
  };
  for (const action of ['CASCADE', 'SET NULL']) {
    for (const table of tables) {
      for (const one of table.constraints) {
        const parent = one.references?.table;
        if (parent === undefined || one.references?.onDelete !== action) continue;
        const mayBeNull = one.columns.every((name) => table.columns.find((column) => column.name === name)?.nullable);
        if (action === 'SET NULL' && !mayBeNull) continue;
        const above = tables.map(({ name }) => name).filter((name) => reach(name).has(parent));
        const reached = reach(table.name);
        if (above.some((name) => [...reach(name)].some((other) => reached.has(other)))) continue;
        kept.add(one);
        below.set(parent, [...(below.get(parent) ?? []), table.name]);
      }
    }
  }
  return kept;
}
