import { splitTopLevel } from '#analysis/column-type.ts';
import type { Table } from '#vocabulary/database-schema.ts';
import type { ColumnDomain } from './column-domain.ts';
import type { Refusal } from './table-conditions.ts';
import type { UniqueRule } from './unique-rules.ts';

/**
 * Columns of ranges that must not overlap (EXCLUDE … WITH &&): made one behind the other, they never do, whatever else
 * the constraint compares. One of equalities alone is a unique key. Others are refused.
 */
export function excludedRanges(
  table: Table,
  domains: ReadonlyMap<string, ColumnDomain>,
  uniques: readonly UniqueRule[],
): { readonly columns: readonly string[]; readonly refused: readonly Refusal[] } {
  const columns: string[] = [];
  const refused: Refusal[] = [];
  for (const { kind, name, definition } of table.constraints) {
    if (kind !== 'exclusion') continue;
    const body = /^EXCLUDE USING \w+ \((.*)\)(?: WHERE .*)?(?: (?:NOT )?DEFERRABLE.*)?$/is.exec(definition)?.[1] ?? '';
    const elements = splitTopLevel(body).map((element) =>
      /^"?([^"]+?)"?(?:\s+\w+_ops)?\s+WITH\s+(\S+)$/i.exec(element),
    );
    const ranges = elements.flatMap((element) => {
      const domain = domains.get(element?.[1] ?? '');
      return element?.[2] === '&&' && domain?.type.family === 'range' ? [domain.name] : [];
    });
    const equal = elements.flatMap((element) => (element?.[2] === '=' ? [element[1] ?? ''] : []));
    const isKey = uniques.some((rule) => rule.isPlain && rule.columns.every((column) => equal.includes(column)));
    const [range] = ranges;
    if (range !== undefined) columns.push(range);
    else if (!isKey)
      refused.push({ constraint: name, why: 'only exclusions of ranges that overlap are made room for' });
  }
  return { columns, refused };
}
