import { quoteIdentifier, quoteQualified } from '#engines/postgres/quote.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { serverMessage, type TwinConnection } from './connection.ts';
import { replayDdl } from './replay-ddl.ts';
import { type SchemaStatement, schemaDdl } from './schema-ddl.ts';

/** The schema without what is made after loading: keys, conditions, indexes, views. */
export function bareSchema(schema: DatabaseSchema): DatabaseSchema {
  return {
    ...schema,
    views: [],
    objects: schema.objects.filter(({ kind }) => kind !== 'statistics'),
    tables: schema.tables
      .filter(({ kind }) => kind !== 'materialized-view')
      .map((table) => ({ ...table, constraints: [], indexes: [] })),
  };
}

/**
 * Makes the rest of the schema over the rows and lets the server check every constraint. Gives what the rows do not
 * meet, one sentence each; an index stands in for a key with repetitions, so that plans can use it.
 */
export async function loadConstraints(
  connection: TwinConnection,
  schema: DatabaseSchema,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const later = schemaDdl(schema).filter(({ of }) => /^(constraint|index|view|materialized view|statistics) /.test(of));
  const failures = await replayDdl(
    // Foreign keys are checked here; without rows they are not.
    (statement) => connection.query(statement.otherwise ?? statement.text),
    later,
    signal,
  );
  const notes: string[] = [];
  for (const { statement, error } of failures) {
    const instead = await standIn(connection, schema, statement);
    notes.push(`The made-up rows do not meet ${statement.of}${instead}: ${serverMessage(error)}.`);
  }
  for (const table of schema.tables.filter(({ kind }) => kind === 'materialized-view')) {
    await connection
      .query(`REFRESH MATERIALIZED VIEW ${quoteQualified(table.schema, table.name)}`)
      .catch((error: unknown) =>
        notes.push(`The materialized view ${table.schema}.${table.name} is empty: ${serverMessage(error)}.`),
      );
  }
  return notes;
}

/** What is done instead, in words. */
async function standIn(
  connection: TwinConnection,
  schema: DatabaseSchema,
  statement: SchemaStatement,
): Promise<string> {
  const substitute = statement.otherwise === undefined ? withoutUniqueness(schema, statement) : statement.text;
  if (substitute === undefined) return ' (left out)';
  try {
    await connection.query(substitute);
    return statement.otherwise === undefined ? ' (an index that is not unique stands in)' : ' (not validated)';
  } catch {
    return ' (left out)';
  }
}

function withoutUniqueness(schema: DatabaseSchema, { text, of }: SchemaStatement): string | undefined {
  if (/^CREATE UNIQUE INDEX /.test(text)) return text.replace('CREATE UNIQUE INDEX', 'CREATE INDEX');
  for (const table of schema.tables) {
    const found = table.constraints.find(({ name }) => of === `constraint ${name} of ${table.schema}.${table.name}`);
    if (found === undefined || (found.kind !== 'primary-key' && found.kind !== 'unique')) continue;
    const columns = found.columns.map(quoteIdentifier).join(', ');
    return `CREATE INDEX ${quoteIdentifier(found.name)} ON ${quoteQualified(table.schema, table.name)} (${columns})`;
  }
  return undefined;
}
