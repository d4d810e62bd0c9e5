/** Takes a line; `cut`: it was longer than the limit, and the rest is not here. */
export type TakeLine = (text: string, cut: boolean) => void;

export interface LineSplitter {
  readonly push: (text: string, take: TakeLine) => void;
  readonly end: (take: TakeLine) => void;
}

const carriageReturn = 13;

/** Lines of a text that comes in pieces. Of a line no more than `longest` characters are held. */
export function lineSplitter(longest: number): LineSplitter {
  let held = '';
  let cut = false;
  const hold = (piece: string) => {
    if (held.length + piece.length > longest) cut = true;
    if (held.length < longest)
      held += held.length + piece.length > longest ? piece.slice(0, longest - held.length) : piece;
  };
  const release = (take: TakeLine) => {
    const text = held.endsWith('\r') ? held.slice(0, -1) : held;
    const wasCut = cut;
    held = '';
    cut = false;
    take(text, wasCut);
  };
  return {
    push: (text, take) => {
      let from = 0;
      let end = text.indexOf('\n');
      if (end >= 0 && held !== '') {
        hold(text.slice(0, end));
        release(take);
        from = end + 1;
        end = text.indexOf('\n', from);
      }
      for (; end >= 0; end = text.indexOf('\n', from)) {
        const last = end > from && text.charCodeAt(end - 1) === carriageReturn ? end - 1 : end;
        if (last - from > longest) take(text.slice(from, from + longest), true);
        else take(text.slice(from, last), false);
        from = end + 1;
      }
      if (from < text.length) hold(text.slice(from));
    },
    end: (take) => {
      if (held !== '') release(take);
    },
  };
}
