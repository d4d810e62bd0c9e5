import { problem } from '#contracts/problem-error.ts';
import type { Wire } from './wire.ts';

/** The few connections of a session: opened when needed, used again, never more than `limit`. */
export interface Pool {
  readonly take: () => Promise<Wire>;
  /** Gives a connection back; one that broke is forgotten. */
  readonly give: (wire: Wire) => void;
  readonly close: () => Promise<void>;
}

export function pool(open: () => Promise<Wire>, limit: number): Pool {
  const idle: Wire[] = [];
  const used = new Set<Wire>();
  const waiting: (() => void)[] = [];
  let opening = 0;
  let closed = false;

  const wait = () => new Promise<void>((wake) => waiting.push(wake));
  const wakeNext = () => waiting.shift()?.();
  const openOne = async (): Promise<Wire | undefined> => {
    opening++;
    try {
      return await open();
    } catch (error) {
      // The server may have no second connection for us: the first will do.
      if (used.size > 0) return undefined;
      // Those who wait for it shall see the fault themselves.
      wakeNext();
      throw error;
    } finally {
      opening--;
    }
  };

  const take = async (): Promise<Wire> => {
    for (;;) {
      if (closed) {
        wakeNext();
        throw problem('invalid', 'This session is closed.');
      }
      const wire = idle.pop() ?? (used.size + opening < limit ? await openOne() : undefined);
      if (wire?.alive()) {
        used.add(wire);
        return wire;
      }
      if (wire === undefined) await wait();
    }
  };

  return {
    take,
    give: (wire) => {
      used.delete(wire);
      if (wire.alive()) idle.push(wire);
      wakeNext();
    },
    close: async () => {
      closed = true;
      wakeNext();
      for (const wire of used) wire.drop();
      await Promise.all(idle.splice(0).map((wire) => wire.end()));
    },
  };
}
