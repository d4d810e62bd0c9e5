import type { Palette } from './text-palette.ts';
import { fold, padEnd, padStart, shorten, widthOf, wrap } from './wrap.ts';

type Column = { readonly name: string; readonly align: 'left' | 'right' };
type Rows = readonly (readonly string[])[];

/** No column of words becomes narrower. */
const leastWords = 12;
/** Figures are cut only where nobody would read them anyway. */
const longestFigure = 40;
/** Words that do not fit go on below; what is longer still is cut. */
const mostLines = 3;

/**
 * Columns that share one width each; words give way first and go on over up to three lines, figures are never cut. What
 * does not fit the page even so is laid out as one block a row, as psql's \x does.
 */
export function textTable(columns: readonly Column[], given: Rows, width: number, paint: Palette): readonly string[] {
  if (columns.length === 0) return [];
  const rows = given.map((row) => row.map(onOneLine));
  const widths = widthsOf(columns, rows, width - 2 * columns.length);
  if (widths === undefined) return blocks(columns, rows, width, paint);
  const pad = (text: string, at: number) => (columns[at]?.align === 'right' ? padStart : padEnd)(text, widths[at] ?? 0);
  const lines = (texts: readonly string[]) => {
    const cells = texts.map((text, at) => cellLines(text, widths[at] ?? 0));
    return Array.from({ length: Math.max(...cells.map(({ length }) => length)) }, (_, line) =>
      `  ${columns.map((_column, at) => pad(cells[at]?.[line] ?? '', at)).join('  ')}`.trimEnd(),
    );
  };
  const head = lines(columns.map(({ name }) => onOneLine(name)));
  return [...head.map((line) => paint.faint(line)), ...rows.flatMap(lines)];
}

function cellLines(text: string, width: number): readonly string[] {
  const lines = fold(text, width);
  return lines.length <= mostLines
    ? lines
    : [...lines.slice(0, mostLines - 1), shorten(lines.slice(mostLines - 1).join(' '), width)];
}

/** The width of each column; undefined where they do not fit. */
function widthsOf(columns: readonly Column[], rows: Rows, room: number): readonly number[] | undefined {
  const contents = columns.map((_, at) => rows.reduce((most, row) => Math.max(most, widthOf(row[at] ?? '')), 0));
  const widths = columns.map(({ name }, at) => Math.max(widthOf(name), contents[at] ?? 0));
  const least = columns.map(({ name, align }, at) =>
    align === 'right'
      ? Math.max(Math.min(contents[at] ?? 0, longestFigure), Math.min(widthOf(name), leastWords))
      : Math.min(widths[at] ?? 0, leastWords),
  );
  // A heading that is wider than what stands under it gives way first.
  for (const [at, size] of widths.entries()) {
    const over = sum(widths) - room;
    const content = Math.max(least[at] ?? 0, contents[at] ?? 0);
    if (over > 0) widths[at] = Math.max(Math.min(size, content), size - over);
  }
  for (let over = sum(widths) - room; over > 0; over -= 1) {
    const widest = widths.reduce(
      (best, size, at) => (size > (least[at] ?? 0) && size > (widths[best] ?? -1) ? at : best),
      -1,
    );
    if (widest < 0) return undefined;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

/** One block a row: name and value side by side, long values over several lines. */
function blocks(columns: readonly Column[], rows: Rows, width: number, paint: Palette): readonly string[] {
  const names = columns.map(({ name }) => onOneLine(name));
  const nameWidth = Math.min(30, Math.max(...names.map(widthOf)));
  const room = Math.max(20, width - nameWidth - 6);
  return rows.flatMap((row, number) => [
    paint.faint(`  ─ ${number + 1} ─`),
    ...names.flatMap((name, at) => {
      const [first = '', ...rest] = wrap(row[at] ?? '', room)
        .split('\n')
        .map((line) => shorten(line, room));
      if (first === '' && rest.length === 0) return [];
      const label = paint.faint(padEnd(shorten(name, nameWidth), nameWidth));
      return [`    ${label}  ${first}`.trimEnd(), ...rest.map((line) => `${' '.repeat(nameWidth + 6)}${line}`)];
    }),
  ]);
}

function onOneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').replaceAll('\t', ' ');
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
