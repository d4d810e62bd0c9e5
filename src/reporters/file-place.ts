import type { Finding } from '#vocabulary/finding.ts';

export interface FilePlace {
  /** As the user named it. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** Where a finding stands in a file: as it says itself, or by its name (`src/orders.ts:12`). */
export function filePlace({ place, at }: Finding): FilePlace | undefined {
  if (place !== undefined && place.file.trim() !== '') return { file: place.file, line: lineFrom(place.line) };
  const [, file, line] = /^([^\s:][^:\n]*\.\w+):(\d{1,9})$/.exec(at) ?? [];
  return file === undefined ? undefined : { file, line: lineFrom(Number(line)) };
}

/** Readers refuse a line 0. */
function lineFrom(line: number): number {
  return Number.isSafeInteger(line) && line >= 1 ? line : 1;
}
