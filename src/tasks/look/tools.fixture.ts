import type { CommandTools } from '#contracts/command.ts';
import type { InstrumentName } from '#contracts/instrument.ts';

/** What a command of `look` is handed in a test. */
export function lookTools<I extends InstrumentName = never>(more: Partial<CommandTools<I>> = {}): CommandTools<I> {
  return {
    instruments: {},
    missing: [],
    redact: false,
    subject: 'PostgreSQL 18.4, database shop, as reader',
    context: {
      signal: new AbortController().signal,
      progress: () => {},
      clock: () => new Date(0),
      random: () => 0.5,
    },
    ...more,
  };
}
