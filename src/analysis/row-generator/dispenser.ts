/** Hands out numbers below a size, each to one row only; those of a row that was given up come back. */
export interface Dispenser {
  /** `atLeast`: pass over what lies before. Undefined where none is left. */
  readonly take: (atLeast?: number) => number | undefined;
  /** The row is finished and keeps the last number taken, or it is given up. */
  readonly settle: (isKept: boolean) => void;
}

/** More that came back are not remembered: a condition that few numbers fit would fill the memory. */
const mostReturned = 10_000;

/** The size may grow. */
export function createDispenser(size: () => number): Dispenser {
  let next = 0;
  let returned: number[] = [];
  let at = 0;
  let pending: number[] = [];
  return {
    take: (atLeast = 0) => {
      next = Math.max(next, atLeast);
      const isFresh = next < size();
      const taken = isFresh ? next++ : returned[at++];
      if (taken !== undefined) pending.push(taken);
      return taken;
    },
    settle: (isKept) => {
      if (pending.length === 0 && at === 0) return;
      const back = isKept ? pending.slice(0, -1) : pending;
      const left = returned.slice(at);
      returned = left.length + back.length > mostReturned ? left : [...left, ...back];
      pending = [];
      at = 0;
    },
  };
}
