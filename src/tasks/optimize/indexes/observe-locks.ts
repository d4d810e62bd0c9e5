import type { Context } from '#contracts/context.ts';
import type { Rehearse } from '#contracts/instrument.ts';
import { ProblemError } from '#contracts/problem-error.ts';
import type { Evidence } from '#vocabulary/evidence.ts';
import type { Service } from './services.ts';

type Kind = 'create-index' | 'drop-index';

/** What making and dropping one of the recommended indexes was seen to lock in a twin. */
export async function observeLocks(
  rehearse: Rehearse | undefined,
  services: readonly Service[],
  { signal, progress }: Context,
): Promise<ReadonlyMap<Kind, Evidence>> {
  const seen = new Map<Kind, Evidence>();
  if (rehearse === undefined) return seen;
  for (const [change, kind] of [
    ['create', 'create-index'],
    ['drop', 'drop-index'],
  ] as const) {
    const service = services.find((one) => one.change === change && one.verdict === 'recommended');
    if (service === undefined) continue;
    progress({ message: `watching what ${change === 'create' ? 'making' : 'dropping'} ${service.index.name} locks` });
    try {
      const { steps } = await rehearse.change({ kind, index: service.index });
      const [first] = steps;
      const failed = steps.find(({ error }) => error !== undefined)?.error;
      if (first === undefined || failed !== undefined) continue;
      const locks = steps.flatMap((step) => step.locks);
      const modes = [
        ...new Set(locks.map(({ relation, mode, blocks }) => `${mode} on ${relation} (blocks ${blocks})`)),
      ];
      const unknown = steps.flatMap((step) => step.unknown);
      if (modes.length === 0 && unknown.length === 0) continue;
      seen.set(kind, {
        level: rehearse.level,
        by: rehearse.by,
        what: 'locks that were seen',
        after: modes.length === 0 ? 'unknown' : modes.join(', '),
        ...(unknown.length === 0 ? {} : { note: unknown.join(' ') }),
      });
    } catch (error) {
      if (signal.aborted || !(error instanceof ProblemError)) throw error;
    }
  }
  return seen;
}
