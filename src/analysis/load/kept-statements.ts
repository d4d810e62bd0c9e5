import type { StatementShape } from '#vocabulary/traced-statement.ts';
import { bestFigures, newTally, type StatementTally } from './statement-tally.ts';

export interface KeptStatements {
  readonly of: (shape: StatementShape) => StatementTally;
  readonly all: () => readonly StatementTally[];
  /** Those that were forgotten, with what their executions took. */
  readonly forgotten: () => { readonly statements: number; readonly calls: number; readonly milliseconds: number };
}

/** Cells of a row of the sketch; a power of two. */
const cells = 16_384;
const rows = 4;
/** A call that nobody timed still weighs something. */
const callMs = 0.01;

/**
 * The statements by fingerprint, at most `most` and a quarter. When there are more, those that took the least are
 * forgotten: what they took goes into one figure, and into a count-min sketch (Cormode and Muthukrishnan, 2005), so that
 * one that comes back again and again is ranked by all its executions and stays in the end.
 */
export function keptStatements(most: number): KeptStatements {
  const kept = new Map<string, StatementTally>();
  let sketch: Float64Array | undefined;
  let statements = 0;
  let calls = 0;
  let milliseconds = 0;

  function of(shape: StatementShape): StatementTally {
    const known = kept.get(shape.fingerprint);
    if (known !== undefined) return known;
    if (kept.size >= most * 1.25) forget();
    const made = newTally(shape);
    if (sketch !== undefined) made.weight = estimate(sketch, shape.fingerprint);
    kept.set(shape.fingerprint, made);
    return made;
  }

  function forget(): void {
    sketch ??= new Float64Array(cells * rows);
    for (const tally of ranked().slice(most)) {
      const { calls: own, total } = bestFigures(tally);
      statements += 1;
      calls += own;
      milliseconds += total;
      kept.delete(tally.shape.fingerprint);
      raise(sketch, tally.shape.fingerprint, weightOf(tally));
    }
  }

  function ranked(): StatementTally[] {
    return [...kept.values()].toSorted(
      (one, other) => weightOf(other) - weightOf(one) || (one.shape.fingerprint < other.shape.fingerprint ? -1 : 1),
    );
  }

  return {
    of,
    all: () => {
      if (kept.size > most) forget();
      return [...kept.values()];
    },
    forgotten: () => ({ statements, calls, milliseconds }),
  };
}

function weightOf(tally: StatementTally): number {
  const { calls, total } = bestFigures(tally);
  return tally.weight + total + calls * callMs;
}

/** A fingerprint is 16 hexadecimal digits of a hash: its own parts are hashes. */
function places(fingerprint: string): readonly number[] {
  const high = Number.parseInt(fingerprint.slice(0, 8), 16) || 0;
  const low = Number.parseInt(fingerprint.slice(8), 16) || 0;
  return Array.from({ length: rows }, (_, row) => {
    const mixed = Math.imul(high + Math.imul(row + 1, 2_654_435_761), 2_246_822_519) ^ low;
    return row * cells + ((mixed ^ (mixed >>> 15)) & (cells - 1));
  });
}

function estimate(sketch: Float64Array, fingerprint: string): number {
  return Math.min(...places(fingerprint).map((place) => sketch[place] ?? 0));
}

/** Never by more than is needed (conservative update). */
function raise(sketch: Float64Array, fingerprint: string, weight: number): void {
  for (const place of places(fingerprint)) sketch[place] = Math.max(sketch[place] ?? 0, weight);
}
