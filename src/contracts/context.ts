/** What every command and every ability is handed beside its subject. */
export interface Context {
  readonly signal: AbortSignal;
  /** Says what is going on, for people; `share` is 0 … 1 where it is known. */
  readonly progress: (step: { readonly message: string; readonly share?: number }) => void;
  readonly clock: () => Date;
  /** 0 ≤ x < 1; seeded where a run must repeat. */
  readonly random: () => number;
}
