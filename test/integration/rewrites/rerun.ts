import { openTextConnection, type TextConnection, type TextTable } from '#engines/postgres/twin/connection.ts';
import type { Counterexample } from '#vocabulary/comparison.ts';
import { startTestServer } from '../../servers.ts';
import type { RewritePair } from './rewrite-pair.ts';
import { type SchemaName, schemas } from './schemas.ts';

export interface Rerun {
  /** What the two really give there: rows, or the word "error". */
  readonly run: (pair: RewritePair, example: Counterexample) => Promise<readonly [Given, Given]>;
  readonly close: () => Promise<void>;
}

type Given = TextTable | 'error';

/** A server that knows nothing of the comparison: the counterexample's rows are put in, and both statements run. */
export async function openRerun(): Promise<Rerun> {
  const server = await startTestServer({});
  const sessions = new Map<SchemaName, TextConnection>();
  const sessionOf = async (name: SchemaName) => {
    const known = sessions.get(name);
    if (known !== undefined) return known;
    const maker = await openTextConnection(server.url);
    await maker.command(`CREATE DATABASE ${name}`);
    await maker.close();
    const session = await openTextConnection(server.url, { database: name });
    await session.command(schemas[name]);
    sessions.set(name, session);
    return session;
  };
  return {
    run: async (pair, example) => {
      const session = await sessionOf(pair.schema ?? 'shop');
      await session.command('BEGIN');
      try {
        for (const [name, value] of Object.entries(example.settings ?? {})) {
          await session.table('SELECT set_config($1, $2, true)', [name, value]);
        }
        // A circle of foreign keys has no order in which it can be put in; what it refers to is checked by the twin.
        await session.command('SET LOCAL session_replication_role = replica');
        for (const { name, columns, rows } of example.tables) {
          for (const row of rows) {
            const places = row.map((_, at) => `$${at + 1}`).join(', ');
            await session.table(
              `INSERT INTO ${name} (${columns.join(', ')}) OVERRIDING SYSTEM VALUE VALUES (${places})`,
              row,
            );
          }
        }
        await session.command('SAVEPOINT filled');
        const { parameters } = example;
        if (pair.keyset === undefined) {
          return [await give(session, pair.before, parameters), await give(session, pair.after, parameters)];
        }
        return await pages(session, pair.keyset);
      } finally {
        await session.command('ROLLBACK');
      }
    },
    close: async () => {
      for (const session of sessions.values()) await session.close();
      await server.stop();
    },
  };
}

async function give(session: TextConnection, text: string, parameters: Counterexample['parameters']): Promise<Given> {
  const most = Math.max(0, ...[...text.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number)));
  const values = Array.from({ length: most }, (_, at) => parameters[String(at + 1)] ?? null);
  try {
    return await session.table(text, values);
  } catch {
    await session.command('ROLLBACK TO SAVEPOINT filled');
    return 'error';
  }
}

/** All pages put together, of the first size of page at which they differ. */
async function pages(
  session: TextConnection,
  { offset, first, next }: NonNullable<RewritePair['keyset']>,
): Promise<readonly [TextTable, TextTable]> {
  let both: readonly [TextTable, TextTable] = [
    { columns: [], rows: [] },
    { columns: [], rows: [] },
  ];
  for (const size of ['1', '2', '3']) {
    const before: TextTable['rows'][number][] = [];
    for (let page = 0; page < 30; page++) {
      const values: string[] = [];
      values[offset.limit - 1] = size;
      values[offset.offset - 1] = String(page * Number(size));
      before.push(...(await session.table(offset.text, values)).rows);
    }
    const start = await session.table(first.text, [size]);
    const after = [...start.rows];
    for (let turns = 0, last = after.at(-1); turns < 30 && last !== undefined; turns++) {
      const values: (string | null)[] = [];
      values[next.limit - 1] = size;
      for (const { parameter, column } of next.keys) values[parameter - 1] = last[column] ?? null;
      const { rows } = await session.table(next.text, values);
      after.push(...rows);
      last = rows.at(-1);
    }
    both = [
      { columns: start.columns, rows: before },
      { columns: start.columns, rows: after },
    ];
    if (JSON.stringify(before) !== JSON.stringify(after)) return both;
  }
  return both;
}

/** Whether the two are different to whoever reads them: columns that both have, rows as texts, in order where it counts. */
export function reallyDiffer([before, after]: readonly [Given, Given], { ordered, compared }: RewritePair): boolean {
  if (before === 'error' || after === 'error') return before !== after;
  if (compared === 'columns') {
    const names = before.columns
      .map(({ name }) => name)
      .filter((name) => after.columns.some((one) => one.name === name));
    return bag(only(before, names)) !== bag(only(after, names));
  }
  if (JSON.stringify(before.columns) !== JSON.stringify(after.columns)) return true;
  return ordered ? JSON.stringify(before.rows) !== JSON.stringify(after.rows) : bag(before.rows) !== bag(after.rows);
}

function only({ columns, rows }: TextTable, names: readonly string[]): TextTable['rows'] {
  const places = names.map((name) => columns.findIndex((column) => column.name === name));
  return rows.map((row) => places.map((at) => row[at] ?? null));
}

export function bag(rows: TextTable['rows']): string {
  return rows
    .map((row) => JSON.stringify(row))
    .sort()
    .join('\n');
}
