import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { NodeUsage, Usage } from '#vocabulary/usage.ts';

/** How often an index was scanned, on one node. */
export interface NodeScans {
  readonly node: string;
  readonly recovering: boolean;
  /** undefined: the node does not tell how long it has counted. */
  readonly days: number | undefined;
  /** undefined: the node knows no such index. */
  readonly scans: number | undefined;
  readonly lastScan?: string;
  /** Rows written to the table. */
  readonly written: number;
}

const dayMs = 86_400_000;

/** On every node that was asked; of a partitioned index all parts together. `parts`: the index itself, or its parts. */
export function scansOf(parts: readonly IndexDefinition[], usage: Usage): readonly NodeScans[] {
  return usage.nodes.map((node) => scansOnNode(parts, node));
}

function scansOnNode(parts: readonly IndexDefinition[], node: NodeUsage): NodeScans {
  const found = parts.map((part) => node.indexes.find((one) => one.schema === part.schema && one.name === part.name));
  const known = found.flatMap((one) => one ?? []);
  const tables = node.tables.filter((one) =>
    parts.some((part) => part.schema === one.schema && part.table === one.name),
  );
  const last = known
    .flatMap(({ lastScan }) => lastScan ?? [])
    .sort()
    .at(-1);
  const days = (Date.parse(node.until) - Date.parse(node.since ?? '')) / dayMs;
  return {
    node: node.node,
    recovering: node.recovering,
    days: Number.isFinite(days) ? Math.max(0, days) : undefined,
    scans: known.length < parts.length ? undefined : known.reduce((sum, { scans }) => sum + scans, 0),
    ...(last === undefined ? {} : { lastScan: last }),
    written: tables.reduce((sum, { inserted, updated, hotUpdated }) => sum + inserted + updated - hotUpdated, 0),
  };
}
