/** How long a search may go on. Neither told: to the end. */
export interface SearchLimits {
  /** Rows visited, all visits counted: the same on every machine. */
  readonly steps?: number;
  /** Asked now and then: a deadline, or a signal that was aborted. */
  readonly isOver?: () => boolean;
}

export interface WorkBudget {
  spend(steps: number): void;
  isSpent(): boolean;
}

/** The clock is asked only after so many steps. */
const stepsBetweenLooks = 200_000;

export function workBudget({ steps = Number.POSITIVE_INFINITY, isOver = () => false }: SearchLimits): WorkBudget {
  let spent = 0;
  let nextLook = 0;
  let over = false;
  return {
    spend: (more) => {
      spent += more + 1;
    },
    isSpent: () => {
      if (over || spent > steps) return true;
      // A set that costs nothing still counts, or a wide table would never ask.
      spent += 50;
      if (spent >= nextLook) {
        nextLook = spent + stepsBetweenLooks;
        over = isOver();
      }
      return over;
    },
  };
}
