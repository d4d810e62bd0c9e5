import pc from 'picocolors';
import type { Severity } from '#vocabulary/finding.ts';

/** Colours by meaning; without colour every function gives its text back. */
export type Palette = ReturnType<typeof palette>;

export function palette(color: boolean) {
  const paint = pc.createColors(color);
  return {
    title: (text: string) => paint.bold(text),
    heading: (text: string) => paint.bold(paint.cyan(text)),
    faint: (text: string) => paint.dim(text),
    good: (text: string) => paint.green(text),
    hot: (text: string) => paint.bold(paint.red(text)),
    code: (text: string) => paint.yellow(text),
    severity: (severity: Severity, text: string) =>
      severity === 'critical'
        ? paint.bold(paint.red(text))
        : severity === 'warning'
          ? paint.yellow(text)
          : paint.blue(text),
  };
}
