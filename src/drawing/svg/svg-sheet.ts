import { escapeXml as e } from '#drawing/escape-xml.ts';
import { groupNumbers } from '#drawing/layout/card.ts';
import { type Area, frame, type Sheet } from '#drawing/layout/sheet.ts';
import { textWidth } from '#drawing/layout/text-width.ts';
import type { Diagram } from '#vocabulary/diagram.ts';
import { colorClass, lightTheme, shapeRules, themeRules } from './palette.ts';
import { svgCard } from './svg-card.ts';
import { childEnd, childRing, parentEnd } from './svg-ends.ts';
import { svgWire } from './svg-wire.ts';

const margin = 32;
const headRoom = 70;

/** A sheet as a page of its own: title, what the signs mean, and the tables. */
export function svgSheet(sheet: Sheet, diagram: Diagram, title: string, note: string): string {
  const isWhole = sheet.areas.length === 1 && sheet.areas[0]?.name === '' && diagram.groups.length > 1;
  const chips = isWhole ? groupChips(diagram, sheet.width) : undefined;
  const body = sheetBody(sheet, diagram);
  if (chips === undefined) return svgPage(body, sheet, title, note, true);
  const below = `${chips.text}\n<g transform="translate(0 ${chips.height})">\n${body}\n</g>`;
  return svgPage(below, { width: sheet.width, height: sheet.height + chips.height }, title, note, true);
}

/** What the colours stand for. */
function groupChips({ groups }: Diagram, room: number): { readonly text: string; readonly height: number } {
  let [x, y] = [0, 0];
  const chips = groups.map(({ name }, at) => {
    const width = textWidth(name, 12) + 34;
    if (x > 0 && x + width > room) [x, y] = [0, y + 20];
    const chip = `<g class="card ${colorClass(at)}"><circle class="head" cx="${Math.round(x) + 5}" cy="${y - 14}" r="5"/><text class="note" x="${Math.round(x) + 16}" y="${y - 10}">${e(name)}</text></g>`;
    x += width;
    return chip;
  });
  return { text: chips.join('\n'), height: y + 14 };
}

/** Any drawing under a title, on paper. */
export function svgPage(
  body: string,
  size: { readonly width: number; readonly height: number },
  title: string,
  note: string,
  hasLegend: boolean,
): string {
  const least = Math.max(textWidth(title, 20, 'bold'), textWidth(note, 12)) + (hasLegend ? legendWidth + 60 : 0);
  const width = Math.ceil(Math.max(size.width, least) + 2 * margin);
  const height = Math.ceil(size.height + headRoom + 2 * margin);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>${e(title)}</title>
<style>
${shapeRules}
${themeRules(lightTheme)}
</style>
<rect class="paper" width="${width}" height="${height}"/>
<text class="title" x="${margin}" y="${margin + 18}">${e(title)}</text>
<text class="note" x="${margin}" y="${margin + 40}">${e(note)}</text>
${hasLegend ? legend(width - margin - legendWidth, margin + 13) : ''}
<g transform="translate(${margin} ${margin + headRoom})">
${body}
</g>
</svg>
`;
}

/** Frames, lines and cards, in this order: lines never cover a name. */
export function sheetBody({ areas }: Sheet, diagram: Diagram): string {
  const groups = groupNumbers(diagram);
  const labels = new Map(diagram.tables.map(({ id, label }) => [id, label]));
  const labelOf = (table: string) => labels.get(table) ?? '';
  const several = areas.length > 1;
  return areas
    .map(
      (area) =>
        `<g transform="translate(${Math.round(area.x)} ${Math.round(area.y)})">
${several ? areaFrame(area) : ''}
${area.wires.map((wire) => svgWire(wire, groups, labelOf)).join('\n')}
${area.cards.map((card) => svgCard(card, groups)).join('\n')}
${several ? areaTitle(area) : ''}
</g>`,
    )
    .join('\n');
}

function areaFrame({ number, width, height }: Area): string {
  const { padding, title } = frame;
  return `<g class="area ${colorClass(number)}" data-area="${number}"><rect x="${-padding}" y="${-padding - title}" width="${Math.ceil(width + 2 * padding)}" height="${Math.ceil(height + 2 * padding + title)}" rx="14"/></g>`;
}

/** Above the tables: it grows when the reader goes away. */
function areaTitle({ name, number, cards }: Area): string {
  const { padding, title } = frame;
  return `<g class="area-title ${colorClass(number)}" data-title="${number}"><text x="${-padding + 16}" y="${-padding - title + 30}">${e(name)}<tspan class="count" dx=".6em">${cards.length}</tspan></text></g>`;
}

const legendWidth = 430;

/** The four ends of lines, with what each says. */
function legend(x: number, y: number): string {
  const sample = (at: number, words: string, drawing: string) =>
    `<g transform="translate(${at} 0)"><g class="wire">${drawing}</g><text class="note" x="46" y="4">${words}</text></g>`;
  const line = '<path d="M0 0H38"/>';
  const end = { x: 38, y: 0, side: -1 } as const;
  return `<g transform="translate(${x} ${y})">
${sample(0, 'many', `<path d="M0 0H38${childEnd(end, { single: false })}"/>${childRing(end, { single: false })}`)}
${sample(96, 'at most one', `<path d="M0 0H38${childEnd(end, { single: true })}"/>${childRing(end, { single: true })}`)}
${sample(226, 'one', line + parentEnd(end, { optional: false }))}
${sample(312, 'one or none', line + parentEnd(end, { optional: true }))}
<text class="note" x="0" y="26">text? may be null</text></g>`;
}
