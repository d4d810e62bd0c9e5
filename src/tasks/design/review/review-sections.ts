import { count } from '#analysis/plan-words.ts';
import type { Section } from '#vocabulary/section.ts';
import type { ReviewDetails } from './review-report.ts';
import type { RuleClass } from './rule-classes.ts';

const mostTables = 40;

const words: Readonly<Record<RuleClass, string>> = {
  keys: 'keys',
  references: 'references',
  'normal-forms': 'normal forms',
  types: 'types',
  constraints: 'constraints',
  shape: 'shape',
  names: 'names',
};

export function reviewSections({ classes, tables }: ReviewDetails): readonly Section[] {
  return [
    {
      kind: 'table',
      title: 'What was judged',
      columns: [
        { name: 'about', align: 'left' },
        { name: 'rules that spoke', align: 'right' },
        { name: 'critical', align: 'right' },
        { name: 'warnings', align: 'right' },
        { name: 'notes', align: 'right' },
      ],
      rows: classes.map((one) => [
        words[one.class],
        String(one.rules),
        ...[one.critical, one.warning, one.info].map(orDash),
      ]),
    },
    ...tablesOf(tables),
  ];
}

/** Those with the most to say first. */
function tablesOf(tables: ReviewDetails['tables']): readonly Section[] {
  if (tables.length === 0) return [];
  const sorted = [...tables].sort(
    (one, other) => other.warnings - one.warnings || other.notes - one.notes || one.name.localeCompare(other.name),
  );
  const hasRead = tables.some(({ read }) => read !== undefined);
  const isCut = tables.length > mostTables;
  return [
    {
      kind: 'table',
      title: isCut ? `Tables reviewed (${mostTables} of ${tables.length})` : `Tables reviewed (${tables.length})`,
      place: 'after',
      columns: [
        { name: 'table', align: 'left' },
        { name: 'columns', align: 'right' },
        { name: 'rows', align: 'right' },
        ...(hasRead ? [{ name: 'rows read', align: 'right' as const }] : []),
        { name: 'warnings', align: 'right' },
        { name: 'notes', align: 'right' },
      ],
      rows: sorted
        .slice(0, mostTables)
        .map(({ schema, name, columns, rows, read, warnings, notes }) => [
          ['public', 'main'].includes(schema) ? name : `${schema}.${name}`,
          String(columns),
          rows === undefined ? 'unknown' : count(rows),
          ...(hasRead ? [read === undefined ? '-' : count(read)] : []),
          orDash(warnings),
          orDash(notes),
        ]),
    },
  ];
}

function orDash(value: number): string {
  return value === 0 ? '-' : count(value);
}
