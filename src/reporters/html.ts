import type { Reporter } from '#contracts/reporter.ts';
import type { Report } from '#vocabulary/report.ts';
import { reportBody } from './html-body.ts';
import { escapeHtml } from './html-escape.ts';
import { style } from './html-style.ts';
import { printableReport } from './printable.ts';

/** One self-contained page: no script, nothing loaded from anywhere, light and dark, fit for print. */
export const html: Reporter = {
  id: 'html',
  summary: 'A self-contained page',
  mediaType: 'text/html',
  extension: 'html',
  print: (report) => htmlPage(`dbwright ${report.command}`, [report]),
};

/** Several reports on one page, with a table of contents. */
export function htmlPage(title: string, reports: readonly Report[]): string {
  const bodies = reports.map((report) => printableReport(report));
  const contents = bodies.map(
    (report, index) => `<li><a href="#r${index}">${escapeHtml(report.title ?? report.summary)}</a></li>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<header><span class="mark">dbwright</span> <span class="faint">advice that comes with proof</span></header>
${bodies.length > 1 ? `<nav><ol>${contents.join('')}</ol></nav>` : ''}
${bodies.map((report, index) => `<article id="r${index}">\n${reportBody(report)}\n</article>`).join('\n')}
</main>
</body>
</html>
`;
}
