import { columnStatistics, selectivity, tableStatistics } from '#analysis/column-selectivity.ts';
import { conditionTerms } from '#analysis/condition-terms.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { Predicate } from '#vocabulary/resolved-query.ts';
import type { Statistics } from '#vocabulary/statistics.ts';

/** What the planner takes for a condition that it knows nothing of (DEFAULT_INEQ_SEL, about). */
const unknownShare = 1 / 3;

/** Share of the table's rows that are in the index: as it was counted where it is real, else as its predicate says. */
export function partialShare(index: IndexDefinition, statistics: Statistics | undefined): number {
  if (index.predicate === undefined) return 1;
  const table = tableStatistics(statistics, { schema: index.schema, name: index.table });
  const real = statistics?.relations.find(
    (one) => one.kind === 'index' && one.schema === index.schema && one.name === index.name,
  );
  if (real?.rows !== undefined && table?.rows) return Math.min(1, real.rows / table.rows);
  return conditionTerms(index.predicate).reduce((share, { text }) => {
    const predicate = readPredicate(text);
    const found = predicate && selectivity(predicate, columnStatistics(table, predicate.column), table?.rows);
    return share * (found ?? unknownShare);
  }, 1);
}

/** The plain forms that partial indexes are made of; undefined for any other. */
function readPredicate(text: string): Predicate | undefined {
  const bare = text.replace(/^\((.*)\)$/s, '$1').trim();
  const name = '("(?:[^"]|"")+"|[a-z_][\\w$]*)';
  const read = (pattern: string) => new RegExp(`^${pattern}$`, 'is').exec(bare);
  const build = (column: string, kind: Predicate['kind'], operator: string, value?: string): Predicate => ({
    relation: 0,
    column: column.startsWith('"') ? column.slice(1, -1).replaceAll('""', '"') : column.toLowerCase(),
    columns: [],
    operator,
    kind,
    ...(value === undefined ? {} : { value }),
    constant: true,
    conjunct: true,
    clause: 'where',
    block: 0,
    text: bare,
  });
  const nulls = read(`${name} is (not )?null`);
  if (nulls?.[1]) return build(nulls[1], nulls[2] === undefined ? 'is-null' : 'is-not-null', 'IS NULL');
  const compared = read(`\\(?${name}\\)?(?:::[a-z ]+)? (=|<>) ('(?:[^']|'')*'(?:::[\\w ]+)?|-?[\\d.]+|true|false)`);
  if (compared?.[1] && compared[2]) {
    return build(compared[1], compared[2] === '=' ? 'equality' : 'inequality', compared[2], compared[3]);
  }
  const flag = read(`(?:not )?${name}`);
  return flag?.[1] ? build(flag[1], 'boolean', '') : undefined;
}
