import { problem } from '#contracts/problem-error.ts';
import type { Finding } from '#vocabulary/finding.ts';
import type { Report, Silenced } from '#vocabulary/report.ts';

/** A finding that the configuration silences; `at` narrows it to one thing (`public.orders`, `*` stands for anything). */
export interface Silence {
  readonly rule: string;
  readonly at?: string | undefined;
  readonly reason: string;
}

export interface SilenceRequest {
  readonly config: readonly Silence[];
  /** The statement's text: `-- dbwright: silence sort-on-disk because it runs once a year`. */
  readonly query: string | undefined;
  /** Texts of files that findings stand in: such a comment in one of them silences what was found there. */
  readonly files?: readonly { readonly path: string; readonly text: string }[];
  /** Those of an earlier report. */
  readonly baseline: readonly Pick<Finding, 'fingerprint'>[];
}

/** Moves silenced findings out of `findings`; they stay in the report with the reason. */
export function silence(report: Report, request: SilenceRequest): Report {
  const inline = request.query === undefined ? [] : inlineSilences(request.query);
  const inFiles = new Map((request.files ?? []).map(({ path, text }) => [path, inlineSilences(text)]));
  const known = new Set(request.baseline.map(({ fingerprint }) => fingerprint));
  const silenced: Silenced[] = [];
  const findings = report.findings.filter((finding) => {
    const by = reasonFor(
      finding,
      request.config,
      [...inline, ...(inFiles.get(finding.place?.file ?? '') ?? [])],
      known,
    );
    if (by !== undefined) silenced.push({ finding, ...by });
    return by === undefined;
  });
  return { ...report, findings, silenced: [...report.silenced, ...silenced] };
}

function reasonFor(
  finding: Finding,
  config: readonly Silence[],
  inline: readonly Silence[],
  known: ReadonlySet<string>,
): Omit<Silenced, 'finding'> | undefined {
  const fromConfig = config.find((entry) => entry.rule === finding.rule && matches(entry.at, finding.at));
  if (fromConfig !== undefined) return { by: 'config', reason: fromConfig.reason };
  const fromText = inline.find((entry) => entry.rule === finding.rule);
  if (fromText !== undefined) return { by: 'inline', reason: fromText.reason };
  return known.has(finding.fingerprint) ? { by: 'baseline', reason: 'In the baseline.' } : undefined;
}

function matches(pattern: string | undefined, at: string): boolean {
  if (pattern === undefined) return true;
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(at);
}

export function inlineSilences(query: string): readonly Silence[] {
  return [
    ...query.matchAll(/(?:--|\/\*)\s*dbwright:\s*silence\s+([a-z0-9-]+)(?:\s+because\s+([^\n]*?))?\s*(?:\*\/|\n|$)/g),
  ].map(([, rule = '', reason]) => {
    if (reason === undefined || reason === '') {
      throw problem(
        'invalid',
        `The comment silences ${rule} without a reason.`,
        `Write: -- dbwright: silence ${rule} because …`,
      );
    }
    return { rule, reason };
  });
}
