import type { FactName, Facts, MissingFact } from '#contracts/facts.ts';
import type { Rule } from '#contracts/rule.ts';
import type { Finding, Severity } from '#vocabulary/finding.ts';
import type { Unseen } from '#vocabulary/report.ts';

export interface Judgement {
  /** Gravest first, then by the share at stake. */
  readonly findings: readonly Finding[];
  /** Rules that could not speak, with what would let them. */
  readonly unseen: readonly Unseen[];
}

/**
 * Lets every rule speak whose facts are at hand. A rule that fails is named among the unseen: a fault of one must not
 * take the others' findings along. `missing` says why a fact is not there, where that is known.
 */
export function judge(rules: readonly Rule[], facts: Partial<Facts>, missing: readonly MissingFact[] = []): Judgement {
  const engine = facts.server?.engine ?? facts.schema?.engine;
  const speaking = rules.filter(
    ({ engines }) => engine === undefined || engines === undefined || engines.includes(engine),
  );
  const outcomes = speaking.map((rule) => apply(rule, facts, missing));
  return {
    findings: outcomes.flatMap(({ findings }) => findings).sort(byWeight),
    unseen: outcomes.flatMap(({ unseen }) => unseen ?? []),
  };
}

interface Outcome {
  readonly findings: readonly Finding[];
  readonly unseen?: Unseen;
}

function apply(rule: Rule, facts: Partial<Facts>, missing: readonly MissingFact[]): Outcome {
  const absent = rule.needs.filter((name) => facts[name] === undefined);
  const what = `rule ${rule.id}`;
  if (absent.length > 0 || !hasAll(rule, facts)) {
    const reasons = missing.filter(({ fact }) => absent.includes(fact));
    const remedy = reasons.map((one) => one.remedy ?? '').find((text) => text !== '') ?? bringing(absent);
    const known = reasons.map(({ why }) => why).join(' ');
    return {
      findings: [],
      unseen: { what, why: known === '' ? `It needs the ${absent.join(' and the ')}.` : known, remedy },
    };
  }
  try {
    return { findings: [...rule.check(facts)] };
  } catch (error) {
    const why = `It failed: ${error instanceof Error ? error.message : String(error)}`;
    return { findings: [], unseen: { what, why, remedy: 'Report this as a fault of dbwright, with the input.' } };
  }
}

function hasAll(rule: Rule, facts: Partial<Facts>): facts is Facts {
  return rule.needs.every((name) => facts[name] !== undefined);
}

const sources: Readonly<Record<FactName, string>> = {
  server: 'a database URL',
  schema: 'a database URL or a file with the DDL',
  model: 'a file with a logical model',
  migration: 'a file or a folder of migrations',
  requirements: 'a file of requirements (--requirements)',
  statistics: 'a database URL, so that the statistics can be read',
  samples: 'a database URL and --sample, so that rows may be read',
  settings: 'a database URL',
  volumes: 'a file with stated sizes (--volumes)',
  access: 'a database URL',
  snapshot: 'a database URL',
  plans: 'two plans to compare (--diff)',
  plan: 'a database URL or the output of EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON)',
  query: 'the text of the query',
  rewrites: 'the text of the query, and the schema',
  workload: 'a database URL',
  load: 'a database URL, a log (--log) or a file of SQL (--queries)',
  usage: 'a database URL',
  counters: 'a database URL',
  trace: 'a log (--log) or a file of SQL (--queries)',
  loops: 'the folder of the sources (--code)',
};

function bringing(absent: readonly FactName[]): string {
  return `Give ${absent.map((name) => sources[name]).join(', and ')}.`;
}

const gravity: Readonly<Record<Severity, number>> = { critical: 2, warning: 1, info: 0 };

function byWeight(one: Finding, other: Finding): number {
  return (
    gravity[other.severity] - gravity[one.severity] ||
    (other.share ?? 0) - (one.share ?? 0) ||
    one.rule.localeCompare(other.rule) ||
    one.at.localeCompare(other.at)
  );
}
