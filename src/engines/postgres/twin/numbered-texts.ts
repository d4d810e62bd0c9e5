/** Texts that differ by a number in them: SKU-00000042, customer.42@example.org. */
export interface NumberedTexts {
  readonly before: string;
  /** Digits where zeros fill it up, else 0. */
  readonly digits: number;
  /** What follows; one of them each time. */
  readonly behind: readonly string[];
  /** Ascending, as texts. */
  readonly numbers: readonly string[];
}

const mostEndings = 20;

/** Undefined where the known texts have no such form in common. */
export function numberedTexts(known: readonly string[]): NumberedTexts | undefined {
  const parts = known.flatMap((text) => {
    const match = /^(\D*)(\d{1,15})(.*)$/su.exec(text);
    return match === null ? [] : [{ before: match[1] ?? '', number: match[2] ?? '', behind: match[3] ?? '' }];
  });
  const [first] = parts;
  if (first === undefined || known.length < 3 || parts.length < known.length) return undefined;
  if (parts.some(({ before }) => before !== first.before)) return undefined;
  const behind = [...new Set(parts.map((part) => part.behind))].sort();
  if (behind.length > mostEndings || behind.some((text) => /^\d|^[0-9a-f]{8}/.test(text))) return undefined;
  const padded = parts.some(({ number }) => number.startsWith('0') && number.length > 1);
  if (padded && parts.some(({ number }) => number.length !== first.number.length)) return undefined;
  const numbers = parts.map(({ number }) => Number(number)).sort((a, b) => a - b);
  return { before: first.before, digits: padded ? first.number.length : 0, behind, numbers: numbers.map(String) };
}
