import { problem } from '#contracts/problem-error.ts';
import { type PlanLine, planTree } from '#engines/sqlite/explain/plan-tree.ts';
import { Plan } from '#vocabulary/plan.ts';

/**
 * The output of EXPLAIN QUERY PLAN as a person pastes it: the shell's tree, its columns since 3.24 (`3|0|0|SCAN t`), or
 * the bare lines. Without the query and the statistics there are no figures in it.
 * Errors: invalid.
 */
export async function parsePlan(text: string): Promise<Plan> {
  const lines = text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !/^(sqlite>|QUERY PLAN$|id[|\s])/i.test(line.trim()));
  const rows = lines.every((line) => columns.test(line)) ? lines.flatMap(columnsLine) : treeLines(lines);
  const { root, unread } = planTree(rows, undefined);
  if (rows.length === 0 || unread.length === rows.length) {
    throw problem(
      'invalid',
      'This is no output of EXPLAIN QUERY PLAN.',
      'Paste what the sqlite3 shell prints for EXPLAIN QUERY PLAN SELECT ….',
    );
  }
  return Plan.parse({ root, analyzed: false, unread });
}

const columns = /^\s*(\d+)\s*\|\s*(\d+)\s*\|\s*\d+\s*\|\s*(.+)$/;

function columnsLine(line: string): readonly PlanLine[] {
  const [, id, parent, detail] = columns.exec(line) ?? [];
  return detail === undefined ? [] : [{ id: Number(id), parent: Number(parent), detail }];
}

/** `|  `--SEARCH t` is three characters deeper than its parent. */
function treeLines(lines: readonly string[]): readonly PlanLine[] {
  const open: { readonly depth: number; readonly id: number }[] = [];
  return lines.map((line, at) => {
    const lead = /^(?:[|` ] {2}|[|`]--)*/.exec(line)?.[0] ?? '';
    while ((open.at(-1)?.depth ?? -1) >= lead.length) open.pop();
    const parent = open.at(-1)?.id ?? 0;
    open.push({ depth: lead.length, id: at + 1 });
    return { id: at + 1, parent, detail: line.slice(lead.length).trim() };
  });
}
