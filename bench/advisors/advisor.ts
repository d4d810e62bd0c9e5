import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { Costs } from './costs.ts';

/** A query with how often it runs, and the numbers of the indexes that could matter to it. */
export interface AdvisorItem {
  readonly weight: number;
  readonly relevant: readonly number[];
}

export interface AdvisorIndex {
  readonly index: IndexDefinition;
  readonly bytes: number;
}

/** The same for all algorithms: what may be chosen, how large it is, and for how many bytes there is room. */
export interface AdvisorTask {
  readonly items: readonly AdvisorItem[];
  readonly indexes: readonly AdvisorIndex[];
  readonly budget: number;
}

/** Chooses indexes by their numbers; their bytes must fit into the budget. `costs` is its own view, which counts its questions. */
export type Advisor = (task: AdvisorTask, costs: Costs) => Promise<readonly number[]>;
