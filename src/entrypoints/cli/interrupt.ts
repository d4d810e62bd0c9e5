import { problem } from '#contracts/problem-error.ts';
import type { Shell } from './shell.ts';

/** The reason of a signal that Ctrl-C aborted. */
export class Interrupted extends Error {
  constructor() {
    super('Stopped.');
    this.name = 'Interrupted';
  }
}

export interface Stop {
  readonly signal: AbortSignal;
  readonly release: () => void;
}

/** A signal that Ctrl-C or the end of the time aborts; everything that listens to it then cleans up and comes back. */
export function stopSignal(shell: Shell, timeoutMs: number | undefined): Stop {
  const controller = new AbortController();
  const unlisten = shell.onInterrupt(() => controller.abort(new Interrupted()));
  const timer =
    timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          const after = timeoutMs < 1_000 ? `${timeoutMs} ms` : `${timeoutMs / 1_000} s`;
          controller.abort(problem('timeout', `It was not done after ${after}.`, 'Give it more with --timeout.'));
        }, timeoutMs);
  return {
    signal: controller.signal,
    release: () => {
      clearTimeout(timer);
      unlisten();
    },
  };
}
