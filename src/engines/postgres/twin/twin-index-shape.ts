import { distinctValues } from '#analysis/column-selectivity.ts';
import { columnSpread } from '#analysis/column-spread.ts';
import { ginElements } from '#analysis/gin-elements.ts';
import type { IndexKeySize, IndexShape } from '#analysis/index-shape.ts';
import { quoteIdentifier, quoteQualified } from '#engines/postgres/quote.ts';
import type { ColumnStatistics, RelationStatistics } from '#vocabulary/statistics.ts';
import type { ExpressionDoubt } from './answer-doubts.ts';
import type { TwinConnection, TwinRow } from './connection.ts';
import type { IndexExpression } from './expression-statistics.ts';
import { describeExpression } from './index-expression.ts';
import type { SampleExpressions } from './sample-expressions.ts';

/** The statistics of the tables, by `schema.name`. */
export type TableStatistics = ReadonlyMap<string, RelationStatistics>;

export interface IndexFacts {
  readonly shape: IndexShape;
  /** What ANALYZE would find of the keys that are expressions, as far as it was sampled or can be derived. */
  readonly expressions: readonly ColumnStatistics[];
  /** Those of them that are guessed from what is known of the column, by the names of the keys. */
  readonly derived: readonly string[];
  /** Expressions of which nothing is known. */
  readonly unknown: readonly string[];
  readonly doubts: readonly ExpressionDoubt[];
}

interface IndexSite {
  /** Where the user allowed to read rows of the target. */
  readonly sample?: SampleExpressions | undefined;
  readonly connection: TwinConnection;
  /** May run functions of the schema. */
  readonly evaluator: TwinConnection;
  readonly statistics: TableStatistics;
}

/**
 * What the size of an index depends on: types and operator classes from the twin's catalog, widths and distinct values
 * from the statistics, rows of a partial index and expressions from the twin's planner. The index must not be valid
 * yet, else the planner would read its file before that has its final form.
 */
export async function readIndexFacts(
  { connection, evaluator, statistics, sample }: IndexSite,
  index: number,
): Promise<IndexFacts> {
  const attributes = await connection.query(attributeQuery, [index]);
  const [first] = attributes;
  if (first === undefined) throw new Error(`Index ${index} has no attributes`);
  const table = { schema: String(first['table_schema']), name: String(first['table_name']) };
  const known = statistics.get(`${table.schema}.${table.name}`);
  const from = `FROM ONLY ${quoteQualified(table.schema, table.name)}`;
  const predicate = typeof first['predicate'] === 'string' ? first['predicate'] : undefined;
  const where = predicate === undefined ? '' : ` WHERE ${predicate}`;
  const all = known?.rows ?? (await estimate(evaluator, `SELECT ${from}`)).rows;
  const rows = predicate === undefined ? all : (await estimate(evaluator, `SELECT ${from}${where}`)).rows;
  const keys: IndexKeySize[] = [];
  const expressions: ColumnStatistics[] = [];
  const derived: string[] = [];
  const unknown: string[] = [];
  const doubts: ExpressionDoubt[] = [];
  const samples = attributes.some((attribute) => attribute['column_name'] === null) ? await sample?.(index) : undefined;
  for (const attribute of attributes) {
    if (attribute['column_name'] !== null) {
      const column = known?.columns.find((each) => each.column === attribute['column_name'] && !each.inherited);
      keys.push(columnKey(attribute, column, { all, predicate }));
      continue;
    }
    const key = expressionOf(attribute);
    const described = await describeExpression(evaluator, key, known, samples);
    if (described.statistics) expressions.push(described.statistics);
    else unknown.push(key.expression);
    if (described.derived) derived.push(key.column);
    if (described.doubt) doubts.push(described.doubt);
    keys.push(
      described.statistics
        ? columnKey(attribute, described.statistics, { all, predicate })
        : await expressionKey(evaluator, attribute, from, where, rows),
    );
  }
  const keyCount = Number(first['key_count']);
  const options = storageOptions(first['options']);
  const shape: IndexShape = {
    method: String(first['method']),
    unique: first['unique'] === true,
    rows,
    tableRows: all,
    major: Number(first['major']),
    keys: keys.slice(0, keyCount),
    include: keys.slice(keyCount),
    heapPages: known?.pages ?? 0,
    ...(options.has('fillfactor') ? { fillfactor: Number(options.get('fillfactor')) } : {}),
    ...(options.has('pages_per_range') ? { pagesPerRange: Number(options.get('pages_per_range')) } : {}),
  };
  return { shape, expressions, derived, unknown, doubts };
}

function expressionOf(attribute: TwinRow): IndexExpression {
  const columns: readonly unknown[] = Array.isArray(attribute['table_columns']) ? attribute['table_columns'] : [];
  return {
    column: String(attribute['name']),
    expression: String(attribute['expression']),
    columns: columns.map((column) => ({
      name: String(Reflect.get(Object(column), 'name')),
      type: String(Reflect.get(Object(column), 'type')),
    })),
    hasFixedLength: Number(attribute['length']) > 0,
  };
}

function columnKey(
  attribute: TwinRow,
  column: ColumnStatistics | undefined,
  { all, predicate = '' }: { readonly all: number; readonly predicate: string | undefined },
): IndexKeySize {
  const facts = typeFacts(attribute);
  if (column === undefined) return facts;
  const name = quoteIdentifier(column.column);
  // A partial index on one value, or on those that there are.
  if (predicate.startsWith(`(${name} = `) && !/ (OR|AND) /.test(predicate)) {
    return { ...facts, width: facts.width ?? column.averageWidth, distinct: 1, commonFrequencies: [1] };
  }
  const isPresent = predicate.includes(`${name} IS NOT NULL`) && !predicate.includes(' OR ');
  const counted = distinctValues(column, all);
  const { operatorClass = '' } = facts;
  const isBroken = attribute['method'] === 'gin' || /^(gist_trgm|tsvector)_ops$/.test(operatorClass);
  const elements = isBroken ? ginElements(column, all, operatorClass) : undefined;
  return {
    ...facts,
    width: facts.width ?? column.averageWidth,
    nullFraction: isPresent ? 0 : column.nullFraction,
    ...(isPresent ? { present: 1 - column.nullFraction } : {}),
    ...columnSpread(column, facts.type, all),
    ...(counted === undefined ? {} : { distinct: counted }),
    ...(column.mostCommonFrequencies ? { commonFrequencies: column.mostCommonFrequencies } : {}),
    ...(elements ? { elements } : {}),
  };
}

/** Width and number of groups as the planner guesses them. */
async function expressionKey(
  evaluator: TwinConnection,
  attribute: TwinRow,
  from: string,
  where: string,
  rows: number,
): Promise<IndexKeySize> {
  const facts = typeFacts(attribute);
  const expression = String(attribute['expression']);
  const guess = await estimate(evaluator, `SELECT ${expression} ${from}${where} GROUP BY 1`).catch(() => undefined);
  return {
    ...facts,
    ...(guess === undefined ? {} : { width: facts.width ?? guess.width, distinct: Math.min(rows, guess.rows) }),
  };
}

function typeFacts(attribute: TwinRow): IndexKeySize {
  const length = Number(attribute['length']);
  return {
    type: String(attribute['type']),
    ...(attribute['operator_class'] === null ? {} : { operatorClass: String(attribute['operator_class']) }),
    deduplicates:
      attribute['deduplicates'] === true &&
      !/^(off|false|no|0)$/.test(storageOptions(attribute['options']).get('deduplicate_items') ?? ''),
    ...(length > 0 ? { width: length, alignment: alignments[String(attribute['alignment'])] ?? 1 } : {}),
  };
}

const alignments: Readonly<Record<string, number>> = { c: 1, s: 2, i: 4, d: 8 };

async function estimate(
  connection: TwinConnection,
  query: string,
): Promise<{ readonly rows: number; readonly width: number }> {
  const [row] = await connection.query(`EXPLAIN (FORMAT JSON) ${query}`, []);
  const plan: unknown = Array.isArray(row?.['QUERY PLAN']) ? row['QUERY PLAN'][0]?.['Plan'] : undefined;
  const figure = (name: string) => Number(Reflect.get(Object(plan), name) ?? 0);
  return { rows: figure('Plan Rows'), width: figure('Plan Width') };
}

function storageOptions(value: unknown): ReadonlyMap<string, string> {
  const texts: readonly unknown[] = Array.isArray(value) ? value : [];
  return new Map(texts.map((text) => String(text).split('=') as [string, string]));
}

/**
 * Each attribute of an index in order. Equal keys are stored once where every operator class has a function that says
 * equal is equal byte for byte, and the collation is deterministic (support function 4).
 * https://www.postgresql.org/docs/18/btree.html#BTREE-SUPPORT-FUNCS
 */
const attributeQuery = `
  SELECT tn.nspname AS table_schema, t.relname AS table_name, am.amname AS method, i.indisunique AS unique,
    current_setting('server_version_num')::int / 10000 AS major,
    i.indnkeyatts AS key_count, x.reloptions AS options, pg_get_expr(i.indpred, i.indrelid) AS predicate,
    ta.attname AS column_name, a.attname AS name, pg_get_indexdef(i.indexrelid, a.attnum, false) AS expression,
    format_type(a.atttypid, a.atttypmod) AS type, a.attlen AS length, a.attalign AS alignment,
    oc.opcname AS operator_class,
    CASE WHEN ta.attnum IS NULL THEN (
      SELECT json_agg(json_build_object('name', attname, 'type', format_type(atttypid, atttypmod)))
      FROM pg_attribute WHERE attrelid = i.indrelid AND attnum > 0 AND NOT attisdropped
    ) END AS table_columns,
    EXISTS (
      SELECT FROM pg_amproc p
      WHERE p.amprocfamily = oc.opcfamily AND p.amproclefttype = oc.opcintype AND p.amprocrighttype = oc.opcintype
        AND p.amprocnum = 4 AND (p.amproc = 'btequalimage'::regproc OR coalesce(c.collisdeterministic, true))
    ) AS deduplicates
  FROM pg_index i
  JOIN pg_class x ON x.oid = i.indexrelid
  JOIN pg_am am ON am.oid = x.relam
  JOIN pg_class t ON t.oid = i.indrelid
  JOIN pg_namespace tn ON tn.oid = t.relnamespace
  JOIN pg_attribute a ON a.attrelid = i.indexrelid AND a.attnum > 0
  LEFT JOIN pg_attribute ta ON ta.attrelid = i.indrelid AND ta.attnum = i.indkey[a.attnum - 1] AND ta.attnum > 0
  LEFT JOIN pg_opclass oc ON a.attnum <= i.indnkeyatts AND oc.oid = i.indclass[a.attnum - 1]
  LEFT JOIN pg_collation c ON a.attnum <= i.indnkeyatts AND c.oid = i.indcollation[a.attnum - 1]
  WHERE i.indexrelid = $1
  ORDER BY a.attnum`;
