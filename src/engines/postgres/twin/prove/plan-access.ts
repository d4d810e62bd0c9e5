import { walkPlan } from '#analysis/plan-walk.ts';
import type { Context } from '#contracts/context.ts';
import { fabricateStatistics } from '#engines/postgres/fabricate-statistics.ts';
import { serverMessage } from '#engines/postgres/twin/connection.ts';
import { createStatisticsTwin, type StatisticsTwinServer } from '#engines/postgres/twin/statistics-twin.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { DesignProof } from '#vocabulary/design-proof.ts';
import type { PhysicalDesign } from '#vocabulary/physical-design.ts';
import type { Volumes } from '#vocabulary/volumes.ts';

/** Rows from which reading a table whole is a fault of the design. */
const largeTable = 10_000;

/** Plans every access pattern at the stated volumes, in a twin that believes in them. */
export async function planAccess(
  schema: DatabaseSchema,
  access: PhysicalDesign['access'],
  volumes: Volumes,
  context: Context,
  server: StatisticsTwinServer,
): Promise<DesignProof['access']> {
  if (access.length === 0) return [];
  const statistics = fabricateStatistics(schema, volumes, context.clock());
  const rowsOf = (name: string) => volumes.tables[name]?.rows ?? 0;
  const twin = await createStatisticsTwin({ schema, statistics, settings: {} }, context, server);
  try {
    const answers: DesignProof['access'] = [];
    for (const { name, sql } of access) {
      try {
        const { plan, cost } = await twin.whatIf.ask({ query: { text: sql, parameters: {} }, indexes: [] });
        const nodes = walkPlan(plan).map(({ node }) => node);
        answers.push({
          name,
          cost,
          indexes: [...new Set(nodes.flatMap(({ index }) => (index === undefined ? [] : [index])))],
          // Under a LIMIT a scan that ends early costs a small part of the whole.
          scans: nodes.flatMap(({ type, relation = '', estimated }) =>
            type === 'Seq Scan' && rowsOf(relation) >= largeTable && cost >= 0.1 * (estimated?.totalCost ?? 0)
              ? [relation]
              : [],
          ),
        });
      } catch (error) {
        context.signal.throwIfAborted();
        answers.push({ name, indexes: [], scans: [], failed: serverMessage(error) });
      }
    }
    return answers;
  } finally {
    await twin.close();
  }
}
