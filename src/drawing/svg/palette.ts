/** One colour a group, in turns: dark enough for white letters on it (contrast 4.5 and more). */
const light = [
  '#2563eb',
  '#0f766e',
  '#b45309',
  '#7c3aed',
  '#be123c',
  '#15803d',
  '#0369a1',
  '#a21caf',
  '#c2410c',
  '#4d7c0f',
  '#4338ca',
  '#57534e',
] as const;

/** The same hues for lines and letters on a dark ground. */
const dark = [
  '#7aa5ff',
  '#2dd4bf',
  '#f0a640',
  '#b79bff',
  '#ff7d97',
  '#4ade80',
  '#52b8f2',
  '#e47bf0',
  '#ff9457',
  '#a3d65c',
  '#98a2ff',
  '#b8b2ad',
] as const;

export function colorOf(group: number): string {
  return light[group % light.length] ?? light[0];
}

/** A class for each colour: `c0` … */
export function colorClass(group: number | undefined): string {
  return group === undefined ? 'cx' : `c${group % light.length}`;
}

export interface Theme {
  readonly paper: string;
  readonly card: string;
  readonly line: string;
  readonly ink: string;
  readonly faint: string;
  /** How much of the colour a group's ground has. */
  readonly tint: number;
  /** Of the grounds of heads, and of lines and letters. */
  readonly heads: readonly string[];
  readonly strokes: readonly string[];
}

export const lightTheme: Theme = {
  paper: '#f7f9fc',
  card: '#ffffff',
  line: '#cfd7e2',
  ink: '#1c2430',
  faint: '#64748b',
  tint: 0.055,
  heads: light,
  strokes: light,
};

export const darkTheme: Theme = {
  paper: '#0f141a',
  card: '#18202a',
  line: '#334155',
  ink: '#dfe6ee',
  faint: '#93a1b2',
  tint: 0.09,
  heads: light,
  strokes: dark,
};

/** Concrete colours, no variables: programs that draw SVG outside of browsers know none. */
export function themeRules({ paper, card, line, ink, faint, tint, heads, strokes }: Theme): string {
  const colors = [...strokes.entries()].map(
    ([at, stroke]) =>
      `.c${at} .head{fill:${heads[at] ?? stroke}}.wire.c${at},.stub.c${at}{stroke:${stroke}}.stub.c${at} text{fill:${stroke}}` +
      `.area.c${at} rect{fill:${stroke};stroke:${stroke}}.area-title.c${at} text{fill:${stroke}}.tie.c${at}{stroke:${stroke}}`,
  );
  return [
    `.paper{fill:${paper}}.body{fill:${card};stroke:${line}}.wire .end,.stub .pill{fill:${card}}`,
    `.name,.title,.listed{fill:${ink}}.type,.more,.mark,.note{fill:${faint}}.divider{stroke:${line}}`,
    `.wire,.stub,.tie{stroke:${faint}}.stub text{fill:${faint}}.cx .head{fill:${faint}}`,
    `.area rect{fill-opacity:${tint};stroke-opacity:.35}`,
    ...colors,
  ].join('\n');
}

/** Fonts and shapes, which are the same in each theme. */
export const shapeRules = `text{font-family:Inter,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-size:12.5px}
.head-name{fill:#fff;font-size:13.5px;font-weight:600}.head-note{fill:#fff;fill-opacity:.8;font-size:11px;text-anchor:end}
.key{font-weight:600}.type{font-size:11px;text-anchor:end}.mark{font-size:8.5px;font-weight:600;letter-spacing:.3px}
.more{font-size:11px;font-style:italic}.stub text{font-size:11px;stroke:none}
.wire,.stub,.tie{fill:none;stroke-width:1.4}.wire .end{stroke-width:1.3}.area-title text{font-size:17px;font-weight:600}
.listed{font-size:11.5px}.tie{stroke-opacity:.55}.count{font-weight:400;opacity:.7}.title{font-size:20px;font-weight:600}.note{font-size:12px}.body{stroke-width:1}`;
