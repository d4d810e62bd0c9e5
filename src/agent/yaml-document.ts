import { isMap, isScalar, isSeq, LineCounter, type ParsedNode, parseDocument } from 'yaml';
import { problem } from '#contracts/problem-error.ts';

export interface YamlDocument {
  readonly value: unknown;
  /** "line 12, column 5": of the value at the path, or of the nearest thing above it that is there. */
  readonly placeOf: (path: readonly PropertyKey[]) => string;
  readonly lineOf: (path: readonly PropertyKey[]) => number;
}

/** A text in YAML or JSON with the places of its parts. `file` is only named. Errors: invalid, with line and column. */
export function readYaml(text: string, file: string): YamlDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const place = (at: number) => {
    const { line, col } = lines.linePos(at);
    return `line ${line}, column ${col}`;
  };
  const [fault] = document.errors;
  if (fault !== undefined) {
    throw problem('invalid', `${file}, ${place(fault.pos[0])}: ${fault.message}`, 'Mend the YAML there.', fault);
  }
  const offset = (path: readonly PropertyKey[]) => offsetOf(document.contents, path);
  return {
    value: plain(document, file),
    placeOf: (path) => place(offset(path)),
    lineOf: (path) => lines.linePos(offset(path)).line,
  };
}

/** Aliases that multiply are refused by the parser, with an error of its own. */
function plain(document: ReturnType<typeof parseDocument>, file: string): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    throw problem('invalid', `${file}: ${cause instanceof Error ? cause.message : String(cause)}`, undefined, cause);
  }
}

function offsetOf(root: ParsedNode | null, path: readonly PropertyKey[]): number {
  let node: unknown = root;
  let offset = root?.range[0] ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (pair === undefined) break;
      if (isScalar(pair.key) && pair.key.range) offset = pair.key.range[0];
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      if ((isMap(node) || isScalar(node) || isSeq(node)) && node.range) offset = node.range[0];
    } else break;
  }
  return offset;
}
