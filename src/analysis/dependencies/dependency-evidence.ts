import type { EncodedColumn } from './encode-columns.ts';
import type { RowPartition } from './row-partition.ts';

/** What the rows say for a dependency, apart from not contradicting it. */
export interface DependencyEvidence {
  /** Values of the determinant that two or more rows share and that agree: none NULL, nor is what they agree in. */
  readonly support: number;
  /** Rows in those groups. */
  readonly rows: number;
  /**
   * How much more likely the rows are if it is a law than if the dependent were drawn at random, in bits (log2 of the
   * ratio). A dependent that is nearly always the same says little, a determinant that never repeats says nothing.
   */
  readonly bits: number;
  /** Rows that would have to go for the dependency to hold (the numerator of g3, Kivinen and Mannila 1995). */
  readonly broken: number;
}

/** Scratch for one search; as long as the largest column has codes, and zero. */
export interface EvidenceScratch {
  readonly inGroup: Int32Array;
  readonly overall: Int32Array;
}

/**
 * Weighs determinant -> dependent over the groups of the determinant. Gives undefined as soon as more than
 * `mostBroken` rows break it. NULL equals NULL; groups of NULL count as broken where they break it, never as evidence.
 */
export function weighEvidence(
  groups: RowPartition,
  determinant: readonly EncodedColumn[],
  dependent: EncodedColumn,
  scratch: EvidenceScratch,
  mostBroken = 0,
): DependencyEvidence | undefined {
  const { rows, starts } = groups;
  const { codes } = dependent;
  const { inGroup, overall } = scratch;
  const seen: number[] = [];
  let support = 0;
  let told = 0;
  let agreeing = 0;
  let broken = 0;
  for (let group = 0; group < starts.length - 1; group += 1) {
    const from = starts[group] as number;
    const to = starts[group + 1] as number;
    const first = rows[from] as number;
    const isNull = determinant.some((column) => column.codes[first] === 0);
    let usual = codes[first] as number;
    let end = from;
    for (; end < to && broken + end - from - (inGroup[usual] as number) <= mostBroken; end += 1) {
      const code = codes[rows[end] as number] as number;
      const times = (inGroup[code] as number) + 1;
      inGroup[code] = times;
      if (times > (inGroup[usual] as number)) usual = code;
    }
    const agreed = inGroup[usual] as number;
    broken += end - from - agreed;
    const counts = !isNull && usual !== 0;
    for (let at = from; at < end; at += 1) {
      const code = codes[rows[at] as number] as number;
      inGroup[code] = 0;
      if (!counts || code === 0) continue;
      if (overall[code] === 0) seen.push(code);
      overall[code] = (overall[code] as number) + 1;
      told += 1;
    }
    if (counts && agreed > 1) {
      support += 1;
      agreeing += agreed - 1;
    }
    if (broken > mostBroken) break;
  }
  let squares = 0;
  for (const code of seen) {
    squares += ((overall[code] as number) / told) ** 2;
    overall[code] = 0;
  }
  return broken > mostBroken ? undefined : { support, rows: told, bits: bitsOf(agreeing, broken, squares), broken };
}

/** `byChance`: how likely two rows are to agree in the dependent. */
function bitsOf(agreeing: number, broken: number, byChance: number): number {
  if (agreeing === 0 || byChance >= 1) return 0;
  const errors = broken / (agreeing + broken);
  const gained = agreeing * Math.log2((1 - errors) / byChance);
  return broken === 0 ? gained : gained + broken * Math.log2(errors / (1 - byChance));
}

/** Bits that a dependency must have to be believed, when so many were tried: one in a hundred searches errs. */
export function bitsNeeded(tried: number): number {
  return Math.log2(100 * Math.max(1, tried));
}

/** How likely two rows are to have the same value: the sum of the squares of the values' shares. */
export function agreementByChance({ codes, distinct }: EncodedColumn): number {
  const counts = new Int32Array(distinct + 1);
  for (const code of codes) counts[code] = (counts[code] as number) + 1;
  return counts.reduce((sum, count) => sum + (count / codes.length) ** 2, 0);
}
