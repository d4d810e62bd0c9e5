import type { Context } from '#contracts/context.ts';
import type { EmbeddedRequest, Twin } from '#contracts/engine.ts';
import { openTwinConnection } from './connection.ts';
import { startEmbeddedServer } from './embedded-server.ts';
import { type MeasuringRun, trialRun } from './trial.ts';
import { openEmbeddedConnection } from './trial-connection.ts';

/** An embedded server filled by scripts: target and data twin in one. */
export async function embeddedTwin(
  request: EmbeddedRequest,
  context: Context,
): Promise<Twin & { readonly url: string; readonly run: MeasuringRun }> {
  context.progress({ message: 'starting an embedded PostgreSQL' });
  const server = await startEmbeddedServer({ signal: context.signal, settings: { shared_buffers: '256MB' } });
  try {
    const connection = await openTwinConnection(server.url);
    try {
      for (const [step, { label, sql }] of request.steps.entries()) {
        context.signal.throwIfAborted();
        context.progress({ message: `filling the ${request.label}: ${label}`, share: step / request.steps.length });
        await connection.query(sql);
      }
    } finally {
      await connection.close();
    }
    const by = `data twin, PostgreSQL ${server.version} (${server.kind === 'native' ? 'native' : 'PGlite'})`;
    const run = trialRun(
      () => openEmbeddedConnection(server.url, context.signal),
      { by, level: 'measured', notes: [], rowsFrom: `the embedded ${request.label}` },
      context,
    );
    return { url: server.url, run, close: () => server.stop() };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
