import { defineRule } from '#contracts/rule.ts';
import { indexFinding } from '#rules/index-finding.ts';
import type { Change } from '#vocabulary/change.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';

const id = 'invalid-index';
const source = 'https://www.postgresql.org/docs/18/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY';

export const invalidIndex = defineRule({
  id,
  summary: 'An index was not built to its end: no query may use it, and every write pays for it.',
  needs: ['schema'],
  engines: ['postgres'],
  source,
  *check({ schema }) {
    for (const table of schema.tables) {
      for (const index of table.indexes) {
        if (index.valid) continue;
        const { changes, advice } = remedyOf(index);
        yield indexFinding({
          rule: { id, source },
          severity: 'warning',
          at: `${index.schema}.${index.table}`,
          message: `${index.name} is invalid: no query may use it.`,
          why: 'A CREATE INDEX CONCURRENTLY or REINDEX CONCURRENTLY that failed leaves its index behind. Writes enter their rows into it all the same, and it hinders HOT updates.',
          evidence: [{ level: 'derived', by: 'pg_index', what: 'indisvalid', before: false, after: true }],
          changes,
          advice,
          about: [index.name],
        });
      }
    }
  },
});

function remedyOf(index: IndexDefinition): { readonly changes: readonly Change[]; readonly advice: string } {
  const drop: Change = { kind: 'drop-index', index };
  const running = 'Look first whether one is being built right now: pg_stat_progress_create_index shows it.';
  if (index.partitioned === true) {
    return {
      changes: [],
      advice: `The index of a partitioned table is valid when each partition has its part: build the missing ones, then ALTER INDEX ${index.name} ATTACH PARTITION each.`,
    };
  }
  if (index.constraint !== undefined || index.partOf !== undefined) {
    return { changes: [], advice: `Build it anew: REINDEX INDEX CONCURRENTLY ${index.name}. ${running}` };
  }
  // What REINDEX CONCURRENTLY leaves: the index that it was to replace is there.
  if (/_cc(new|old)\d*$/.test(index.name)) return { changes: [drop], advice: running };
  const build: Change = { kind: 'create-index', index: { ...index, valid: true } };
  const unique = index.unique ? ' Rows that are not unique make it fail again: find them before.' : '';
  return { changes: [drop, build], advice: `${running}${unique}` };
}
