import { count, countOf } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { indexFinding } from '#rules/index-finding.ts';

const id = 'sequential-scans-of-large-table';
const source = 'https://www.postgresql.org/docs/18/monitoring-stats.html#MONITORING-PG-STAT-ALL-TABLES-VIEW';

/** Read whole more seldom than this, it is a report or a backup. */
const fewestScans = 50;
const fewestRows = 10_000;
/** Scans that end early (LIMIT, EXISTS) read less than this share of the table. */
const leastShare = 0.5;
/** Of all rows that were read of it. */
const readWhole = 0.9;

export const sequentialScansOfLargeTable = defineRule({
  id,
  summary: 'A large table is read whole again and again, and seldom by an index.',
  needs: ['schema', 'usage'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check({ schema, usage, statistics }) {
    for (const node of usage.nodes) {
      for (const counted of node.tables) {
        const each = counted.sequentialRows / counted.sequentialScans;
        if (counted.sequentialScans < fewestScans || each < fewestRows) continue;
        if (counted.sequentialRows < readWhole * (counted.sequentialRows + counted.indexRows)) continue;
        const table = schema.tables.find((one) => one.schema === counted.schema && one.name === counted.name);
        const known = statistics?.relations.find(
          (one) => one.kind === 'table' && one.schema === counted.schema && one.name === counted.name,
        );
        const rows = known?.rows ?? table?.rows;
        if (table === undefined || (rows !== undefined && each < leastShare * rows)) continue;
        yield indexFinding({
          rule: { id, source },
          severity: 'warning',
          at: `${table.schema}.${table.name}`,
          message: `${table.schema}.${table.name} was read whole ${count(counted.sequentialScans)} times, ${countOf(each, 'row')} each time; ${countOf(counted.indexRows, 'row')} came by an index.`,
          why: 'A condition that leaves few rows reads all of them where no index fits it. Reports that need most rows are right to read the table whole.',
          evidence: [
            {
              level: 'measured',
              by: `pg_stat_user_tables of ${node.node}`,
              what: 'rows read by sequential scans',
              before: counted.sequentialRows,
              unit: 'rows',
            },
          ],
          advice:
            'No index is proposed here, as the counts do not tell which statements did it: dbwright optimize indexes finds those and the index for them.',
          about: [node.recovering ? 'standby' : 'primary'],
        });
      }
    }
  },
});
