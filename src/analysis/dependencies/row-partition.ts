/**
 * Rows that agree in some columns, in groups of two and more; rows that agree with no other are left out ("stripped").
 * Huhtala et al., "TANE: an efficient algorithm for discovering functional and approximate dependencies" (1999).
 */
export interface RowPartition {
  readonly rows: Int32Array;
  /** Group n is rows[starts[n]] … rows[starts[n + 1] - 1]. */
  readonly starts: Int32Array;
}

export function groupCount({ starts }: RowPartition): number {
  return starts.length - 1;
}

/** All rows in one group: what no column tells apart. */
export function wholePartition(rows: number): RowPartition {
  if (rows < 2) return { rows: new Int32Array(0), starts: new Int32Array(1) };
  return { rows: Int32Array.from({ length: rows }, (_, at) => at), starts: Int32Array.of(0, rows) };
}

/** Splits each group by one more column. `counts` and `places` are scratch, at least as long as the column has codes, and zero. */
export function refinePartition(
  partition: RowPartition,
  codes: Int32Array,
  counts: Int32Array,
  places: Int32Array,
): RowPartition {
  const { rows, starts } = partition;
  const out = new Int32Array(rows.length);
  const outStarts = new Int32Array((rows.length >> 1) + 1);
  let groups = 0;
  let filled = 0;
  for (let group = 0; group < starts.length - 1; group += 1) {
    const from = starts[group] as number;
    const to = starts[group + 1] as number;
    for (let at = from; at < to; at += 1) {
      const code = codes[rows[at] as number] as number;
      counts[code] = (counts[code] as number) + 1;
    }
    for (let at = from; at < to; at += 1) {
      const row = rows[at] as number;
      const code = codes[row] as number;
      const count = counts[code] as number;
      if (count > 1) {
        outStarts[groups] = filled;
        groups += 1;
        places[code] = filled;
        filled += count;
        counts[code] = -1;
      }
      if (counts[code] !== -1) continue;
      const place = places[code] as number;
      out[place] = row;
      places[code] = place + 1;
    }
    for (let at = from; at < to; at += 1) counts[codes[rows[at] as number] as number] = 0;
  }
  outStarts[groups] = filled;
  return { rows: out.subarray(0, filled), starts: outStarts.subarray(0, groups + 1) };
}
