import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { connect } from '#engines/postgres/connect.ts';
import { inspect } from '#engines/postgres/inspect.ts';
import { Bounds } from '#vocabulary/bounds.ts';

/**
 * What a database holds, by somebody who knows nothing of our catalogs: pg_dump where one of that major is installed, else
 * the reader of schemas. The columns of a table stand in the order of their names: no statement can move them.
 */
export async function observe(url: string, major: number): Promise<readonly string[]> {
  const program = `/usr/lib/postgresql/${major}/bin/pg_dump`;
  return existsSync(program) ? dumped(program, url) : inspected(url);
}

export function observerOf(major: number): string {
  return existsSync(`/usr/lib/postgresql/${major}/bin/pg_dump`) ? 'pg_dump' : 'inspect';
}

async function dumped(program: string, url: string): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)(program, ['--schema-only', '--no-owner', '--dbname', url], {
    maxBuffer: 64 * 1024 * 1024,
  });
  const statements = stdout
    .split('\n')
    .filter((line) => !line.startsWith('--') && !/^(SET|SELECT pg_catalog\.set_config|\\)/.test(line))
    .join('\n')
    .split(/;\n/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
  return statements.map(inNameOrder).sort();
}

function inNameOrder(statement: string): string {
  if (!/^CREATE (UNLOGGED )?(TABLE|TYPE [^\n]* AS \()/.test(statement)) return statement;
  const [first = '', ...lines] = statement.split('\n');
  return [first, ...lines.map((line) => line.replace(/,$/, '')).sort()].join('\n');
}

async function inspected(url: string): Promise<readonly string[]> {
  const context = {
    signal: new AbortController().signal,
    progress: () => undefined,
    clock: () => new Date(0),
    random: () => 0.5,
  };
  const session = await connect(url, { bounds: Bounds.parse({}) }, context);
  try {
    const schema = await inspect(session, context);
    const tables = schema.tables.map(({ rows: _rows, bytes: _bytes, ...table }) => ({
      ...table,
      columns: byName(table.columns),
      constraints: byName(table.constraints),
      options: [...table.options].sort(),
      indexes: byName(table.indexes.map((index) => ({ ...index, bytes: 0 }))),
    }));
    const objects = schema.objects.map((one) =>
      one.kind === 'composite'
        ? {
            ...one,
            definition: one.definition
              .split(/[(,)]/)
              .map((part) => part.trim())
              .sort(),
          }
        : one,
    );
    return [...tables, ...schema.views, ...objects].map((one) => JSON.stringify(one)).sort();
  } finally {
    await session.close();
  }
}

function byName<T extends { readonly name: string }>(list: readonly T[]): readonly T[] {
  return [...list].sort((a, b) => (a.name < b.name ? -1 : 1));
}
