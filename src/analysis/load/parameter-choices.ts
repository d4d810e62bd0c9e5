import { columnStatistics, tableStatistics } from '#analysis/column-selectivity.ts';
import type { Predicate, ResolvedQuery } from '#vocabulary/resolved-query.ts';
import type { ColumnStatistics, Statistics } from '#vocabulary/statistics.ts';
import { commonValues, equalChoices, manyAt, type RankedValue, rangeChoices } from './ranked-values.ts';

export const ranks = ['common', 'median', 'rare'] as const;

/** What may stand for one parameter. */
export interface ParameterChoices {
  readonly number: number;
  /** One to three, the common one first. */
  readonly values: readonly (RankedValue & { readonly words: string })[];
  /** The rows that are found depend on it: not a LIMIT. */
  readonly decides: boolean;
}

/** Rows of a page. */
const pageRows = '20';

/** undefined where nothing is known of what it is compared with. */
export function parameterChoices(
  number: number,
  resolved: ResolvedQuery,
  statistics: Statistics | undefined,
): ParameterChoices | undefined {
  const written = `$${number}`;
  const single = (value: string, words: string): ParameterChoices => ({
    number,
    values: [{ rank: 'common', value, weight: 1, words }],
    decides: false,
  });
  for (const { limit, offset } of resolved.blocks) {
    if (limit !== undefined && names(limit, number)) return single(pageRows, `LIMIT ${pageRows}`);
    if (offset !== undefined && names(offset, number)) return single('0', 'OFFSET 0');
  }
  for (const predicate of resolved.predicates) {
    const { value = '' } = predicate;
    if (!names(value, number)) continue;
    if (/\bCAST\(\$\d+ AS interval/i.test(value) && names(castOf(value, 'interval'), number)) {
      return single('7 days', `${written} = 7 days`);
    }
    const relation = resolved.relations[predicate.relation];
    const place = predicate.row === undefined ? -1 : rowPlace(predicate, value, number);
    const column = place >= 0 ? predicate.row?.[place] : (predicate.column ?? predicate.columns[0]);
    if (relation?.schema === undefined || column === undefined) continue;
    const table = tableStatistics(statistics, { schema: relation.schema, name: relation.name });
    const known = columnStatistics(table, column);
    if (known === undefined) continue;
    const found = valuesFor(predicate, number, known, resolved);
    if (found.length === 0) continue;
    const of = predicate.expression ?? column;
    return {
      number,
      values: found.map((one) => ({ ...one, words: `${relation.name}.${of} ${operatorOf(predicate)} '${one.value}'` })),
      decides: true,
    };
  }
  return undefined;
}

function valuesFor(
  predicate: Predicate,
  number: number,
  column: ColumnStatistics,
  resolved: ResolvedQuery,
): readonly RankedValue[] {
  const { kind, value = '', operator } = predicate;
  // `$1`, `CAST($1 AS date)`, `lower($1)`: the value itself. In a longer expression it would be something else.
  const isPlain = /^(?:\w+\()?(?:CAST\()?\$\d+(?:\s+AS\s+[^()]+\))?\)?$/i.test(
    value.replace(/^date_trunc\('\w+', /, '('),
  );
  switch (kind) {
    case 'equality':
    case 'inequality':
      return isPlain ? equalChoices(column) : [];
    case 'boolean':
      return commonValues(column);
    case 'in': {
      const members = [...value.matchAll(/\$(\d+)/g)].map((found) => Number(found[1]));
      // Of a list of several every one has a value of its own.
      if (members.length > 1) return equalChoices(column, members.indexOf(number));
      return /any|all/i.test(operator) ? manyAt(column) : equalChoices(column);
    }
    case 'range': {
      if (/between/i.test(operator)) {
        const [lower = ''] = value.split(/\bAND\b/i);
        return rangeChoices(column, names(lower, number) ? 'lower of two' : 'upper of two');
      }
      if (!isPlain && predicate.row === undefined) return [];
      const isLower = operator.startsWith('>');
      const hasOther = resolved.predicates.some(
        (one) =>
          one !== predicate &&
          one.kind === 'range' &&
          one.relation === predicate.relation &&
          one.column === predicate.column &&
          one.operator.startsWith(isLower ? '<' : '>'),
      );
      return rangeChoices(column, `${isLower ? 'lower' : 'upper'}${hasOther ? ' of two' : ''}`);
    }
    case 'prefix':
    case 'pattern':
      return equalChoices(column).map((one) => ({ ...one, value: patternOf(one.value, value, operator) }));
    case 'containment':
    case 'text-search':
      return elements(column, kind);
    default:
      return isPlain && operator === '=' ? equalChoices(column) : [];
  }
}

/** `$3 LIKE` as it stands: the start of a value, with the % where the statement does not add it itself. */
function patternOf(value: string, written: string, operator: string): string {
  const start = value.replaceAll(/[%_\\]/g, '').slice(0, 4);
  if (/'%'\s*\|\|/.test(written) || written.includes('||')) return start;
  return operator.toLowerCase().includes('ilike') ? `%${start}%` : `${start}%`;
}

/** Of arrays and text-search vectors; of documents in JSON nothing is known. */
function elements(column: ColumnStatistics, kind: Predicate['kind']): readonly RankedValue[] {
  const all = column.mostCommonElements ?? [];
  const shares = column.mostCommonElementFrequencies ?? [];
  const places = [...new Set([0, Math.floor(all.length / 2), all.length - 1])];
  return places.flatMap((at, order) => {
    const element = all[at];
    const rank = ranks[order];
    if (element === undefined || rank === undefined) return [];
    const value = kind === 'text-search' ? element : `{${quotedElement(element)}}`;
    return [{ rank, value, weight: shares[at] ?? 1 }];
  });
}

function quotedElement(element: string): string {
  return /^[\w-]+$/.test(element) ? element : `"${element.replaceAll(/["\\]/g, '\\$&')}"`;
}

function names(text: string, number: number): boolean {
  return new RegExp(`\\$${number}(?!\\d)`).test(text);
}

/** `now() - CAST($4 AS interval)`: the part in which the parameter stands. */
function castOf(text: string, type: string): string {
  return new RegExp(`CAST\\(\\$\\d+ AS ${type}[^)]*\\)`, 'gi').exec(text)?.[0] ?? '';
}

/** Where in `($1, $2)` it stands. Resolved rows keep the first alone in `value`: then it is counted from there. */
function rowPlace({ parameter, row = [] }: Predicate, value: string, number: number): number {
  const written = [...value.matchAll(/\$(\d+)/g)].map((found) => Number(found[1]));
  if (written.length > 1) return written.indexOf(number);
  const place = parameter === undefined ? -1 : number - parameter;
  return place < row.length ? place : -1;
}

function operatorOf({ operator }: Predicate): string {
  return /between/i.test(operator) ? 'near' : operator;
}
