import type { Facts } from '#contracts/facts.ts';
import type { GatherRequest, Reading } from './gather.ts';

/** Rows are read only where the user said so. */
export async function readSamples(
  { engine, session, sources, context }: GatherRequest,
  { schema }: Partial<Facts>,
): Promise<Reading<'samples'>> {
  if (sources.sample !== true || session === undefined || schema === undefined) {
    const remedy = session === undefined ? 'Give --url or --target, and --sample.' : 'Give --sample.';
    return { absent: 'Rows were not read: that is done only where you allow it.', remedy };
  }
  if (engine.sample === undefined) return { absent: `Rows of ${engine.traits.name} cannot be sampled yet.` };
  context.progress({ message: 'reading some rows of each table' });
  return { value: await engine.sample(session, schema, context) };
}
