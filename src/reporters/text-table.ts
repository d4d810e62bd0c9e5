import type { Palette } from './text-palette.ts';
import { padEnd, padStart, shorten, widthOf, wrap } from './wrap.ts';

type Column = { readonly name: string; readonly align: 'left' | 'right' };
type Rows = readonly (readonly string[])[];

/** No column of words becomes narrower. */
const leastWords = 12;
/** Figures are cut only where nobody would read them anyway. */
const longestFigure = 40;

/**
 * Columns that share one width each; words give way first, figures are never cut. What does not fit the page even so is
 * laid out as one block a row, as psql's \x does.
 */
export function textTable(columns: readonly Column[], given: Rows, width: number, paint: Palette): readonly string[] {
  if (columns.length === 0) return [];
  const rows = given.map((row) => row.map(onOneLine));
  const widths = widthsOf(columns, rows, width - 2 * columns.length);
  if (widths === undefined) return blocks(columns, rows, width, paint);
  const cell = (text: string, at: number) => {
    const size = widths[at] ?? 0;
    const pad = columns[at]?.align === 'right' ? padStart : padEnd;
    return pad(shorten(text, size), size);
  };
  const line = (cells: readonly string[]) => `  ${cells.map(cell).join('  ')}`.trimEnd();
  return [paint.faint(line(columns.map(({ name }) => onOneLine(name)))), ...rows.map(line)];
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
