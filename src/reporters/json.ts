import type { Reporter } from '#contracts/reporter.ts';

/** The report itself, as its published schema describes it. */
export const json: Reporter = {
  id: 'json',
  summary: 'The whole report, versioned; for programs',
  mediaType: 'application/json',
  extension: 'json',
  print: (report) => `${JSON.stringify(report, null, 2)}\n`,
};
