import { count } from '#analysis/plan-words.ts';
import { shortSql } from '#analysis/short-sql.ts';
import { sum } from '#analysis/workload-report/load-shares.ts';
import { defineRule } from '#contracts/rule.ts';
import { fingerprint } from '#rules/fingerprint.ts';
import type { WorkloadStatement } from '#vocabulary/workload.ts';

const id = 'many-texts-of-one-statement';
const source = 'https://www.postgresql.org/docs/18/pgstatstatements.html';

/** A handful is how programs are written; twenty are written by a loop. */
const leastTexts = 20;

export const manyTextsOfOneStatement = defineRule({
  id,
  summary: 'One statement is there in many texts that differ in numbers within names or in the lengths of lists alone.',
  needs: ['workload'],
  engines: ['postgres'],
  source,
  *check({ workload }) {
    const whole = sum(workload.statements, ({ milliseconds }) => milliseconds.total);
    for (const [folded, texts] of groups(workload.statements)) {
      const [first] = texts;
      if (first === undefined || texts.length < leastTexts) continue;
      const isList = /\(…\)/.test(folded) && new Set(texts.map(({ text }) => digitsOut(text))).size > 1;
      yield {
        rule: id,
        severity: 'warning',
        at: shortSql(folded),
        message: `${count(texts.length)} of ${count(workload.statements.length)} statements are one but for ${isList ? 'the length of a list' : 'numbers in names'}, the first: ${shortSql(first.text, 80)}.`,
        why: 'Each text is parsed and planned on its own, takes one of the places that the server has for statements, and pushes others out; no report shows them as one.',
        evidence: [
          {
            level: 'measured',
            by: workload.origin,
            what: 'texts of one statement',
            before: texts.length,
            unit: 'texts',
            source,
          },
        ],
        changes: [],
        advice: isList
          ? 'No statement is proposed, because the caller must take part: send the list as one value, = ANY($1), instead of IN ($1, $2, …).'
          : 'No statement is proposed, because names are a matter of the schema: keep what is alike in one table with a column that tells it apart (partitioned, where it is large), instead of one table for each; do not number aliases and temporary tables anew for each call.',
        ...(whole === 0 ? {} : { share: sum(texts, ({ milliseconds }) => milliseconds.total) / whole }),
        fingerprint: fingerprint(id, [folded]),
      };
    }
  },
});

function groups(statements: readonly WorkloadStatement[]): ReadonlyMap<string, readonly WorkloadStatement[]> {
  const found = new Map<string, WorkloadStatement[]>();
  for (const one of statements) {
    const folded = digitsOut(one.text).replace(/\(\s*\$#(?:\s*,\s*\$#)*\s*(?:\/\*, \.\.\. \*\/\s*)?\)/g, '(…)');
    const group = found.get(folded);
    if (group === undefined) found.set(folded, [one]);
    // The same text of another user is no other text.
    else if (group.every(({ text }) => text !== one.text)) group.push(one);
  }
  return found;
}

function digitsOut(text: string): string {
  return text.replace(/\d+/g, '#').replace(/\s+/g, ' ').trim();
}
