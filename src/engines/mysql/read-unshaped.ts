import { shortened } from '#analysis/physical-design/shortened-name.ts';
import { conditionWords } from '#analysis/physical-design/unique-rules.ts';
import type { Column, Constraint, DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import { locks } from './design/guard-trigger.ts';
import { quoteIdentifier as q } from './quote.ts';
import { plainMysql } from './read-words.ts';

/**
 * The schema without what the design puts in place of keys that MySQL has not: computed columns under unique keys become
 * long texts and "two NULLs are the same" again; the table of locks goes.
 */
export function unshaped(schema: DatabaseSchema): DatabaseSchema {
  return { ...schema, tables: schema.tables.filter(({ name }) => name !== locks).map(withoutStands) };
}

function withoutStands(table: Table): Table {
  const hashes = new Map(table.columns.flatMap((column) => hashOf(column, table)));
  const stands = new Map(table.columns.flatMap((column) => standOf(column, table)));
  const flags = new Set(table.columns.flatMap((column) => flagOf(column).map(([name]) => name)));
  const gone = new Set<string>();
  const original = (name: string) => hashes.get(name)?.of ?? stands.get(name) ?? name;
  const indexes: IndexDefinition[] = [...table.indexes];
  const constraints = table.constraints.flatMap((rule): Constraint[] => {
    const special = rule.columns.filter((name) => hashes.has(name) || stands.has(name));
    for (const name of special) gone.add(name);
    if (rule.kind !== 'unique') return [rule];
    const columns = [...new Set(rule.columns.map(original))];
    if (columns.some((name) => flags.has(name))) {
      // The design has it as an index, since a condition is part of it.
      const keys = columns.map((column) => ({ column, direction: 'asc' as const }));
      const { schema, name } = table;
      indexes.push({
        schema,
        table: name,
        name: rule.name,
        method: 'btree',
        unique: true,
        keys,
        include: [],
        valid: true,
      });
      return [];
    }
    if (special.length === 0) return [rule];
    const nulls = rule.columns.some((name) => stands.has(name) || hashes.get(name)?.nullsEqual === true);
    return [
      { ...rule, columns, definition: `UNIQUE${nulls ? ' NULLS NOT DISTINCT' : ''} (${columns.map(q).join(', ')})` },
    ];
  });
  return { ...table, columns: table.columns.filter(({ name }) => !gone.has(name)), constraints, indexes };
}

/** With conditions where computed columns stand for them. */
export function withConditions(table: Table): Table {
  const flags = new Map(table.columns.flatMap((column) => flagOf(column)));
  const used = new Set<string>();
  const indexes = table.indexes.map((index): IndexDefinition => {
    const flag = index.keys.find(({ column }) => column !== undefined && flags.has(column))?.column;
    const predicate = flags.get(flag ?? '');
    if (flag === undefined || predicate === undefined || !index.unique) return index;
    used.add(flag);
    const keys = index.keys.filter(({ column }) => column !== flag);
    return { ...index, keys, predicate };
  });
  return { ...table, columns: table.columns.filter(({ name }) => !used.has(name)), indexes };
}

/** `CASE WHEN deleted_at IS NULL THEN TRUE END` in the column that the design names so. */
function flagOf({ name, generated = '' }: Column): readonly (readonly [string, string])[] {
  const condition = /^\(?case when ([\s\S]+) then (?:true|1) end\)?$/i.exec(generated.trim())?.[1];
  if (condition === undefined) return [];
  const words = conditionWords(plainMysql(condition));
  return name === shortened(`unique_if_${words}`, 64) ? [[name, condition]] : [];
}

interface Hash {
  readonly of: string;
  readonly nullsEqual: boolean;
}

function hashOf({ name, generated = '' }: Column, { columns }: Table): readonly (readonly [string, Hash])[] {
  const plain = plainMysql(generated);
  const [, equal, of = ''] = /^unhex\(sha2\((coalesce\()?"?(\w+)"?(?:,\s*''\))?,\s*256\)\)$/i.exec(plain) ?? [];
  const isOwn = name === `${of}_hash` && columns.some((column) => column.name === of);
  return isOwn ? [[name, { of, nullsEqual: equal !== undefined }]] : [];
}

/** `x_is_null` and `x_or_zero` */
function standOf({ name, generated }: Column, { columns }: Table): readonly (readonly [string, string])[] {
  const of = /^(.+)_(?:is_null|or_zero)$/.exec(name)?.[1];
  const isPair = ['is_null', 'or_zero'].every((word) =>
    columns.some((column) => column.name === `${of}_${word}` && column.generated !== undefined),
  );
  return of !== undefined && generated !== undefined && isPair ? [[name, of]] : [];
}
