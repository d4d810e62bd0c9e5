import { indexesOf } from '#analysis/index-coverage.ts';
import { dependantOf } from '#analysis/index-drops/dependants.ts';
import { scansOf } from '#analysis/index-drops/index-scans.ts';
import { count, countOf, percent } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { indexFinding } from '#rules/index-finding.ts';

const id = 'index-hindering-hot-updates';
const source = 'https://www.postgresql.org/docs/18/storage-hot.html';

const fewestUpdates = 10_000;
const leastHot = 0.5;
/** An index that is scanned once for so many entries, or less, does not earn them. */
const entriesPerScan = 100;

export const indexHinderingHotUpdates = defineRule({
  id,
  summary: 'Most updates of a table are entered into all its indexes, of which one is hardly read.',
  needs: ['schema', 'usage'],
  engines: ['postgres'],
  source,
  *check({ schema, usage }) {
    const primary = usage.nodes.find(({ recovering }) => !recovering);
    for (const table of schema.tables) {
      const counted = primary?.tables.find((one) => one.schema === table.schema && one.name === table.name);
      if (counted === undefined || counted.updated < fewestUpdates) continue;
      const hot = counted.hotUpdated / counted.updated;
      const entered = counted.updated - counted.hotUpdated;
      if (hot >= leastHot) continue;
      const indexes = indexesOf(table);
      const idle = indexes.flatMap((index) => {
        const scans = scansOf([index], usage).map((one) => one.scans);
        const total = scans.reduce((sum: number, one) => sum + (one ?? Number.POSITIVE_INFINITY), 0);
        const isFree = index.valid && !index.unique && dependantOf(index, table, schema) === undefined;
        return isFree && index.method !== 'brin' && total * entriesPerScan < entered
          ? [{ name: index.name, total }]
          : [];
      });
      if (idle.length === 0) continue;
      const names = idle.map(({ name, total }) => `${name} (${countOf(total, 'scan')})`).join(', ');
      yield indexFinding({
        rule: { id, source },
        severity: 'warning',
        at: `${table.schema}.${table.name}`,
        message: `${percent(hot)} of ${countOf(counted.updated, 'update')} were heap-only (HOT): ${count(entered)} were entered into ${countOf(indexes.length, 'index')}, of which ${names} ${idle.length === 1 ? 'is' : 'are'} hardly read.`,
        why: 'An update that changes an indexed column, or finds no room on its page, is entered into every index of the table. One index on a column that changes often is enough for that.',
        evidence: [
          {
            level: 'measured',
            by: `pg_stat_user_tables of ${primary?.node ?? ''}`,
            what: 'heap-only share of the updates',
            before: Math.round(hot * 1000) / 1000,
          },
        ],
        advice:
          'No drop is proposed, as the counts do not tell which columns the updates set. Where they set a column of an index named here, drop that index; where none of them does, leave room on the pages: ALTER TABLE … SET (fillfactor = 80), which holds for new pages.',
        about: idle.map(({ name }) => name),
      });
    }
  },
});
