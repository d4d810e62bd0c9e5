/** A piece of a file, and the line at which it begins, from 1. */
export interface PlacedText {
  readonly text: string;
  readonly line: number;
}

export interface Section extends PlacedText {
  /** The mark that opens it. */
  readonly mark: RegExpExecArray;
  /** Line of the mark itself. */
  readonly markLine: number;
}

/**
 * The parts of a file that marks open: each from the line behind its mark up to the next mark. `marks` is to match
 * within one line, with the flags g and m.
 */
export function markedSections(text: string, marks: RegExp): readonly Section[] {
  const found = [...text.matchAll(marks)];
  const lineAt = lineCounter(text);
  return found.map((mark, at) => {
    const markLine = lineAt(mark.index);
    const end = text.indexOf('\n', mark.index + mark[0].length);
    const next = found[at + 1];
    const until = next === undefined ? text.length : text.lastIndexOf('\n', next.index - 1) + 1;
    const from = end < 0 ? text.length : end + 1;
    return { mark, markLine, line: end < 0 ? markLine : lineAt(from), text: text.slice(from, Math.max(from, until)) };
  });
}

/** The line of an offset, from 1; to be asked with rising offsets. */
export function lineCounter(text: string): (offset: number) => number {
  let line = 1;
  let seen = 0;
  return (offset) => {
    for (let next = text.indexOf('\n', seen); next >= 0 && next < offset; next = text.indexOf('\n', seen)) {
      line += 1;
      seen = next + 1;
    }
    return line;
  };
}

/** Pieces of one file as one text, in which each stays on its line; each ends as a statement. */
export function alignedText(pieces: readonly PlacedText[]): PlacedText {
  const [first] = pieces;
  if (first === undefined) return { text: '', line: 1 };
  let text = '';
  let line = first.line;
  for (const piece of pieces) {
    if (text !== '') text += '\n'.repeat(Math.max(1, piece.line - line));
    const written = /;\s*$/.test(piece.text) ? piece.text.trimEnd() : `${piece.text.trimEnd()};`;
    text += written;
    line = Math.max(line, piece.line) + written.split('\n').length - 1;
  }
  return { text, line: first.line };
}
