/** Hands out numbers below a size, each to one row only; those of a row that was given up come back. */
export interface Dispenser {
  /** `atLeast`: pass over what lies before. Undefined where none is left. */
  readonly take: (atLeast?: number) => number | undefined;
  /** The row is finished and keeps the last number taken, or it is given up. */
  readonly settle: (isKept: boolean) => void;
}

/** More that came back are not remembered: a condition that few numbers fit would fill the memory. */
const mostReturned = 10_000;

/** A number whose rows were given up as often stands behind the fresh ones: it may be the reason. */
const mostTries = 3;

/** The size may grow. Numbers that come back are given out first, so that there are no gaps. */
export function createDispenser(size: () => number): Dispenser {
  let next = 0;
  const again: { readonly number: number; readonly tries: number }[] = [];
  let doubtful: number[] = [];
  let at = 0;
  let pending: { readonly number: number; readonly tries: number }[] = [];
  return {
    take: (atLeast = 0) => {
      const known = again.pop();
      next = Math.max(next, known === undefined ? atLeast : 0);
      const number = known?.number ?? (next < size() ? next++ : doubtful[at++]);
      if (number !== undefined) pending.push({ number, tries: known?.tries ?? 0 });
      return number;
    },
    settle: (isKept) => {
      const last = pending.at(-1);
      if (last === undefined && at === 0) return;
      if (at > 0) doubtful = doubtful.slice(at);
      at = 0;
      const passed = pending.length === 1 ? [] : pending.slice(0, -1).map(({ number }) => number);
      if (!isKept && last !== undefined) {
        if (last.tries < mostTries) again.push({ number: last.number, tries: last.tries + 1 });
        else passed.push(last.number);
      }
      if (doubtful.length + passed.length <= mostReturned) doubtful.push(...passed);
      pending = [];
    },
  };
}
