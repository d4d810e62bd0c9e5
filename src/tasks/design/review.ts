import { z } from 'zod';
import { count, countOf } from '#analysis/plan-words.ts';
import { rowsOf, sampleOf } from '#analysis/schema-review/known-values.ts';
import { isOfTool, reviewedTables } from '#analysis/schema-review/reviewed-tables.ts';
import { defineCommand } from '#contracts/command.ts';
import type { FactsOf } from '#contracts/facts.ts';
import { judge } from '#rules/judge.ts';
import type { Finding } from '#vocabulary/finding.ts';
import { reportVersion, type Unseen } from '#vocabulary/report.ts';
import { type ReviewDetails, ReviewReport } from './review/review-report.ts';
import { reviewSections } from './review/review-sections.ts';
import { classOf, reviewRules, ruleClasses } from './review/rule-classes.ts';

type ReviewFacts = FactsOf<'schema', 'statistics' | 'samples' | 'usage' | 'server'>;

export const review = defineCommand({
  summary: 'Judge a schema: keys, references, normal forms, types, constraints, names',
  description:
    'Reads tables, columns, constraints and indexes, and says what will hurt and how to mend it. What can hurt is a warning; ' +
    'a matter of style or of taste is a note, told once. Statistics sharpen it, and with --sample some thousand rows of each ' +
    'table are read: then dependencies between columns (2NF, 3NF, BCNF), lists in texts and copies are found in the data. ' +
    'Nothing is changed: each finding shows its statements, or says why there is none.',
  rare: true,
  positional: [],
  needs: ['schema'],
  likes: ['statistics', 'samples', 'usage', 'server'],
  instruments: [],
  input: z.strictObject({
    about: z
      .array(z.enum(ruleClasses))
      .default([])
      .meta({ description: `Only these matters: ${ruleClasses.join(', ')}`, value: 'MATTER' }),
  }),
  output: ReviewReport,
  examples: [
    { title: 'A file with DDL', args: '--schema schema.sql' },
    { title: 'A database, with its data', args: '--url postgres://localhost/shop --sample' },
    { title: 'In CI: fail on new warnings only', args: '--schema schema.sql --baseline review.json --fail-on warning' },
    { title: 'Keys and references only', args: '--target shop --about keys --about references' },
  ],
  decide: async (facts, { about }, tools) => {
    const isAsked = (rule: string) => about.length === 0 || about.some((one) => one === classOf(rule));
    const rules = reviewRules.filter(({ id }) => isAsked(id));
    const missing = tools.missing.flatMap((one) => ('fact' in one ? [one] : []));
    const judged = judge(rules, { ...facts, schema: withoutTools(facts.schema) }, missing);
    const findings = tools.redact ? judged.findings.map(withoutValues) : judged.findings;
    const silent = new Set(judged.unseen.map(({ what }) => what.replace(/^rule /, '')));
    const details = detailsOf(
      facts,
      findings,
      rules.map(({ id }) => id).filter((id) => !silent.has(id)),
    );
    return {
      version: reportVersion,
      command: 'design review',
      summary: summarize(details, findings),
      subject: tools.subject,
      findings: [...findings],
      recommendations: [],
      changes: [],
      evidence: [],
      sections: [...reviewSections(details)],
      artifacts: [],
      unseen: [...together(judged.unseen), ...unread(facts)],
      silenced: [],
      details,
    };
  },
});

/** What a tool made for itself nobody here can mend. */
function withoutTools(schema: ReviewFacts['schema']): ReviewFacts['schema'] {
  return { ...schema, tables: schema.tables.filter((table) => !isOfTool(table)) };
}

function detailsOf(facts: ReviewFacts, findings: readonly Finding[], spoke: readonly string[]): ReviewDetails {
  const number = (of: readonly Finding[], ...severities: readonly Finding['severity'][]) =>
    of.filter(({ severity }) => severities.includes(severity)).length;
  return {
    classes: ruleClasses
      .map((one) => {
        const own = findings.filter(({ rule }) => classOf(rule) === one);
        return {
          class: one,
          critical: number(own, 'critical'),
          warning: number(own, 'warning'),
          info: number(own, 'info'),
          rules: spoke.filter((rule) => classOf(rule) === one).length,
        };
      })
      .filter(({ rules }) => rules > 0),
    tables: reviewedTables(facts.schema).map((table) => {
      const name = `${table.schema}.${table.name}`;
      const own = findings.filter(({ at }) => at === name || at.startsWith(`${name}.`));
      const rows = rowsOf(facts.statistics, table);
      const sample = sampleOf(facts.samples, table);
      return {
        schema: table.schema,
        name: table.name,
        columns: table.columns.length,
        ...(rows === undefined ? {} : { rows }),
        ...(sample === undefined ? {} : { read: sample.rows.length }),
        warnings: number(own, 'critical', 'warning'),
        notes: number(own, 'info'),
      };
    }),
  };
}

function summarize({ tables, classes }: ReviewDetails, findings: readonly Finding[]): string {
  if (tables.length === 0) return 'There are no tables to review.';
  const columns = tables.reduce((sum, table) => sum + table.columns, 0);
  const warnings = findings.filter(({ severity }) => severity !== 'info').length;
  const notes = findings.length - warnings;
  const rules = classes.reduce((sum, one) => sum + one.rules, 0);
  const looked = `${countOf(tables.length, 'table')} with ${countOf(columns, 'column')}, ${countOf(rules, 'rule')}`;
  if (findings.length === 0) return `${looked}: nothing to find fault with.`;
  const gravest = findings.find(({ severity }) => severity === 'critical');
  const counts = [
    warnings === 0 ? 'no warning' : countOf(warnings, 'warning'),
    notes === 0 ? '' : countOf(notes, 'note'),
  ].filter((part) => part !== '');
  const first = gravest === undefined ? '' : ` Gravest: ${gravest.at}: ${gravest.message}`;
  return `${looked}: ${counts.join(' and ')}.${first}`;
}

/** Values of the data stand in double quotes. */
function withoutValues(finding: Finding): Finding {
  return { ...finding, message: finding.message.replace(/"[^"]*"/g, '"?"') };
}

/** Rules that lack the same thing are named together. */
function together(unseen: readonly Unseen[]): readonly Unseen[] {
  const groups = new Map<string, Unseen[]>();
  for (const one of unseen) {
    const key = `${one.why}\u0000${one.remedy ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined || group.length === 1) return group;
    const names = group.map(({ what }) => what.replace(/^rule /, ''));
    return [{ ...first, what: `${count(names.length)} rules: ${names.join(', ')}` }];
  });
}

/** A database of many tables has as many gaps of one kind: the first few tell the rest. */
const mostGaps = 5;

function unread({ schema, statistics }: ReviewFacts): readonly Unseen[] {
  const gaps = (what: string, sentences: readonly string[]) => [
    ...sentences.slice(0, mostGaps).map((why) => ({ what, why })),
    ...(sentences.length > mostGaps
      ? [{ what, why: `${sentences.length - mostGaps} more of this kind are not listed.` }]
      : []),
  ];
  return [
    ...gaps('a part of the schema', schema.unread),
    ...gaps('a part of the statistics', statistics?.unread ?? []),
  ];
}
