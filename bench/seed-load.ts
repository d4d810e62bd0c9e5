import { execFile } from 'node:child_process';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { connect } from '#engines/postgres/connect.ts';
import { destination } from '#engines/postgres/destination.ts';
import { openForChange } from '#engines/postgres/open-for-change.ts';
import { seed } from '#engines/postgres/seed.ts';
import { openTwinConnection } from '#engines/postgres/twin/connection.ts';
import { startEmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { quiet } from './quiet-context.ts';
import { median, printTable, timed } from './table.ts';

const run = promisify(execFile);
const rows = 200_000;
const rounds = 3;

/** Rows per second by the clock, made and loaded through the door; against psql with a COPY script that is there already. */
export async function benchSeedLoad(ddl: string, schema: DatabaseSchema): Promise<void> {
  const maker = seed({ schema, settings: {} }, quiet);
  const question = { rows, seed: 7 };
  const { digest } = await maker.weigh(maker.rows(question));
  const server = await startEmbeddedServer({ kind: 'native' });
  const folder = await mkdtemp(join(tmpdir(), 'dbwright-bench-'));
  try {
    const script = join(folder, 'seed.sql');
    const file = await open(script, 'w');
    const { ms: writing } = await timed(async () => {
      for (const piece of maker.script(maker.rows(question), 'copy')) await file.write(piece);
    });
    await file.close();
    const admin = await openTwinConnection(server.url);
    const anew = () => admin.query(`DROP SCHEMA public CASCADE; CREATE SCHEMA public; ${ddl}; CHECKPOINT`);
    await anew();
    const tables = maker.rows(question).tables.filter((table) => table.rows > 0);
    const looking = await connect(server.url, { bounds: Bounds.parse({}) }, quiet);
    const besides = await destination(looking, server.url, quiet).examine({ schema, tables, withoutTriggers: false });
    await looking.close();
    const times: { door: number[]; psql: number[] } = { door: [], psql: [] };
    for (let round = 0; round < rounds; round += 1) {
      await anew();
      const session = await openForChange(server.url, quiet);
      const load = { schema, set: () => maker.rows(question), digest, rows, ...besides };
      const door = await timed(async () => session.load?.(load, quiet.signal));
      times.door.push(door.ms);
      await session.close();
      await anew();
      const { ms } = await timed(() => run('psql', ['-qX', '-v', 'ON_ERROR_STOP=1', '-f', script, server.url]));
      times.psql.push(ms);
    }
    await admin.close();
    const [door, psql] = [median(times.door), median(times.psql)];
    const speed = (ms: number) => Math.round((rows / ms) * 1000).toLocaleString('en');
    printTable(
      `Rows per second by the clock, loaded into PostgreSQL ${server.version}`,
      ['rows', 'made and loaded (--apply)', 'psql -f, script made before', 'ratio', 'script made and psql -f', 'ratio'],
      [
        [
          rows.toLocaleString('en'),
          speed(door),
          speed(psql),
          `${(door / psql).toFixed(2)}×`,
          speed(writing + psql),
          `${(door / (writing + psql)).toFixed(2)}×`,
        ],
      ],
    );
  } finally {
    await rm(folder, { recursive: true });
    await server.stop();
  }
}
