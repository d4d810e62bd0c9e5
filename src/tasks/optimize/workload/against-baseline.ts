import { loadFold } from '#analysis/load/fold-load.ts';
import {
  type ComparedLoad,
  compareLoads,
  type LoadComparison,
  type StatementChange,
} from '#analysis/workload-report/compare-loads.ts';
import type { Figures } from '#analysis/workload-report/window-figures.ts';
import type { Baseline } from '#contracts/command.ts';
import type { ShapeReader } from '#contracts/trace.ts';
import type { DatabaseExport } from '#vocabulary/database-export.ts';
import type { LoadStatement, QueryLoad } from '#vocabulary/query-load.ts';
import type { Unseen } from '#vocabulary/report.ts';
import { type ComparisonDetails, WorkloadDetails } from './workload-report.ts';

interface Compared {
  readonly comparison?: LoadComparison;
  readonly unseen: readonly Unseen[];
}

/** What became of the load since `--baseline`, or why that cannot be told. */
export async function againstBaseline(
  load: QueryLoad,
  baseline: Baseline | undefined,
  shapeOf: ShapeReader | undefined,
): Promise<Compared> {
  if (baseline === undefined) return { unseen: [] };
  const before = baseline.kind === 'report' ? ofReport(baseline.report) : await ofExport(baseline.exported, shapeOf);
  if (typeof before === 'string') {
    const remedy = 'Give an earlier report of `optimize workload --format json`, or what `look export` wrote.';
    return { unseen: [{ what: 'a comparison with the baseline', why: before, remedy }] };
  }
  return { comparison: compareLoads(before, { ...compared(load), isCut: false }), unseen: [] };
}

function ofReport(report: Extract<Baseline, { kind: 'report' }>['report']): ComparedLoad | string {
  if (report.command !== 'optimize workload') {
    const whose = report.command === '' ? 'another command' : `\`${report.command}\``;
    return `The baseline is a report of ${whose}, which holds no times of statements.`;
  }
  const read = WorkloadDetails.safeParse(report.details);
  if (!read.success) return 'Another version of dbwright wrote the baseline, with other figures.';
  return { ...compared(read.data), isCut: read.data.known > read.data.statements.length };
}

async function ofExport(exported: DatabaseExport, shapeOf: ShapeReader | undefined): Promise<ComparedLoad | string> {
  const { workload, takenAt } = exported;
  if (workload === undefined) return 'The export that is the baseline holds no counts of statements.';
  if (shapeOf === undefined) return 'Without a schema the statements of the export cannot be told apart.';
  const fold = loadFold({ shapeOf });
  fold.addCounted(workload);
  const load = await fold.end({ origins: [workload.origin], files: [], unread: [], now: new Date(takenAt) });
  return { ...compared(load), isCut: false };
}

function compared({
  statements,
  window,
}: {
  readonly statements: readonly Pick<
    LoadStatement,
    'fingerprint' | 'normalized' | 'calls' | 'milliseconds' | 'counted'
  >[];
  readonly window?: QueryLoad['window'];
}): Pick<ComparedLoad, 'statements' | 'window'> {
  return { statements: new Map(statements.map((one) => [one.fingerprint, figures(one)])), window };
}

function figures({
  normalized,
  calls,
  milliseconds,
  counted,
}: Pick<LoadStatement, 'normalized' | 'calls' | 'milliseconds' | 'counted'>): Figures {
  return {
    normalized,
    calls,
    milliseconds: milliseconds?.total,
    deviation: milliseconds?.deviation,
    rows: counted?.rows,
    blocks: counted === undefined ? undefined : counted.blocks.sharedHit + counted.blocks.sharedRead,
  };
}

/** As the report keeps it: what changed, and the new and the gone that weigh most. */
export function detailed({ changes, fresh, gone, ...rest }: LoadComparison): ComparisonDetails {
  return {
    ...rest,
    changes: changes.filter(isTold).map((change) => ({
      ...change,
      before: plain(change.before),
      after: plain(change.after),
      worse: [...change.worse],
      better: [...change.better],
    })),
    fresh: fresh.slice(0, mostMet).map((one) => ({ ...plain(one), normalized: one.normalized })),
    gone: gone.slice(0, mostMet).map((one) => ({ ...plain(one), normalized: one.normalized })),
  };
}

const mostMet = 100;

function isTold({ worse, better }: StatementChange, place: number): boolean {
  return place < mostMet || worse.length + better.length > 0;
}

function plain({ calls, milliseconds, rows, blocks }: Figures): Omit<Figures, 'normalized' | 'deviation'> {
  return { calls, milliseconds, rows, blocks };
}
