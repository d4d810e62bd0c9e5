import type { Finding } from '#vocabulary/finding.ts';

/** "Seq Scan on orders": the number of a plan's node is for machines, the tree that people see has none. */
export function findingPlace({ at }: Finding): string {
  return /^plan node [\d.]+ \((.+)\)$/s.exec(at)?.[1] ?? at;
}
