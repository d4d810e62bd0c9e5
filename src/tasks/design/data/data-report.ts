import { z } from 'zod';
import { count, countOf } from '#analysis/plan-words.ts';
import type { SeedProof, SeedQuestion, SeedSet } from '#contracts/seed.ts';
import type { Evidence } from '#vocabulary/evidence.ts';
import { type Artifact, Report, reportVersion, type Unseen } from '#vocabulary/report.ts';
import type { Section } from '#vocabulary/section.ts';
import type { RowTally } from './counted-set.ts';

const DataDetails = z.object({
  seed: z.number(),
  rows: z.number(),
  /** By table, `app.orders`. */
  tables: z.record(z.string(), z.number()),
  /** How many a server took, where one was asked. */
  proved: z.number().optional(),
  leftOut: z.number(),
  /** Where they are to be loaded. */
  destination: z.object({ place: z.string(), bytes: z.number(), digest: z.string() }).optional(),
});
export const DataReport = Report.extend({ details: DataDetails });
export type DataReport = z.infer<typeof DataReport>;

export function total(rows: Readonly<Record<string, number>>): number {
  return Object.values(rows).reduce((sum, one) => sum + one, 0);
}

export interface Outcome {
  readonly set: SeedSet;
  readonly tally: RowTally;
  readonly proof: SeedProof | undefined;
  readonly question: SeedQuestion;
}

/** What was made, and who took it. */
export function dataReport(
  { set, tally, proof, question }: Outcome,
  artifacts: readonly Artifact[],
  subject: string,
): DataReport {
  const tables = Object.fromEntries(tally.rows);
  const rows = total(tables);
  const leftOut = proof?.isWhole === true ? proof.refused.reduce((sum, one) => sum + one.rows, 0) : 0;
  const proved = proof === undefined ? undefined : total(proof.accepted);
  return {
    version: reportVersion,
    command: 'design data',
    summary: summaryOf(rows, tally.rows.size, proof, question),
    subject,
    findings: [],
    recommendations: [],
    changes: [],
    evidence: proof === undefined ? [] : [evidenceOf(proof)],
    sections: sectionsOf(set, tally, proof, question),
    artifacts: [...artifacts],
    unseen: unseenOf(set, proof),
    silenced: [],
    details: { seed: question.seed, rows, tables, ...(proved === undefined ? {} : { proved }), leftOut },
  };
}

function summaryOf(
  rows: number,
  tables: number,
  proof: SeedProof | undefined,
  { withoutTriggers }: SeedQuestion,
): string {
  const triggers = withoutTriggers === true ? ', while triggers were off' : '';
  const made = `${countOf(rows, 'row')} in ${countOf(tables, 'table')}`;
  if (proof === undefined) return `${made}. No server was asked whether it takes them.`;
  return proof.isWhole
    ? `${made}, all of them taken by ${proof.by} with every constraint in force${triggers}.`
    : `${made}. ${count(total(proof.accepted))} rows made by the same rules were taken by ${proof.by} with every constraint in force${triggers}.`;
}

function evidenceOf(proof: SeedProof): Evidence {
  return {
    level: proof.isWhole ? 'measured' : 'simulated',
    by: proof.by,
    what: 'rows that were loaded with every constraint in force',
    after: total(proof.accepted),
    unit: 'rows',
  };
}

function sectionsOf(set: SeedSet, tally: RowTally, proof: SeedProof | undefined, { initial }: SeedQuestion): Section[] {
  const table: Section = {
    kind: 'table',
    title: 'Rows, in loading order',
    columns: [
      { name: 'table', align: 'left' },
      { name: 'rows', align: 'right' },
    ],
    rows: [...tally.rows].map(([name, rows]) => [name, count(rows)]),
  };
  const shorts = set.shorts.map(({ table: name, constraint, why }) => `${name}: ${why} (${constraint}).`);
  const refused = (proof?.refused ?? []).map(
    ({ table: name, by, message, rows }) => `${countOf(rows, 'row')} of ${name}: refused by ${by}: ${message}`,
  );
  const list = (title: string, items: readonly string[]): Section[] =>
    items.length === 0 ? [] : [{ kind: 'list', title, items: [...items] }];
  const state =
    'Triggers refused many rows in the middle of their lives. So rows of the tables that triggers guard, and of those that these refer to, are as new ones: columns with a plain default hold it.';
  return [
    table,
    ...list('As new', initial === true ? [state] : []),
    ...list('Fewer rows than there were to be', shorts),
    ...list('Left out, since the server refused them', refused),
  ];
}

function unseenOf(set: SeedSet, proof: SeedProof | undefined): Unseen[] {
  const unread = set.unread.map(({ table, constraint, why }) => ({
    what: `${constraint} on ${table}`,
    why: proof === undefined ? why : `${why}; the twin took the rows all the same`,
  }));
  return [...unread, ...(proof?.missing ?? []).map((why) => ({ what: 'a part of the schema in the twin', why }))];
}
