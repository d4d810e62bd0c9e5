import { reviewedTables } from '#analysis/schema-review/reviewed-tables.ts';
import { sqlName, sqlTable } from '#analysis/schema-review/sql-name.ts';
import { foreignKeys, isNullable } from '#analysis/schema-review/table-keys.ts';
import { defineRule } from '#contracts/rule.ts';
import { schemaFinding } from '#rules/schema-finding.ts';
import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';

const id = 'foreign-key-cycle';
const source = 'https://www.postgresql.org/docs/18/sql-set-constraints.html';

interface Edge {
  readonly from: Table;
  readonly to: string;
  readonly constraint: string;
}

export const foreignKeyCycle = defineRule({
  id,
  summary: 'Tables refer to each other in a circle, and none of the keys may be NULL or checked later.',
  needs: ['schema'],
  source,
  *check({ schema }) {
    for (const cycle of cyclesOf(mandatoryEdges(schema))) {
      const last = cycle.at(-1);
      if (last === undefined) continue;
      const names = cycle.map(({ from }) => from.name);
      const statement = `ALTER TABLE ${sqlTable(last.from)} ALTER CONSTRAINT ${sqlName(last.constraint)} DEFERRABLE INITIALLY DEFERRED`;
      yield schemaFinding({
        rule: { id, source },
        severity: 'warning',
        at: last.from,
        message: `${[...names, names[0]].join(' -> ')}: every foreign key of this circle is NOT NULL and checked at once.`,
        why: 'No first row can be inserted by itself: each waits for the other. Restores, seeds and deletes have to switch the constraints off.',
        shown: { what: 'tables in the circle', value: cycle.length },
        ...(schema.engine === 'postgres'
          ? {
              changes: [
                {
                  kind: 'native' as const,
                  why: 'When a foreign key is checked has no neutral word.',
                  statements: [
                    {
                      text: statement,
                      transactional: true,
                      undo: statement.replace('DEFERRABLE INITIALLY DEFERRED', 'NOT DEFERRABLE'),
                      note: 'Takes ACCESS EXCLUSIVE for a moment; no rows are read. https://www.postgresql.org/docs/18/sql-altertable.html',
                    },
                  ],
                },
              ],
            }
          : {
              advice:
                'Let one of the keys be NULL until both rows are there, or make it DEFERRABLE INITIALLY DEFERRED.',
            }),
        about: cycle.map(({ constraint }) => constraint).sort(),
      });
    }
  },
});

/** A row that refers to itself can be inserted, so a table's key to itself is no circle. */
function mandatoryEdges(schema: DatabaseSchema): readonly Edge[] {
  return reviewedTables(schema).flatMap((table) =>
    foreignKeys(table).flatMap(({ name, columns, references, definition }) => {
      const to = `${references.schema}.${references.table}`;
      const isOptional = columns.some((column) => isNullable(table, column));
      const isLate = /\bDEFERRABLE\b/.test(definition) && !/NOT DEFERRABLE/.test(definition);
      return isOptional || isLate || to === keyOf(table) ? [] : [{ from: table, to, constraint: name }];
    }),
  );
}

/** Each circle once, found by walking on from each table until it is met again; what was walked in vain is not walked again. */
function cyclesOf(edges: readonly Edge[]): readonly (readonly Edge[])[] {
  const leaving = new Map<string, Edge[]>();
  for (const edge of edges) leaving.set(keyOf(edge.from), [...(leaving.get(keyOf(edge.from)) ?? []), edge]);
  const cycles: (readonly Edge[])[] = [];
  const finished = new Set<string>();
  const walk = (at: string, path: readonly Edge[]): void => {
    for (const edge of leaving.get(at) ?? []) {
      const start = [...path, edge].findIndex(({ from }) => keyOf(from) === edge.to);
      if (start >= 0) cycles.push([...path, edge].slice(start));
      else if (!finished.has(edge.to)) walk(edge.to, [...path, edge]);
    }
    finished.add(at);
  };
  for (const at of leaving.keys()) if (!finished.has(at)) walk(at, []);
  return cycles;
}

function keyOf({ schema, name }: Pick<Table, 'schema' | 'name'>): string {
  return `${schema}.${name}`;
}
