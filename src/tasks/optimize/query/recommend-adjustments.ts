import { duration } from '#analysis/plan-words.ts';
import type { Finding } from '#vocabulary/finding.ts';
import type { Recommendation } from '#vocabulary/recommendation.ts';
import type { Section } from '#vocabulary/section.ts';
import { timeGain, trialEvidence } from './proof.ts';
import { type AdjustmentTrial, changeWords, sameChange } from './try-adjustments.ts';
import type { RowTrial } from './try-with-rows.ts';

/** Settings and statistics that were seen to help, best first; then what findings ask for and nobody could try. */
export function recommendAdjustments(
  findings: readonly Finding[],
  tried: readonly AdjustmentTrial[],
  rows: RowTrial,
): readonly Recommendation[] {
  const proven = tried
    .filter(({ outcome }) => outcome === 'proven')
    .toSorted((one, other) => (one.trial?.after.median ?? 0) - (other.trial?.after.median ?? 0));
  return [...proven.flatMap((one) => recommendation(one, rows)), ...recommendMaintenance(findings, tried)];
}

function recommendation({ change, finding, trial }: AdjustmentTrial, { run }: RowTrial): readonly Recommendation[] {
  if (trial === undefined || run === undefined) return [];
  const isSetting = change.kind === 'set-setting';
  return [
    {
      title: isSetting
        ? `Set ${changeWords(change)} for this query`
        : `Make ${changeWords(change)}`.replace('Make ANALYZE', 'Analyze'),
      changes: [change],
      because: [finding.message],
      proof: trialEvidence(run, trial).slice(0, 2),
      gain: timeGain(trial),
      cost: isSetting
        ? 'holds for one transaction; of work_mem each sort and hash of the query may take that much, in each session'
        : 'reads a sample of the table; takes no lock that readers or writers wait for',
      risk: 'low',
      effort: 'low',
      confidence: run.level === 'measured' ? 0.9 : 0.75,
    },
  ];
}

/** What a finding asks for was tried and brought nothing: it says so instead of asking. */
export function settleAdjusted(findings: readonly Finding[], tried: readonly AdjustmentTrial[]): readonly Finding[] {
  return findings.map((finding) => {
    const futile = tried.filter(
      ({ change, outcome }) => outcome === 'no-gain' && finding.changes.some((one) => sameChange(one, change)),
    );
    if (futile.length === 0 || futile.length < finding.changes.length) return finding;
    const words = futile.map(({ change, why }) => `${changeWords(change)} was tried: ${why}`).join('; ');
    return { ...finding, changes: [], advice: `Nothing: ${words}.` };
  });
}

export function adjustmentSections(tried: readonly AdjustmentTrial[]): readonly Section[] {
  if (tried.length === 0) return [];
  return [
    {
      kind: 'table',
      place: 'after',
      title: 'Settings and statistics tried',
      columns: [
        { name: 'what', align: 'left' },
        { name: 'median', align: 'right' },
        { name: 'outcome', align: 'left' },
      ],
      rows: tried.map(({ change, trial, why }) => [
        changeWords(change),
        trial === undefined ? '' : `${duration(trial.before.median)} → ${duration(trial.after.median)}`,
        why,
      ]),
    },
  ];
}

/** Remedies of findings that are safe and cheap to carry out: fresh statistics, a vacuum. */
function recommendMaintenance(
  findings: readonly Finding[],
  tried: readonly AdjustmentTrial[],
): readonly Recommendation[] {
  const seen = new Set(
    tried.filter(({ outcome }) => outcome !== 'untried').map(({ change }) => maintenanceTitle(change)),
  );
  return findings.flatMap((finding) =>
    finding.severity === 'info'
      ? []
      : finding.changes.flatMap((change): readonly Recommendation[] => {
          const words = maintenanceTitle(change);
          if (words === undefined || seen.has(words)) return [];
          seen.add(words);
          return [
            {
              title: words,
              changes: [change],
              because: [finding.message],
              proof: finding.evidence,
              gain: finding.why,
              cost: 'reads the table once; takes no lock that readers or writers wait for',
              risk: 'low',
              effort: 'low',
              confidence: 0.5,
            },
          ];
        }),
  );
}

function maintenanceTitle(change: Finding['changes'][number]): string | undefined {
  switch (change.kind) {
    case 'analyze-table':
      return `Analyze ${change.table}`;
    case 'vacuum-table':
      return `Vacuum ${change.table}`;
    case 'create-statistics':
      return `Create extended statistics on ${change.table} (${[...change.columns, ...(change.expressions ?? [])].join(', ')})`;
    default:
      return undefined;
  }
}
