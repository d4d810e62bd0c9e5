import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { PlanNode } from '#vocabulary/plan.ts';
import { inputs } from './plan-walk.ts';
import { indexOfNode } from './used-index.ts';

/**
 * True where the bitmap of a Bitmap Heap Scan comes from a BRIN index. Such an index names ranges of blocks and never
 * rows, so all its blocks are "lossy", whatever the memory. Where the schema does not say, EXPLAIN betrays it: it counts
 * ten rows for each block (bringetbitmap), and no block is exact.
 * https://www.postgresql.org/docs/18/brin.html
 */
export function isBlockRangeBitmap(heapScan: PlanNode, schema: DatabaseSchema | undefined): boolean {
  const { exact = 0, lossy = 0 } = heapScan.heapBlocks ?? {};
  return indexScansBelow(heapScan).some((scan) => {
    const index = indexOfNode(scan, schema);
    if (index !== undefined) return index.method === 'brin';
    const rows = Math.round((scan.actual?.rows ?? 0) * (scan.actual?.loops ?? 0));
    return exact === 0 && lossy > 0 && rows % 10 === 0 && rows >= 10 * lossy;
  });
}

function indexScansBelow(node: PlanNode): readonly PlanNode[] {
  return inputs(node).flatMap((child) => (child.type === 'Bitmap Index Scan' ? [child] : indexScansBelow(child)));
}
