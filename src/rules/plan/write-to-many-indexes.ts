import { findTable } from '#analysis/find-table.ts';
import { coveringIndex, indexesOf } from '#analysis/index-coverage.ts';
import { count, countOf, nodeName } from '#analysis/plan-words.ts';
import { indexWritesPerRow, writeVolume } from '#analysis/write-volume.ts';
import { defineRule } from '#contracts/rule.ts';
import { manyIndexes } from '#rules/many-indexes.ts';
import { heavyNodes, planFinding } from '#rules/plan-finding.ts';
import type { Table } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';

const id = 'write-to-many-indexes';
const source = 'https://www.postgresql.org/docs/18/storage-hot.html';

const fewestRows = 50;

export const writeToManyIndexes = defineRule({
  id,
  summary: 'Every row that is written is entered into six indexes or more.',
  needs: ['plan'],
  likes: ['schema'],
  engines: ['postgres'],
  source,
  *check({ plan, schema }) {
    const { weights, heavy } = heavyNodes(plan);
    for (const weight of heavy) {
      const { node, rowsRead } = weight;
      if (node.type !== 'ModifyTable' || !['Insert', 'Update', 'Merge'].includes(node.operation ?? '')) continue;
      const volume = writeVolume(weight);
      const rows = volume?.rows ?? rowsRead;
      const writes = Math.round(indexWritesPerRow(node, volume, schema));
      if (node.actual === undefined || rows < fewestRows || writes < manyIndexes) continue;
      const table =
        schema && node.relation ? findTable(schema, { schema: node.schema, name: node.relation }) : undefined;
      const spare = table === undefined ? [] : redundant(table);
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        message: `${nodeName(node)} wrote ${countOf(rows, 'row')} and ${count(writes)} index entries for each`,
        why:
          node.operation === 'Update'
            ? 'A new version of a row goes into every index again, unless no indexed column changed and the block has room for it (a HOT update).'
            : 'Each entry is a descent into its index, a block made dirty and a record in the log: the indexes cost more than the row.',
        ...(spare.length > 0 ? { changes: spare.map((index) => ({ kind: 'drop-index' as const, index })) } : {}),
        advice: adviceFor(node.operation, spare),
        observed: { what: 'index entries for each row', value: writes, unit: 'entries' },
      });
    }
  },
});

function adviceFor(operation: string | undefined, spare: readonly IndexDefinition[]): string {
  const unused =
    'Which of the others are never used is told by pg_stat_user_indexes (idx_scan = 0 since long, on standbys too).';
  const hot =
    ' Leave room in the blocks (fillfactor = 80) and do not index what changes often, so that updates can be HOT.';
  const what =
    spare.length > 0
      ? `Another index begins with the same columns as ${spare.map(({ name }) => name).join(' and ')}. ${unused}`
      : `No statement is proposed, because the plan does not tell which indexes serve other queries. ${unused}`;
  return `${what}${operation === 'Update' ? hot : ' For a large load, make the indexes afterwards.'}`;
}

/** Plain indexes whose keys another index begins with; of two alike the later one. */
function redundant(table: Table): readonly IndexDefinition[] {
  const indexes = indexesOf(table);
  return indexes.filter((index, at) => {
    const plain =
      !index.unique && index.constraint === undefined && index.predicate === undefined && index.partOf === undefined;
    const others = indexes.filter((_, other) => other !== at && (other < at || !isSame(indexes[other], index)));
    return (
      plain &&
      index.include.length === 0 &&
      coveringIndex({ ...table, indexes: others, constraints: [] }, index) !== undefined
    );
  });
}

function isSame(one: IndexDefinition | undefined, other: IndexDefinition): boolean {
  return one !== undefined && JSON.stringify([one.keys, one.include]) === JSON.stringify([other.keys, other.include]);
}
