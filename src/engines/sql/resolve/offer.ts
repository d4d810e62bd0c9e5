import type { Node } from '@pgsql/types';
import { asBoundColumn, boundColumn, type OutputColumn } from './scope.ts';
import type { SelectOutput } from './state.ts';

/**
 * What a subquery's columns are to those outside: the base columns themselves where nothing stands between, else
 * columns of the derived relation. Expressions lose their meaning in rows that an outer join fills with nulls.
 */
export function offeredColumns(
  output: SelectOutput,
  relation: number,
  nullable: boolean,
  aliases: readonly string[],
): readonly OutputColumn[] {
  return output.columns.map((column, at) => {
    const name = aliases[at] ?? column.name;
    const passes = output.transparent && (asBoundColumn(column.node) !== undefined || !nullable);
    if (passes) return { name, node: column.node, uses: column.uses };
    const use = { relation, column: name };
    return { name, node: boundColumn(use), uses: [...column.uses, use] };
  });
}

export function aliasNames(names: readonly Node[] | undefined): readonly string[] {
  return (names ?? []).flatMap((name) => ('String' in name ? [name.String.sval ?? ''] : []));
}
