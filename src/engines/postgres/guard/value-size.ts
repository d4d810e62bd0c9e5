/** Upper bounds of what a value may be; for a column of a table an assumption. */
export interface ValueSize {
  readonly bytes: number;
  /** As a number, without its sign. */
  readonly value: number;
  /** Parts of its expression, where the planner puts subqueries into one another. */
  readonly parts: number;
  /** Surely a number or a point in time, whose size has a limit of its own. */
  readonly isNumber?: boolean;
}

/** Of a column, a parameter, an unknown function. */
export const assumed: ValueSize = { bytes: 1_000, value: 10_000, parts: 1 };

export const small: ValueSize = { bytes: 16, value: 10_000, parts: 1 };

/** "1e5", of a number or of a text that may become one. */
export function sizeOfText(text: string): ValueSize {
  const number = /^\s*[-+]?(\d[\d_]*\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(text)
    ? Math.abs(Number(text.replaceAll('_', '')))
    : 0;
  return { bytes: text.length * 4 + 4, value: number, parts: 1 };
}

/** The largest of alternatives, as CASE and COALESCE give it. */
export function largest(sizes: readonly ValueSize[]): ValueSize {
  return {
    bytes: Math.max(16, ...sizes.map((size) => size.bytes)),
    value: Math.max(0, ...sizes.map((size) => size.value)),
    parts: partsOf(sizes),
    isNumber: areNumbers(sizes),
  };
}

function areNumbers(sizes: readonly ValueSize[]): boolean {
  return sizes.length > 0 && sizes.every((size) => size.isNumber === true);
}

export function together(sizes: readonly ValueSize[]): ValueSize {
  return { ...largest(sizes), bytes: bytesOf(sizes) };
}

/** What an operator makes of its operands. */
export function sizeOfOperator(name: string, operands: readonly ValueSize[]): ValueSize {
  const [left = small, right = small] = operands.length === 2 ? operands : [small, ...operands];
  const parts = partsOf(operands);
  const number = (value: number): ValueSize => ({
    bytes: Math.max(bytesOf(operands), 16),
    value,
    parts,
    isNumber: areNumbers(operands),
  });
  switch (name) {
    case '+':
    case '-':
      return number(left.value + right.value);
    case '*':
      return number(left.value * right.value);
    case '^':
      return number(raised(left.value, right.value));
    case '<<':
      return number(left.value * 2 ** Math.min(64, right.value));
    case '!':
    case '!!':
      return number(factorial(right.value));
    case '||':
      return together(operands);
    case '/':
      return number(left.value);
    default:
      return { bytes: bytesOf(operands), value: left.value, parts };
  }
}

/** What a function makes of its arguments; of most, no more than went in. `literal` is the text of the first argument. */
export function sizeOfCall(name: string, args: readonly ValueSize[], literal?: string): ValueSize {
  const [first = small, second = small, third = small] = args;
  const parts = partsOf(args);
  const bytes = bytesOf(args);
  const text = (size: number): ValueSize => ({ bytes: size, value: assumed.value, parts });
  switch (name) {
    case 'repeat':
      return text(first.bytes * second.value);
    case 'lpad':
    case 'rpad':
      return text(4 * second.value);
    case 'replace':
    case 'regexp_replace':
      return text(first.bytes * Math.max(1, third.bytes));
    // One character becomes one other, or none.
    case 'translate':
      return text(4 * first.bytes);
    case 'format':
      return text(bytes + widthsIn(literal) + (literal?.includes('*') === true ? together(args).value : 0));
    case 'array_fill':
      return text(first.bytes * second.value);
    case 'string_to_array':
    case 'regexp_split_to_array':
    case 'regexp_matches':
      return text(24 * bytes);
    case 'polygon':
      return text(args.length === 2 ? 16 * first.value : bytes);
    case 'power':
    case 'pow':
    case 'numeric_power':
    case 'dpow':
      return { ...text(bytes), value: raised(first.value, second.value) };
    case 'factorial':
      return { ...text(bytes), value: factorial(first.value) };
    case 'exp':
      return { ...text(bytes), value: Math.exp(first.value === assumed.value ? 1 : first.value) };
    case 'generate_series':
      return { ...text(16), value: largest(args.slice(0, 2)).value };
    case 'length':
    case 'char_length':
    case 'octet_length':
      return { ...small, value: first.bytes, parts };
    default:
      return /^(encode|quote_|to_json|json|row_to_json|xml|hstore|concat_ws)/.test(name)
        ? text(2 * bytes + 64)
        : { bytes: bytes + 64, value: args.length === 1 ? first.value : assumed.value, parts };
  }
}

/** An unknown exponent is taken to be small: nobody raises to the power of a large column. */
function raised(base: number, exponent: number): number {
  return base ** (exponent === assumed.value ? 10 : exponent);
}

function factorial(number: number): number {
  if (number === assumed.value) return number;
  return number > 170 ? Number.POSITIVE_INFINITY : number ** number;
}

/** Widths in a format text: `%1000000s`. */
function widthsIn(format = ''): number {
  return [...format.matchAll(/\d+/g)].reduce((sum, [digits]) => sum + 4 * Number(digits), 0);
}

function bytesOf(sizes: readonly ValueSize[]): number {
  return sizes.reduce((sum, size) => sum + size.bytes, 0);
}

function partsOf(sizes: readonly ValueSize[]): number {
  return sizes.reduce((sum, size) => sum + size.parts, 1);
}
