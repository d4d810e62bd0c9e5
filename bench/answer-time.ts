import { createAgent } from '#agent/create-agent.ts';
import { runDemo } from '#agent/demo/run-demo.ts';
import { shop } from '#agent/demo/shop.ts';
import { slowQueries } from '#agent/demo/slow-queries.ts';
import { openTwinConnection } from '#engines/postgres/twin/connection.ts';
import { startEmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { quiet } from './quiet-context.ts';
import { printTable, timed } from './table.ts';

/** From the query to the proven answer; the baseline is a person's way: build each recommended index and run the query. */
export async function benchAnswerTime(): Promise<void> {
  const whole = await timed(() => runDemo(quiet, { ready: () => {}, report: () => {} }));
  const server = await startEmbeddedServer({ kind: 'native' });
  const copy = await startEmbeddedServer({ kind: 'native' });
  try {
    for (const { url } of [server, copy]) {
      const connection = await openTwinConnection(url);
      for (const { sql } of shop.steps) await connection.query(sql);
      await connection.close();
    }
    const agent = createAgent();
    const rows = [];
    for (const { title, query } of slowQueries) {
      const costOnly = await timed(() =>
        agent.run('optimize query', { query }, { sources: { url: server.url, rows: 0 }, context: quiet }),
      );
      const proven = await timed(() =>
        agent.run('optimize query', { query }, { sources: { url: server.url, twinUrl: copy.url }, context: quiet }),
      );
      const texts = proven.value.changes
        .flatMap((change) => change.statements ?? [])
        .map((statement) => statement.text);
      const byHand = await timed(() => buildAndRun(copy.url, texts, query));
      rows.push([
        title,
        `${costOnly.ms.toFixed(0)} ms`,
        `${proven.ms.toFixed(0)} ms`,
        `${byHand.ms.toFixed(0)} ms`,
        `${(proven.ms / byHand.ms).toFixed(1)}×`,
      ]);
    }
    printTable(
      `From query to answer (the demo as a whole: ${(whole.ms / 1000).toFixed(1)} s)`,
      ['query', 'cost only', 'proven in time', 'building and running once', 'ratio'],
      rows,
    );
  } finally {
    await server.stop();
    await copy.stop();
  }
}

async function buildAndRun(url: string, statements: readonly string[], query: string): Promise<void> {
  const connection = await openTwinConnection(url);
  await connection.query(query);
  await connection.query('begin');
  for (const statement of statements) await connection.query(statement.replace(' CONCURRENTLY', ''));
  await connection.query(query);
  await connection.query('rollback');
  await connection.close();
}
