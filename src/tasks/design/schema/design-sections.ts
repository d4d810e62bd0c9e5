import { tableName } from '#analysis/logical-model/table-name.ts';
import { count } from '#analysis/plan-words.ts';
import type { Section } from '#vocabulary/section.ts';
import type { Designed } from './design-document.ts';

/** What a reader at the terminal wants to see; all of it stands in design.md. */
export function designSections({ understood, notUnderstood, model, design }: Designed): readonly Section[] {
  return [
    ...list('Understood', understood),
    ...list('Not understood, and left out', notUnderstood),
    {
      kind: 'table',
      title: 'Tables',
      columns: [
        { name: 'table', align: 'left' },
        { name: 'columns', align: 'right' },
        { name: 'rows in a year', align: 'right' },
        { name: 'refers to', align: 'left' },
      ],
      rows: Object.entries(model.entities).map(([name, { volume }]) => {
        const table = design.schema.tables.find((one) => one.name === tableName(model, name));
        const to = table?.constraints.flatMap(({ references }) => references?.table ?? []) ?? [];
        return [
          tableName(model, name),
          String(table?.columns.length ?? 0),
          volume === undefined ? '' : count(volume.rows + (volume.perYear ?? 0)),
          [...new Set(to)].join(', '),
        ];
      }),
    },
    ...list(
      'Open questions',
      model.questions.map(({ question, assumed }) => `${question} ${assumed}`),
    ),
    ...list(
      'Decisions',
      [...model.decisions, ...design.decisions].map(({ what, why }) => `${what} ${why}`),
    ),
  ];
}

function list(title: string, items: readonly string[]): readonly Section[] {
  return items.length === 0 ? [] : [{ kind: 'list', title, items: [...items] }];
}
