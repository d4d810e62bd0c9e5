import type { Context } from '#contracts/context.ts';

/** A context that nobody listens to. */
export const quiet: Context = {
  signal: new AbortController().signal,
  progress: () => {},
  clock: () => new Date(),
  random: Math.random,
};
