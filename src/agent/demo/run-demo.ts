import { createAgent } from '#agent/create-agent.ts';
import { findEngine } from '#agent/find-engine.ts';
import type { Context } from '#contracts/context.ts';
import { problem } from '#contracts/problem-error.ts';
import type { Report } from '#vocabulary/report.ts';
import { shop } from './shop.ts';
import { slowQueries } from './slow-queries.ts';

/**
 * The main job on the embedded default: a shop is filled, five slow queries are optimized there, each with its proof.
 * `ready` is told when the shop stands; `report` gets each answer as it is found.
 */
export async function runDemo(
  context: Context,
  tell: {
    readonly ready: (about: { readonly by: string; readonly seconds: number }) => void;
    readonly report: (report: Report, number: number, of: number) => void;
  },
): Promise<readonly Report[]> {
  const engine = findEngine(undefined);
  const start = context.clock().getTime();
  const embedded = await engine.twin?.embedded?.(shop, context);
  if (embedded === undefined) throw problem('unsupported', `${engine.traits.name} has no embedded server yet.`);
  try {
    tell.ready({ by: embedded.run.by, seconds: (context.clock().getTime() - start) / 1000 });
    const agent = createAgent();
    const reports: Report[] = [];
    for (const { title, query } of slowQueries) {
      const report = await agent.run(
        'optimize query',
        { query },
        { sources: { url: embedded.url }, run: embedded.run, context },
      );
      const titled = { ...report, title };
      reports.push(titled);
      tell.report(titled, reports.length, slowQueries.length);
    }
    return reports;
  } finally {
    await embedded.close();
  }
}
