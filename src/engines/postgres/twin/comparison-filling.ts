import type { SmallDatabase, SmallRow, SmallTable } from '#analysis/comparison/small-database.ts';
import { quoteIdentifier, quoteLiteral, quoteQualified } from '#engines/postgres/quote.ts';
import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { TextConnection } from './connection.ts';

/** Makes the functions that the statements below call; they go with the session. */
export async function prepareFilling(connection: TextConnection): Promise<void> {
  await connection.command(fillFunction);
  await connection.command(turnFunction);
}

/** What fills a database in the open transaction. A row that breaks a constraint is left out: the server is the judge. */
export function fillDatabase(database: SmallDatabase, schema: DatabaseSchema): string {
  const inserts = database.tables.filter(({ rows }) => rows.length > 0).map((table) => insertStep(table, schema));
  const links = database.tables.flatMap((table) => linkSteps(table, database, schema));
  const refreshes = schema.tables
    .filter(({ kind }) => kind === 'materialized-view')
    .map(({ schema: place, name }) => ({
      into: `REFRESH MATERIALIZED VIEW ${quoteQualified(place, name)}`,
      rows: [''],
      tail: '',
    }));
  return `SELECT pg_temp.dbwright_fill(${quoteLiteral(JSON.stringify([...inserts, ...links, ...refreshes]))})`;
}

/** What puts the rows of each table into the contrary order, as a statement that forgot ORDER BY may meet them. */
export function turnRows(database: SmallDatabase, schema: DatabaseSchema): string {
  const tables = database.tables
    .filter(({ rows }) => rows.length > 1)
    .flatMap(({ schema: place, name }) => {
      const table = find(schema, { schema: place, name });
      const column = table?.columns.find(({ generated, identity }) => generated === undefined && identity !== 'always');
      const only = table?.kind === 'partitioned' ? '' : 'ONLY ';
      return column === undefined ? [] : [[`${only}${quoteQualified(place, name)}`, quoteIdentifier(column.name)]];
    });
  return `SELECT pg_temp.dbwright_turn(${quoteLiteral(JSON.stringify(tables))})`;
}

const fillFunction = `
CREATE OR REPLACE FUNCTION pg_temp.dbwright_fill(steps json) RETURNS void LANGUAGE plpgsql AS $fill$
DECLARE
  step json;
  one text;
BEGIN
  FOR step IN SELECT json_array_elements(steps) LOOP
    BEGIN
      EXECUTE (step ->> 'into') || (SELECT string_agg(v, ', ') FROM json_array_elements_text(step -> 'rows') AS v) || (step ->> 'tail');
    EXCEPTION WHEN OTHERS THEN
      IF json_array_length(step -> 'rows') > 1 THEN
        FOR one IN SELECT json_array_elements_text(step -> 'rows') LOOP
          BEGIN
            EXECUTE (step ->> 'into') || one || (step ->> 'tail');
          EXCEPTION WHEN OTHERS THEN NULL;
          END;
        END LOOP;
      END IF;
    END;
  END LOOP;
END $fill$`;

/** An UPDATE writes the row anew behind all others. */
const turnFunction = `
CREATE OR REPLACE FUNCTION pg_temp.dbwright_turn(tables json) RETURNS void LANGUAGE plpgsql AS $turn$
DECLARE
  each json;
  place record;
BEGIN
  FOR each IN SELECT json_array_elements(tables) LOOP
    BEGIN
      FOR place IN EXECUTE format('SELECT tableoid AS part, ctid AS at FROM %s ORDER BY tableoid, ctid DESC', each ->> 0) LOOP
        EXECUTE format('UPDATE %s SET %s = %2$s WHERE tableoid = $1 AND ctid = $2', each ->> 0, each ->> 1) USING place.part, place.at;
      END LOOP;
    EXCEPTION WHEN OTHERS THEN NULL;
    END;
  END LOOP;
END $turn$`;

interface FillStep {
  readonly into: string;
  readonly rows: readonly string[];
  readonly tail: string;
}

function insertStep({ schema: place, name, columns, rows }: SmallTable, schema: DatabaseSchema): FillStep {
  const table = find(schema, { schema: place, name });
  // A key that is checked later cannot settle a conflict; then the row itself is tried.
  const isDeferrable = table?.constraints.some(
    ({ kind, definition }) =>
      kind !== 'foreign-key' && /\bDEFERRABLE\b/.test(definition.replace(/NOT DEFERRABLE/g, '')),
  );
  return {
    into: `INSERT INTO ${quoteQualified(place, name)} (${columns.map(quoteIdentifier).join(', ')}) OVERRIDING SYSTEM VALUE VALUES `,
    rows: rows.map((row) => `(${row.map(literal).join(', ')})`),
    tail: isDeferrable ? '' : ' ON CONFLICT DO NOTHING',
  };
}

/** Foreign keys in circles; the row is found by its primary key. */
function linkSteps(table: SmallTable, { tables }: SmallDatabase, schema: DatabaseSchema): readonly FillStep[] {
  const key = find(schema, table)?.constraints.find(({ kind }) => kind === 'primary-key')?.columns;
  return table.links.flatMap(({ columns, parent, referenced, from, to }) => {
    const row = table.rows[from];
    const parents = tables.find(({ schema: place, name }) => place === parent.schema && name === parent.name);
    const target = parents?.rows[to];
    if (key === undefined || row === undefined || parents === undefined || target === undefined) return [];
    const setting = columns.map(
      (column, nth) => `${quoteIdentifier(column)} = ${literal(cell(parents, target, referenced[nth] ?? ''))}`,
    );
    const found = key.map((column) => `${quoteIdentifier(column)} = ${literal(cell(table, row, column))}`);
    const update = `UPDATE ${quoteQualified(table.schema, table.name)} SET ${setting.join(', ')} WHERE ${found.join(' AND ')}`;
    return [{ into: update, rows: [''], tail: '' }];
  });
}

function cell({ columns }: SmallTable, row: SmallRow, column: string): string | null {
  return row[columns.indexOf(column)] ?? null;
}

function literal(value: string | null): string {
  return value === null ? 'NULL' : quoteLiteral(value);
}

function find({ tables }: DatabaseSchema, { schema, name }: Pick<SmallTable, 'schema' | 'name'>): Table | undefined {
  return tables.find((table) => table.schema === schema && table.name === name);
}
