import { columnsOf } from '#analysis/logical-model/entity-columns.ts';
import { tableName } from '#analysis/logical-model/table-name.ts';
import type { Attribute, Reference } from '#vocabulary/logical-attribute.ts';
import type { Entity, LogicalModel } from '#vocabulary/logical-model.ts';
import { acceptableValue } from './acceptable-value.ts';
import { type InsertStatement, readInsert, writeInsert } from './insert-statement.ts';
import { entitiesByTable, isCounted } from './key-literals.ts';

type Entities = Pick<LogicalModel, 'entities'>;

/** Keys of rows that nobody wrote begin here. */
const firstMadeKey = 9001;

export interface RowCompleter {
  /** A statement of a part, with what its INSERTs do not know of. `own`: the entities as the part knows them. */
  readonly complete: (statement: string, own: Entities) => string;
  /** Statements that make the rows to which the completed ones refer; parents first. */
  readonly made: () => readonly string[];
}

/**
 * Rows were written for a part of the model; in the whole of it they need more: columns that another part brings, and
 * rows to refer to. Both are made up. `rows`: entity -> key of the row that is referred to, where there is one already.
 */
export function rowCompleter(whole: Entities, rows: Readonly<Record<string, string>> = {}): RowCompleter {
  const tables = entitiesByTable(whole);
  let number = firstMadeKey;
  const made: string[] = [];
  const keys = new Map<string, string>();

  /** The key of a row of that entity, in which `agreed` hold. */
  const keyOf = (name: string, agreed: Readonly<Record<string, string>>): string => {
    const known = rows[name] ?? keys.get(`${name} ${JSON.stringify(agreed)}`);
    if (known !== undefined) return known;
    const key = String(number++);
    keys.set(`${name} ${JSON.stringify(agreed)}`, key);
    const given = Object.entries({ id: key, ...agreed });
    const row = {
      table: tableName(whole, name),
      columns: given.map(([column]) => column),
      rows: [given.map(([, value]) => value)],
    };
    made.push(writeInsert(withColumns(row, name, undefined)));
    return key;
  };

  const withColumns = (insert: InsertStatement, name: string, own: Entities | undefined): InsertStatement => {
    const entity = whole.entities[name];
    if (entity === undefined) return insert;
    let completed = insert;
    const add = (column: string, value: (row: readonly string[]) => string) => {
      const filled = completed.rows.map((row) => [...row, value(row)]);
      completed = { ...completed, columns: [...completed.columns, column], rows: filled };
    };
    for (const [attribute, one] of Object.entries(entity.attributes)) {
      const known = own?.entities[name];
      const isChecked = known !== undefined && isNamedInChecks(attribute, entity, known);
      if (completed.columns.includes(attribute) || !(isChecked || isLacking(one, known?.attributes[attribute])))
        continue;
      const value = known?.attributes[attribute] ?? one;
      add(attribute, () =>
        acceptableValue({ ...one, ...(value.default === undefined ? {} : { default: value.default }) }, number++),
      );
    }
    for (const [role, reference] of Object.entries(entity.references)) {
      const known = own?.entities[name]?.references[role];
      const columns = columnsOf(whole, name, role);
      const [column] = columns;
      if (reference.optional || (known !== undefined && !known.optional) || column === undefined || columns.length > 1)
        continue;
      if (!isCounted(whole.entities[reference.to])) continue;
      if (completed.columns.includes(column)) continue;
      const { columns: given } = completed;
      add(column, (row) => keyOf(reference.to, agreedOf(reference, entity.attributes, given, row)));
    }
    return completed;
  };

  return {
    complete: (statement, own) => {
      const insert = readInsert(statement);
      const name = insert && tables.get(insert.table);
      return insert === undefined || name === undefined ? statement : writeInsert(withColumns(insert, name, own));
    },
    made: () => made,
  };
}

/** A check that another part brought speaks of it: a person has a date of birth. */
function isNamedInChecks(attribute: string, entity: Entity, own: Entity): boolean {
  const known = own.checks.map(({ sql }) => sql);
  return (
    own.attributes[attribute] === undefined &&
    entity.checks.some(({ sql }) => !known.includes(sql) && new RegExp(`\\b${attribute} IS NOT NULL`).test(sql))
  );
}

/** What the part does not give: it is required here, and there is nothing that stands in for it as the part knows it. */
function isLacking(one: Attribute, own: Attribute | undefined): boolean {
  if (one.generated !== undefined) return false;
  if (own === undefined || own.optional) return !one.optional && one.default === undefined;
  return own.default !== undefined && JSON.stringify(own.default) !== JSON.stringify(one.default);
}

/** Column -> value that the row referred to must have as this one has it. */
function agreedOf(
  { agree }: Reference,
  attributes: Readonly<Record<string, Attribute>>,
  columns: readonly string[],
  row: readonly string[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    agree.flatMap((name): readonly (readonly [string, string])[] => {
      const column = attributes[name] === undefined ? `${name}_id` : name;
      const value = row[columns.indexOf(column)];
      return value === undefined ? [] : [[column, value]];
    }),
  );
}
