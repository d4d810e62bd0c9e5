import type { Evidence } from '#vocabulary/evidence.ts';
import { change, factor } from './figures.ts';
import type { Palette } from './text-palette.ts';
import { hanging, padEnd, widthOf, wrap } from './wrap.ts';

const margin = '   ';

/** What was observed, under the name of who observed it: said once for all that stands below. */
export function textProof(evidence: readonly Evidence[], width: number, paint: Palette): readonly string[] {
  const names = Math.min(32, Math.max(0, ...evidence.map(({ what }) => widthOf(what))));
  return evidence.flatMap((item, at) => {
    const earlier = evidence[at - 1];
    const isNew = !isSameWitness(item, earlier);
    const level = (text: string) => (item.level === 'measured' ? paint.good(text) : text);
    const head = hanging(`${margin}${item.level}: `, item.by, width).split('\n');
    return [
      ...(isNew ? head.map((line, place) => (place === 0 ? level(line) : paint.faint(line))) : []),
      ...observation(item, { names, width, paint }),
    ];
  });
}

/** "… twin" and "… twin, against the target's own plan" are one witness. */
export function isSameWitness(item: Evidence, earlier: Evidence | undefined): boolean {
  return earlier !== undefined && item.level === earlier.level && item.by.startsWith(earlier.by);
}

/** "median time of 5 runs   18 ms → 0.03 ms (526× less)"; a note that fits stands on the same line. */
function observation(
  item: Evidence,
  { names, width, paint }: { readonly names: number; readonly width: number; readonly paint: Palette },
): readonly string[] {
  const gain = factor(item);
  const said = `${change(item)}${gain === undefined ? '' : ` (${gain})`}`;
  const line = `${margin}  ${padEnd(item.what, names)}  ${said}`.trimEnd();
  const isWide = widthOf(line) > width;
  const shown = isWide
    ? [`${margin}  ${item.what}`, wrap(said, width, `${margin}    `)]
    : [gain === undefined ? line : `${line.slice(0, -gain.length - 2)}${paint.good(`(${gain})`)}`];
  if (item.note === undefined) return shown;
  const fits = !isWide && widthOf(line) + widthOf(item.note) + 2 <= width;
  return fits
    ? [`${shown[0] ?? ''}  ${paint.faint(item.note)}`]
    : [...shown, paint.faint(wrap(item.note, width, `${margin}    `))];
}
