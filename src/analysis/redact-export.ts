import type { DatabaseExport } from '#vocabulary/database-export.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { ColumnStatistics, RelationStatistics, Statistics } from '#vocabulary/statistics.ts';
import { type Counted, type RedactSql, redactCounted } from './redact-counted.ts';
import { standIns, typeClass } from './stand-in-values.ts';

type Parts = Pick<DatabaseExport, 'server' | 'settings' | 'schema' | 'statistics'> & Counted;

/**
 * Takes the values out of an export. What ANALYZE sampled is replaced by made-up values of the same type, order and
 * frequency; where a type allows none, the sample is left out. Comments, the login and the server's identity go too.
 * Definitions stay: literals in defaults, checks, partition bounds, predicates, views and functions are the schema.
 * Statements that the server counted lose every literal by `redactSql`, and the names of logins and servers.
 */
export function redactExport({ server, settings, schema, statistics, ...counted }: Parts, redactSql: RedactSql): Parts {
  const redacted = redactStatistics(statistics, columnTypes(schema));
  return {
    server: { ...server, role: 'redacted', identity: '', limits: [] },
    settings,
    schema: withoutComments(schema),
    statistics: {
      ...redacted,
      unread: redacted.unread.map((why) => why.replace(`The role ${server.role} `, 'The role ')),
    },
    ...redactCounted(counted, server.role, redactSql),
  };
}

function withoutComments(schema: DatabaseSchema): DatabaseSchema {
  return {
    ...schema,
    tables: schema.tables.map((table) => ({
      ...table,
      comment: undefined,
      columns: table.columns.map((column) => ({ ...column, comment: undefined })),
      constraints: table.constraints.map((constraint) => ({ ...constraint, comment: undefined })),
    })),
    views: schema.views.map((view) => ({ ...view, comment: undefined })),
    objects: schema.objects.map((object) => ({ ...object, comment: undefined })),
  };
}

type TypeOf = (relation: RelationStatistics, column: string) => string | undefined;

/** Types of columns; keys of indexes that are expressions have none here. */
function columnTypes(schema: DatabaseSchema): TypeOf {
  const types = new Map(
    schema.tables.flatMap((table) =>
      table.columns.map((column) => [JSON.stringify([table.schema, table.name, column.name]), column.type] as const),
    ),
  );
  return ({ schema: place, name, kind }, column) =>
    kind === 'table' ? types.get(JSON.stringify([place, name, column])) : undefined;
}

function redactStatistics(statistics: Statistics, typeOf: TypeOf): Statistics {
  const bare: string[] = [];
  const relations = statistics.relations.map((relation) => ({
    ...relation,
    columns: relation.columns.map((column) => {
      const type = typeOf(relation, column.column);
      const clean = redactColumn(column, type);
      if (hasSample(column) && !hasSample(clean)) bare.push(`${relation.name}.${column.column}`);
      return clean;
    }),
  }));
  const extended = statistics.extended.map(({ mostCommonValues, ...object }) => ({
    ...object,
    mostCommonFrequencies: undefined,
    mostCommonBaseFrequencies: undefined,
    expressionStatistics: object.expressionStatistics.map((column) => redactColumn(column, undefined)),
    ...(mostCommonValues === undefined ? {} : { unread: 'Its most common combinations were taken out (--redact).' }),
  }));
  return { ...statistics, relations, extended, unread: [...statistics.unread, ...losses(bare)] };
}

function losses(bare: readonly string[]): readonly string[] {
  const said =
    'The values in the statistics were replaced by made-up ones of the same order and frequency (--redact): ' +
    'a condition with a value of yours is estimated by its rank at best.';
  if (bare.length === 0) return [said];
  const named = bare.slice(0, 10).join(', ') + (bare.length > 10 ? ` and ${bare.length - 10} more` : '');
  return [said, `No values could be made up for ${named}: their samples were left out.`];
}

function hasSample(column: ColumnStatistics): boolean {
  return column.mostCommonValues !== undefined || column.histogram !== undefined;
}

function redactColumn(column: ColumnStatistics, type: string | undefined): ColumnStatistics {
  const { mostCommonValues, mostCommonFrequencies, histogram, ...rest } = column;
  const own = type === undefined ? undefined : typeClass(type);
  const made =
    own === undefined ? undefined : standIns(own, { common: mostCommonValues ?? [], sorted: histogram ?? [] });
  return {
    ...withoutRanges(withoutElements(rest, type)),
    ...(made === undefined || mostCommonValues === undefined
      ? {}
      : { mostCommonValues: [...made.common], mostCommonFrequencies }),
    ...(made === undefined || histogram === undefined ? {} : { histogram: [...made.sorted] }),
  };
}

/** Elements of arrays and lexemes of documents: sorted by value, as the catalog keeps them. */
function withoutElements(column: ColumnStatistics, type: string | undefined): ColumnStatistics {
  const { mostCommonElements, mostCommonElementFrequencies, ...rest } = column;
  if (mostCommonElements === undefined) return column;
  const element = type === 'tsvector' ? 'text' : type?.endsWith('[]') ? type.slice(0, -2) : undefined;
  const own = element === undefined ? undefined : typeClass(element);
  const made = own === undefined ? undefined : standIns(own, { common: [], sorted: mostCommonElements });
  if (made === undefined) return { ...rest, elementCountHistogram: undefined };
  return { ...rest, mostCommonElements: [...made.sorted], mostCommonElementFrequencies };
}

function withoutRanges(column: ColumnStatistics): ColumnStatistics {
  return { ...column, rangeBoundsHistogram: undefined, rangeLengthHistogram: undefined };
}
