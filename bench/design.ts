import pg from 'pg';
import { diagramOf } from '#analysis/diagram/diagram-of.ts';
import { drawDiagram } from '#drawing/draw-diagram.ts';
import { connect } from '#engines/postgres/connect.ts';
import { inspect } from '#engines/postgres/inspect.ts';
import { startEmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { judge } from '#rules/judge.ts';
import { reviewRules } from '#tasks/design/review/rule-classes.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import { createAgent } from '../src/index.ts';
import { quiet } from './quiet-context.ts';
import { printTable } from './table.ts';

const request = 'an e-commerce application with reviews, coupons and multiple warehouses';
const tables = 1_000;

/** How long a design takes, and reading, judging and drawing a database of 1,000 tables. */
export async function benchDesign(): Promise<void> {
  await benchSchema();
  await benchLargeDatabase();
}

async function benchSchema(): Promise<void> {
  const agent = createAgent();
  const timed = async (input: { proof: boolean; seedRows: number }) => {
    const started = performance.now();
    await agent.design.schema({ request, ...input });
    return performance.now() - started;
  };
  await timed({ proof: false, seedRows: 0 });
  const bare = await timed({ proof: false, seedRows: 0 });
  const proven = await timed({ proof: true, seedRows: 0 });
  const seeded = await timed({ proof: true, seedRows: 2_000 });
  await agent.close();
  printTable(
    `Design of “${request}”`,
    ['', 'time', 'against no proof'],
    [
      ['files only', seconds(bare), '1.0×'],
      ['made, unmade, made again, 60 scenarios, reads planned', seconds(proven), ratio(proven, bare)],
      ['and seed.sql of 2,000 rows, loaded', seconds(seeded), ratio(seeded, bare)],
    ],
  );
}

async function benchLargeDatabase(): Promise<void> {
  const server = await startEmbeddedServer({ kind: 'native' });
  try {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    for (let at = 0; at < tables; at++) await client.query(tableOf(at));
    await client.end();
    const session = await connect(server.url, { bounds: Bounds.parse({}) }, quiet);
    const started = performance.now();
    const schema = await inspect(session, quiet);
    const inspected = performance.now();
    const { findings } = judge(reviewRules, { schema });
    const reviewed = performance.now();
    const files = await drawDiagram(diagramOf(schema, { title: 'large' }), 'html');
    const drawn = performance.now();
    await session.close();
    const [read, judged, pictured] = [inspected - started, reviewed - inspected, drawn - reviewed];
    printTable(
      `A database of ${tables} tables (${findings.length} findings, a page of ${Math.round((files[0]?.content.length ?? 0) / 1024)} kB)`,
      ['', 'time', 'against introspection'],
      [
        ['introspect', seconds(read), '1.0×'],
        ['review', seconds(judged), ratio(judged, read)],
        ['diagram', seconds(pictured), ratio(pictured, read)],
        ['all', seconds(read + judged + pictured), ratio(read + judged + pictured, read)],
      ],
    );
  } finally {
    await server.stop();
  }
}

/** Groups of ten that refer to their first, which refers to the one of the group before. */
function tableOf(at: number): string {
  const head = Math.floor(at / 10) * 10;
  const parent = at === head ? Math.max(0, at - 10) : head;
  const columns = Array.from(
    { length: 10 },
    (_, column) => `c${column} ${['text', 'integer', 'timestamptz', 'numeric(12,2)'][column % 4]}`,
  );
  return `CREATE TABLE t${at} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, ${
    at === 0 ? '' : `parent_id bigint NOT NULL REFERENCES t${parent}, `
  }${columns.join(', ')}); CREATE INDEX ON t${at} (${at === 0 ? 'c1' : 'parent_id'})`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

function ratio(time: number, baseline: number): string {
  return `${(time / baseline).toFixed(1)}×`;
}
