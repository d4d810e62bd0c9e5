import type { Context } from '#contracts/context.ts';
import type { Engine, TwinRequest } from '#contracts/engine.ts';
import type { Rehearse } from '#contracts/instrument.ts';
import type { Statistics } from '#vocabulary/statistics.ts';

/** Of a database of which no sizes are known. */
export const noStatistics: Statistics = { origin: 'stated', relations: [], extended: [], unread: [] };

/** Its server starts with the first question. */
export function lazyRehearsal(
  twin: TwinRequest | undefined,
  { engine, context }: { readonly engine: Engine; readonly context: Context },
): string | { readonly rehearse: Rehearse; readonly close: () => Promise<void> } {
  const start = engine.twin?.rehearsal;
  if (twin === undefined) return 'Without a schema there is no twin to rehearse in.';
  if (start === undefined) return `${engine.traits.name} has no rehearsal yet.`;
  let started: ReturnType<typeof start> | undefined;
  let by = 'a rehearsal in a twin';
  const open = async () => {
    context.progress({ message: 'building the twin to rehearse in' });
    started ??= start(twin, context);
    const made = await started;
    by = made.rehearse.by;
    return made;
  };
  const rehearse = async (statements: readonly string[]) => (await open()).rehearse.rehearse(statements);
  return {
    rehearse: {
      get by() {
        return by;
      },
      level: 'simulated',
      notes: [],
      rehearse,
      change: (change) => rehearse((engine.spell?.(change) ?? []).map(({ text }) => text)),
      files: async (files, options) => (await open()).rehearse.files(files, options),
    },
    close: async () => {
      const made = await started?.catch(() => undefined);
      await made?.close();
    },
  };
}
