export interface Line {
  readonly text: string;
  /** It was longer than the limit; the rest is not here. */
  readonly cut: boolean;
}

export interface LineSplitter {
  readonly push: (text: string) => readonly Line[];
  readonly end: () => readonly Line[];
}

/** Lines of a text that comes in pieces. Of a line no more than `longest` characters are held. */
export function lineSplitter(longest: number): LineSplitter {
  let held = '';
  let cut = false;
  const hold = (piece: string) => {
    if (held.length + piece.length > longest) cut = true;
    if (held.length < longest)
      held += held.length + piece.length > longest ? piece.slice(0, longest - held.length) : piece;
  };
  const take = (): Line => {
    const text = held.endsWith('\r') ? held.slice(0, -1) : held;
    const line = { text, cut };
    held = '';
    cut = false;
    return line;
  };
  return {
    push: (text) => {
      const lines: Line[] = [];
      let from = 0;
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
        hold(text.slice(from, end));
        lines.push(take());
        from = end + 1;
      }
      if (from < text.length) hold(text.slice(from));
      return lines;
    },
    end: () => (held === '' ? [] : [take()]),
  };
}
