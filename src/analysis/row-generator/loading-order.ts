import type { Constraint, DatabaseSchema, Table } from '#vocabulary/database-schema.ts';

export interface TableForeignKey {
  readonly constraint: Constraint;
  readonly table: Table;
  readonly parent: Table;
  readonly columns: readonly string[];
  readonly referenced: readonly string[];
}

export interface LoadingOrder {
  readonly tables: readonly Table[];
  /** Left NULL at first, and filled in when all tables are loaded. */
  readonly deferred: ReadonlySet<TableForeignKey>;
  /** Checked at the end of the transaction: they are given keys of rows that are made later. */
  readonly promised: ReadonlySet<TableForeignKey>;
  /** In circles where no column may be NULL, and that are checked at once. */
  readonly stuck: readonly TableForeignKey[];
}

/** Foreign keys between the tables that rows go to; to a table that is not among them there is nothing to refer to. */
export function foreignKeysOf(schema: DatabaseSchema, table: Table): readonly TableForeignKey[] {
  return table.constraints.flatMap((constraint) => {
    const { references, columns } = constraint;
    if (references === undefined) return [];
    const parent = schema.tables.find((one) => one.schema === references.schema && one.name === references.table);
    return parent === undefined ? [] : [{ constraint, table, parent, columns, referenced: references.columns }];
  });
}

/**
 * Each table behind those that it refers to. A circle is broken at foreign keys that may be NULL: they are filled in
 * afterwards.
 */
export function loadingOrder(schema: DatabaseSchema, tables: readonly Table[]): LoadingOrder {
  const edges = tables.flatMap((table) =>
    foreignKeysOf(schema, table).filter(({ parent }) => parent !== table && tables.includes(parent)),
  );
  const left = new Set(tables);
  const ordered: Table[] = [];
  const deferred = new Set<TableForeignKey>();
  const promised = new Set<TableForeignKey>();
  const stuck: TableForeignKey[] = [];
  const waits = (table: Table) =>
    edges.filter((edge) => edge.table === table && left.has(edge.parent) && !deferred.has(edge) && !promised.has(edge));
  const place = (table: Table) => {
    ordered.push(table);
    left.delete(table);
  };
  while (left.size > 0) {
    const ready = [...left].filter((table) => waits(table).length === 0);
    if (ready.length > 0) {
      for (const table of ready) place(table);
      continue;
    }
    const inCircle = [...left].filter((table) => reaches(table, waits));
    const free = inCircle.find((table) => waits(table).every(mayBeNull));
    const next = free ?? inCircle.find((table) => waits(table).every(mayWait)) ?? inCircle[0];
    if (next === undefined) break;
    for (const edge of waits(next)) {
      if (!mayBeNull(edge) && isPromisable(edge)) {
        promised.add(edge);
        continue;
      }
      deferred.add(edge);
      if (!mayBeNull(edge)) stuck.push(edge);
    }
    place(next);
  }
  return { tables: ordered, deferred, promised, stuck };
}

function mayWait(edge: TableForeignKey): boolean {
  return mayBeNull(edge) || isPromisable(edge);
}

/** Checked at the end, and of one column whose values are the parent's own affair: they can be known beforehand. */
function isPromisable({ constraint, parent, referenced }: TableForeignKey): boolean {
  const [column, ...more] = referenced;
  const isForeign = parent.constraints.some(
    ({ kind, columns }) => kind === 'foreign-key' && columns.includes(column ?? ''),
  );
  return more.length === 0 && !isForeign && isDeferrable(constraint);
}

export function isDeferrable({ definition }: Constraint): boolean {
  return /\bDEFERRABLE\b/i.test(definition) && !/\bNOT DEFERRABLE\b/i.test(definition);
}

/** Whether a table waits for itself by way of others. */
function reaches(table: Table, waits: (table: Table) => readonly TableForeignKey[]): boolean {
  const seen = new Set<Table>();
  const open = waits(table).map(({ parent }) => parent);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === table) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...waits(next).map(({ parent }) => parent));
  }
  return false;
}

export function nullableColumns({ table, columns }: TableForeignKey): readonly string[] {
  return columns.filter((name) => table.columns.find((column) => column.name === name)?.nullable === true);
}

function mayBeNull(key: TableForeignKey): boolean {
  const isFull = /MATCH FULL/i.test(key.constraint.definition);
  const nullable = nullableColumns(key);
  return isFull ? nullable.length === key.columns.length : nullable.length > 0;
}
