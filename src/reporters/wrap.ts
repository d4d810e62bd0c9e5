import stringWidth from 'string-width';

/** Columns on a terminal: wide characters take two. */
export function widthOf(text: string): number {
  return /^[ -~]*$/.test(text) ? text.length : stringWidth(text);
}

/** Breaks at spaces to fit `width` columns; a word that is longer stands alone. Line ends of the text stay. */
export function wrap(text: string, width: number, indent = ''): string {
  return text
    .split('\n')
    .flatMap((line) => wrapLine(line, Math.max(20, width - widthOf(indent))))
    .map((line) => (line === '' ? '' : indent + line))
    .join('\n');
}

/** A mark before the first line, the others set under its end. */
export function hanging(mark: string, text: string, width: number): string {
  const [first = '', ...rest] = wrap(text, Math.max(20, width - widthOf(mark))).split('\n');
  return [mark + first, ...rest.map((line) => (line === '' ? '' : ' '.repeat(widthOf(mark)) + line))].join('\n');
}

/** As `wrap`, but a word that is longer than the line is broken too, after a mark between its parts where there is one. */
export function fold(text: string, width: number): readonly string[] {
  const room = Math.max(4, width);
  return wrapLine(text, room).flatMap((line) => {
    const lines: string[] = [];
    let rest = line;
    while (widthOf(rest) > room) {
      const whole = upTo(rest, room);
      const mark = Math.max(...['-', '_', '.', ',', '(', ')', ' '].map((one) => whole.lastIndexOf(one)));
      const cut = mark >= whole.length / 2 ? mark + 1 : whole.length;
      lines.push(rest.slice(0, cut).trimEnd());
      rest = rest.slice(cut).trimStart();
    }
    return [...lines, rest];
  });
}

/** The longest beginning that fits; never nothing. */
function upTo(text: string, width: number): string {
  let cut = '';
  let used = 0;
  for (const character of text) {
    used += widthOf(character);
    if (used > width && cut !== '') break;
    cut += character;
  }
  return cut;
}

function wrapLine(line: string, width: number): readonly string[] {
  if (widthOf(line) <= width) return [line];
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (current !== '' && widthOf(longer) > width) {
      lines.push(current);
      current = word;
    } else {
      current = longer;
    }
  }
  return [...lines, current];
}

/** Cut to `width` columns, with an ellipsis. */
export function shorten(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let cut = '';
  let used = 0;
  for (const character of text) {
    used += widthOf(character);
    if (used > width - 1) break;
    cut += character;
  }
  return `${cut}…`;
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - widthOf(text))) + text;
}
