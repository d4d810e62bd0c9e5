import type { Report } from '#vocabulary/report.ts';

export interface ReporterOptions {
  /** ANSI colours; only ever true on a terminal. */
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Nothing is folded together, however long a plan is. */
  readonly whole?: boolean;
}

/** Report -> text of one form. Sees nothing else, so an old JSON report can be printed anew. */
export interface Reporter {
  /** What `--format` takes. */
  readonly id: string;
  readonly summary: string;
  readonly mediaType: string;
  readonly extension: string;
  readonly print: (report: Report, options: ReporterOptions) => string;
}
