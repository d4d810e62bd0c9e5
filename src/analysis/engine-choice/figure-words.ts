const format = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** 300,000: as `count` of plan-words.ts, but quick enough for the thousands of trials of one answer. */
export function figure(value: number): string {
  return format.format(value >= 10 ? Math.round(value) : value);
}
