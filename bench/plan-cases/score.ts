import type { Rule } from '#contracts/rule.ts';
import { judge } from '#rules/judge.ts';
import type { Finding } from '#vocabulary/finding.ts';
import type { PlanCase } from './plan-case.ts';
import type { PlanOutcome } from './plan-lab.ts';

/** Rules that only inform: their findings count all the same. */
const informing: ReadonlySet<string> = new Set(['branch-never-executed', 'incomplete-instrumentation']);

export interface JudgedCase {
  readonly asked: PlanCase;
  /** The plan is the one that was meant; if not, the case proves nothing and must be mended. */
  readonly valid: boolean;
  readonly found: readonly string[];
  readonly misses: readonly string[];
  /** Of the misses, those that were said, but only to inform. */
  readonly murmured: readonly string[];
  readonly falseAlarms: readonly Finding[];
  /** Rules that failed. */
  readonly failed: readonly string[];
}

/** What the rules say of a plan, beside what was planted in it. */
export function judgeCase(rules: readonly Rule[], { asked, raw, facts }: PlanOutcome): JudgedCase {
  const { findings, unseen } = judge(rules, facts);
  const heard = findings.filter(({ rule, severity }) => severity !== 'info' || informing.has(rule));
  const said = new Set(heard.map(({ rule }) => rule));
  const right = new Set([...asked.faults, ...(asked.also ?? [])]);
  const first = new Map(heard.filter(({ rule }) => !right.has(rule)).map((finding) => [finding.rule, finding]));
  return {
    asked,
    valid: asked.shows(raw),
    found: [...said].filter((rule) => right.has(rule)),
    misses: asked.faults.filter((rule) => !said.has(rule)),
    murmured: asked.faults.filter((id) => !said.has(id) && findings.some(({ rule }) => rule === id)),
    falseAlarms: [...first.values()],
    failed: unseen.filter(({ why }) => why.startsWith('It failed')).map(({ what, why }) => `${what}: ${why}`),
  };
}

export interface Score {
  readonly planted: number;
  readonly found: number;
  /** Findings that were right, planted or accepted; each rule counts once for a case. */
  readonly right: number;
  readonly wrong: number;
  /** Share of what was said that is right. */
  readonly precision: number;
  /** Share of what was planted that was found. */
  readonly recall: number;
}

/** Of one rule, or of all of them together. */
export function scoreOf(judged: readonly JudgedCase[], rule?: string): Score {
  const count = (pick: (one: JudgedCase) => readonly string[]) =>
    judged.flatMap(pick).filter((name) => rule === undefined || name === rule).length;
  const planted = count(({ asked }) => asked.faults);
  const found = planted - count(({ misses }) => misses);
  const right = count((one) => one.found);
  const wrong = count(({ falseAlarms }) => falseAlarms.map((finding) => finding.rule));
  return {
    planted,
    found,
    right,
    wrong,
    precision: right + wrong === 0 ? 1 : right / (right + wrong),
    recall: planted === 0 ? 1 : found / planted,
  };
}
