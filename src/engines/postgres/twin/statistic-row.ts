import { quoteLiteral, quoteQualified } from '#engines/postgres/quote.ts';
import type { ColumnStatistics, RelationStatistics } from '#vocabulary/statistics.ts';
import { arrayText } from './array-text.ts';
import type { TwinConnection } from './connection.ts';
import { readSampledExpressions } from './sampled-expression.ts';

/*
 * Up to 17 no function restores statistics, but a superuser may write the catalog itself.
 * https://www.postgresql.org/docs/17/catalog-pg-statistic.html and src/include/catalog/pg_statistic.h (kinds of slots)
 */
const kinds = {
  commonValues: 1,
  histogram: 2,
  correlation: 3,
  commonElements: 4,
  elementCounts: 5,
  rangeLengths: 6,
  rangeBounds: 7,
};
const slots = 5;
/** Operators and types by their fixed oids: float8 <, float8. */
const float8Less = 672;
const float8 = 701;

interface Slot {
  readonly kind: number;
  readonly operator: number;
  readonly collation: number;
  readonly numbers?: readonly number[] | undefined;
  readonly values?: { readonly type: number; readonly texts: readonly string[] } | undefined;
}

/** Writes one column's statistics into pg_statistic of a throw-away server below 18, as its superuser. */
export async function insertStatisticRow(
  logins: { readonly connection: TwinConnection; readonly evaluator: TwinConnection },
  relation: Pick<RelationStatistics, 'schema' | 'name'>,
  column: ColumnStatistics,
): Promise<void> {
  const { connection } = logins;
  const place = { relation, column };
  const [asKept] = await readColumns(connection, [place]);
  if (asKept === undefined) throw new Error('there is no such column');
  const [found = asKept] =
    asKept['kept_otherwise'] === true
      ? await readColumns(connection, [{ ...place, type: await typeOf(logins, asKept, column) }])
      : [];
  await connection.query(rowStatements(found, column));
}

/** The same for many at once. False: at least one of them takes a closer look; nothing is written then. */
export async function insertStatisticRows(
  { connection, evaluator }: Parameters<typeof insertStatisticRow>[0],
  places: readonly ColumnPlace[],
): Promise<boolean> {
  const found = await readColumns(connection, places);
  if (found.length !== places.length || found.some((row) => row['kept_otherwise'] === true)) return false;
  const statements = found.flatMap((row, at) => {
    const column = places[at]?.column;
    return column === undefined ? [] : rowStatements(row, column);
  });
  connection.takeWarnings();
  await connection.query(statements.join(';'));
  return [...connection.takeWarnings(), ...evaluator.takeWarnings()].length === 0;
}

export interface ColumnPlace {
  readonly relation: Pick<RelationStatistics, 'schema' | 'name'>;
  readonly column: ColumnStatistics;
}

/** A row for each that is there, in order. `type`: whose values the statistics are of, where not its own. */
function readColumns(
  connection: TwinConnection,
  places: readonly (ColumnPlace & { readonly type?: number | null })[],
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  return connection.query(columnsQuery, [
    places.map(({ relation }) => quoteQualified(relation.schema, relation.name)),
    places.map(({ column }) => column.column),
    places.map(({ type }) => type ?? null),
  ]);
}

function rowStatements(found: Readonly<Record<string, unknown>>, column: ColumnStatistics): string {
  const kept = columnSlots(column, numbersOf(found)).slice(0, slots);
  const all = Array.from({ length: slots }, (_, at) => kept[at]);
  const names = ['stakind', 'staop', 'stacoll', 'stanumbers', 'stavalues'];
  return `
    DELETE FROM pg_statistic WHERE starelid = ${found['relation']} AND staattnum = ${found['number']} AND stainherit = ${column.inherited};
    INSERT INTO pg_statistic (starelid, staattnum, stainherit, stanullfrac, stawidth, stadistinct,
      ${names.map((name) => all.map((_, at) => `${name}${at + 1}`).join(', ')).join(', ')})
    VALUES (${found['relation']}, ${found['number']}, ${column.inherited}, ${column.nullFraction},
      ${Math.round(column.averageWidth)}, ${column.distinct},
      ${[
        ...all.map((slot) => slot?.kind ?? 0),
        ...all.map((slot) => slot?.operator ?? 0),
        ...all.map((slot) => slot?.collation ?? 0),
        ...all.map((slot) => (slot?.numbers ? `'{${slot.numbers.join(',')}}'::float4[]` : 'NULL')),
        ...all.map((slot) =>
          slot?.values
            ? `array_in(${quoteLiteral(arrayText(slot.values.texts))}::cstring, ${slot.values.type}, -1)`
            : 'NULL',
        ),
      ].join(', ')})`;
}

/** Statistics of an expression are of its values, also where an index keeps something else: a GIN index the words of a text. */
async function typeOf(
  logins: Parameters<typeof insertStatisticRow>[0],
  { relation }: Readonly<Record<string, unknown>>,
  { column }: ColumnStatistics,
): Promise<number | null> {
  const expressions = await readSampledExpressions(logins, Number(relation));
  return expressions.find((expression) => expression.column === column)?.typeOid ?? null;
}

/** Oids that the slots name: the default B-tree operators of the column's type and of its elements. */
interface ColumnOids {
  readonly type: number;
  /** Of a multirange: the range that its bounds are told in. Else the type. */
  readonly rangeType: number;
  readonly equal: number;
  readonly less: number;
  readonly collation: number;
  readonly elementType: number;
  readonly elementEqual: number;
  readonly elementCollation: number;
}

function columnSlots(column: ColumnStatistics, oids: ColumnOids): readonly Slot[] {
  const { collation } = oids;
  const possible: readonly (Slot | undefined)[] = [
    column.mostCommonValues && {
      kind: kinds.commonValues,
      operator: oids.equal,
      collation,
      numbers: column.mostCommonFrequencies,
      values: { type: oids.type, texts: column.mostCommonValues },
    },
    column.histogram && {
      kind: kinds.histogram,
      operator: oids.less,
      collation,
      values: { type: oids.type, texts: column.histogram },
    },
    column.correlation === undefined
      ? undefined
      : { kind: kinds.correlation, operator: oids.less, collation, numbers: [column.correlation] },
    column.mostCommonElements && {
      kind: kinds.commonElements,
      operator: oids.elementEqual,
      collation: oids.elementCollation,
      numbers: column.mostCommonElementFrequencies,
      values: { type: oids.elementType, texts: column.mostCommonElements },
    },
    column.elementCountHistogram && {
      kind: kinds.elementCounts,
      operator: oids.elementEqual,
      collation: oids.elementCollation,
      numbers: column.elementCountHistogram,
    },
    column.rangeLengthHistogram && {
      kind: kinds.rangeLengths,
      operator: float8Less,
      collation: 0,
      numbers: column.rangeEmptyFraction === undefined ? undefined : [column.rangeEmptyFraction],
      values: { type: float8, texts: column.rangeLengthHistogram },
    },
    column.rangeBoundsHistogram && {
      kind: kinds.rangeBounds,
      operator: 0,
      collation: 0,
      values: { type: oids.rangeType, texts: column.rangeBoundsHistogram },
    },
  ];
  return possible.filter((slot) => slot !== undefined);
}

function numbersOf(row: Readonly<Record<string, unknown>>): ColumnOids {
  const number = (name: string) => Number(row[name] ?? 0);
  return {
    type: number('type'),
    rangeType: number('range_type'),
    equal: number('equal'),
    less: number('less'),
    collation: number('collation'),
    elementType: number('element_type'),
    elementEqual: number('element_equal'),
    elementCollation: number('element_collation'),
  };
}

/**
 * The type (a domain's base), its elements (an array's; words of a tsvector), and the operators of the default B-tree
 * operator class: the type's own, that of a binary-coercible type (varchar: text, which is preferred to character), or of
 * its family (enums, arrays, ranges). As GetDefaultOpClass chooses it. 13 has no multiranges, hence to_jsonb.
 */
const columnsQuery = `
  WITH RECURSIVE wanted AS (
    SELECT position, attrelid AS relation, attnum AS number, coalesce(given.type, atttypid) AS asked, attcollation AS sorting
    FROM unnest($1::text[], $2::text[], $3::oid[]) WITH ORDINALITY AS given(relation, attribute, type, position)
    JOIN pg_attribute ON attrelid = given.relation::regclass AND attname = given.attribute AND NOT attisdropped
  ), base AS (
    SELECT DISTINCT asked, asked AS type FROM wanted
    UNION ALL SELECT base.asked, typbasetype FROM base JOIN pg_type ON oid = base.type WHERE typtype = 'd'
  ), found AS (
    SELECT base.asked, t.oid AS type,
      CASE WHEN t.oid = 'tsvector'::regtype THEN 'text'::regtype::oid ELSE t.typelem END AS element
    FROM base JOIN pg_type t ON t.oid = base.type WHERE t.typtype <> 'd'
  ), operators AS (
    SELECT DISTINCT ON (asked.oid) asked.oid AS asked,
      (SELECT amopopr FROM pg_amop WHERE amopfamily = opcfamily AND amopstrategy = 3 AND amoplefttype = opcintype AND amoprighttype = opcintype) AS equal,
      (SELECT amopopr FROM pg_amop WHERE amopfamily = opcfamily AND amopstrategy = 1 AND amoplefttype = opcintype AND amoprighttype = opcintype) AS less
    FROM (SELECT type FROM found UNION SELECT element FROM found) needed JOIN pg_type asked ON asked.oid = needed.type
    JOIN pg_opclass ON opcdefault AND opcmethod = (SELECT oid FROM pg_am WHERE amname = 'btree')
      AND (opcintype = asked.oid
        OR EXISTS (SELECT FROM pg_cast WHERE castsource = asked.oid AND casttarget = opcintype AND castmethod = 'b' AND castcontext = 'i')
        OR opcintype = CASE WHEN asked.typtype = 'e' THEN 'anyenum' WHEN asked.typtype = 'r' THEN 'anyrange'
          WHEN asked.typtype = 'm' THEN 'anymultirange' WHEN asked.typtype = 'c' THEN 'record'
          WHEN asked.typcategory = 'A' THEN 'anyarray' END::regtype)
    JOIN pg_type taken ON taken.oid = opcintype
    ORDER BY asked.oid, opcintype = asked.oid DESC, taken.typispreferred DESC
  )
  SELECT relation::int8, number, EXISTS (
      SELECT FROM pg_index i JOIN pg_opclass c ON c.oid = i.indclass[number - 1]
      WHERE i.indexrelid = relation AND i.indkey[number - 1] = 0 AND c.opckeytype <> 0
    ) AS kept_otherwise, found.type::int8,
    coalesce((SELECT rngtypid FROM pg_range r WHERE (to_jsonb(r) ->> 'rngmultitypid')::oid = found.type), found.type)::int8
      AS range_type, sorting::int8 AS collation, own.equal::int8, own.less::int8,
    found.element::int8 AS element_type, elements.equal::int8 AS element_equal,
    CASE WHEN found.type = 'tsvector'::regtype THEN 100 ELSE sorting END::int8 AS element_collation
  FROM wanted
  JOIN found ON found.asked = wanted.asked
  LEFT JOIN operators own ON own.asked = found.type
  LEFT JOIN operators elements ON elements.asked = found.element
  ORDER BY position`;
