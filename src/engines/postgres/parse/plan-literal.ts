/**
 * A value as Python, Ruby or JavaScript shows it, as JSON: other quotes, `=>`, names without quotes, `True`, `nil`,
 * tuples. One pass; what is neither is left as it stands.
 */
export function literalAsJson(text: string): string {
  return text.replace(
    /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|=>|\b(?:True|False|None|nil|undefined|Decimal|OrderedDict)\b|([A-Za-z_]\w{0,60})(?=: )|[()]/g,
    (written: string, single: string | undefined, double: string | undefined, name: string | undefined) => {
      if (single !== undefined)
        return JSON.stringify(single.replace(/\\(.)/g, (_, character: string) => escapes[character] ?? character));
      if (double !== undefined) return written;
      if (name !== undefined) return `"${name}"`;
      return words[written] ?? written;
    },
  );
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

const words: Readonly<Record<string, string>> = {
  '=>': ':',
  '(': '[',
  ')': ']',
  True: 'true',
  False: 'false',
  None: 'null',
  nil: 'null',
  undefined: 'null',
  Decimal: '',
  OrderedDict: '',
};
