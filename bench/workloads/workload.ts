import type { EmbeddedRequest } from '#contracts/engine.ts';
import type { Draw } from './draw.ts';

export interface WorkloadQuery {
  readonly name: string;
  /** How often it runs, next to the others. */
  readonly weight: number;
  readonly text: string;
}

/** A database of our own with what an application runs there. The same scale gives the same rows, the same draw the same literals. */
export interface BenchWorkload {
  readonly name: string;
  /** `scale` 1: one to two million rows. */
  readonly database: (scale: number) => EmbeddedRequest;
  readonly queries: (draw: Draw, scale: number) => readonly WorkloadQuery[];
}
