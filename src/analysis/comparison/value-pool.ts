import type { ColumnType } from '#analysis/column-type.ts';
import { documents, isJson } from './document-values.ts';
import type { Literals } from './literals.ts';
import { asTime, edgeDays, shiftedBy, startNamed, timesAround } from './time-values.ts';

/** Values for columns of one type, few enough that rows meet. All are texts as the server reads them. */
export interface ValuePool {
  /** What the statements compare with. */
  readonly exact: readonly string[];
  /** A step beside it. */
  readonly near: readonly string[];
  readonly plain: readonly string[];
  /** Where types end. */
  readonly edge: readonly string[];
}

export interface PoolRequest {
  readonly type: ColumnType;
  readonly literals: Literals;
  /** Milliseconds; undefined where the statements do not ask the clock. */
  readonly now?: number | undefined;
}

/** The values that could tell two statements apart, by type. */
export function valuePool(request: PoolRequest): ValuePool {
  const pool = poolOf(request);
  const fits = fitting(request.type);
  const exact = unique(pool.exact.filter(fits));
  const near = unique(pool.near.filter((value) => fits(value) && !exact.includes(value)));
  const plain = unique(pool.plain.filter(fits));
  return { exact, near, plain, edge: unique(pool.edge.filter(fits)) };
}

const nothing: ValuePool = { exact: [], near: [], plain: [], edge: [] };

function poolOf(request: PoolRequest): ValuePool {
  const { type, literals } = request;
  switch (type.family) {
    case 'integer':
    case 'number':
      return numbers(type, literals);
    case 'boolean':
      return { ...nothing, plain: ['t', 'f'] };
    case 'text':
      return texts(literals);
    case 'enum': {
      const labels = type.labels ?? [];
      return { ...nothing, exact: labels.filter((label) => literals.texts.includes(label)), plain: labels };
    }
    case 'date':
    case 'timestamp':
      return times(request, type.family);
    case 'time':
      return {
        exact: literals.texts.filter((text) => /^\d\d?:\d\d(:\d\d(\.\d+)?)?$/.test(text)),
        near: [],
        plain: ['12:00', '08:30:00', '12:00:00.5'],
        edge: ['00:00', '23:59:59.999999', '24:00'],
      };
    case 'interval':
      return {
        exact: literals.texts.filter((text) => /^\s*\d+\s*[a-z]+\s*$/i.test(text)),
        near: [],
        plain: ['1 day', '2 days', '01:00:00'],
        edge: ['0', '1 mon', '30 days', '24:00:00', '-1 day'],
      };
    case 'uuid':
      return {
        exact: literals.texts.filter((text) => /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i.test(text)),
        near: [],
        plain: [1, 2, 3, 4].map((digit) => `00000000-0000-0000-0000-00000000000${digit}`),
        edge: ['ffffffff-ffff-ffff-ffff-ffffffffffff'],
      };
    case 'json':
      return documents(literals);
    case 'bytes':
      return { ...nothing, plain: ['\\x61', '\\x6162'], edge: ['\\x', '\\x00'] };
    case 'network':
      return /mac/.test(type.base)
        ? { ...nothing, plain: type.base === 'macaddr8' ? ['08:00:2b:01:02:03:04:05'] : ['08:00:2b:01:02:03'] }
        : {
            ...nothing,
            exact: literals.texts.filter((text) => /^[0-9a-f:.]+(\/\d+)?$/i.test(text) && /[.:]/.test(text)),
            plain: ['10.0.0.0/8', '10.1.2.3', '192.168.0.1'],
            edge: ['0.0.0.0/0', '::1'],
          };
    case 'words':
      return {
        ...nothing,
        exact: literals.texts.filter((text) => /^[\p{L} ]+$/u.test(text)),
        plain: ['a', 'a b', 'b c', ''],
      };
    case 'bits':
      return {
        ...nothing,
        plain: ['0', '1', '01', '10'].map((bits) => bits.padEnd(type.base === 'bit' ? (type.length ?? 1) : 0, '0')),
      };
    case 'point':
      return { ...nothing, plain: ['(0,0)', '(1,1)', '(1,2)'] };
    case 'range':
      return ranges(request);
    case 'multirange':
      return {
        ...nothing,
        plain: [
          '{}',
          ...ranges(request)
            .plain.filter((one) => one !== 'empty')
            .map((one) => `{${one}}`),
        ],
      };
    case 'array':
      return arrays(request);
    case 'composite':
    case 'other':
      return nothing;
  }
}

const plainNumbers = ['1', '2', '3', '0'];

function numbers(type: ColumnType, literals: Literals): ValuePool {
  const written = [...literals.numbers, ...literals.texts.filter((text) => /^\s*-?\d+(\.\d+)?\s*$/.test(text))].map(
    Number,
  );
  const isWhole = type.family === 'integer';
  const step = isWhole ? 1 : 10 ** -(type.scale ?? 2);
  const text = (value: number) => (isWhole ? String(Math.round(value)) : String(Number(value.toFixed(6))));
  const few = written.slice(0, 5);
  // `a + 1 > 5`, `a * 2 = 10`: what the column itself must be there.
  const combined = few.flatMap((a) => few.flatMap((b) => (a === b || b === 0 ? [] : [a - b, a / b, a + b])));
  return {
    exact: written.map(text),
    near: [
      ...written.flatMap((value) => [
        value + 1,
        value - 1,
        -value,
        -value - 1,
        ...(isWhole ? [] : [value + step, value - step]),
      ]),
      ...combined.filter((value) => !isWhole || Number.isInteger(value)),
    ].map(text),
    plain: isWhole ? plainNumbers : [...plainNumbers, '0.5', '1.50', '2.5'],
    edge: ['-1', '-2', ...extremes(type)],
  };
}

function extremes(type: ColumnType): readonly string[] {
  switch (type.base) {
    case 'smallint':
      return ['32767', '-32768'];
    case 'integer':
      return ['2147483647', '-2147483648'];
    case 'bigint':
      return ['9223372036854775807', '-9223372036854775808', '9007199254740993'];
    case 'real':
    case 'double precision':
      return ['NaN', 'Infinity', '-0', '1e10'];
    case 'numeric':
      return type.length === undefined
        ? ['NaN', '0.000001', '1.000']
        : ['NaN', '9'.repeat(Math.max(1, type.length - (type.scale ?? 0)))];
    default:
      return [];
  }
}

function texts(literals: Literals): ValuePool {
  const exact = literals.texts.filter((text) => text.length <= 60);
  return {
    exact,
    near: [
      ...exact.flatMap((text) => [...variants(text), ...expansions(text)]),
      ...exact.flatMap((text) => text.split(/[\s,;@/-]+/)).filter((part) => part !== ''),
      ...literals.numbers.slice(0, 4),
    ],
    plain: ['a', 'b', 'A', 'ab'],
    edge: ['', ' ', 'a ', ' a', 'é', 'z', 'Z', '%', '1', '01', '10', '9'],
  };
}

function variants(text: string): readonly string[] {
  return [
    text.toUpperCase(),
    text.toLowerCase(),
    text.charAt(0).toUpperCase() + text.slice(1).toLowerCase(),
    `${text}x`,
    text.slice(0, -1),
    `x${text}`,
    `${text} `,
    ` ${text}`,
  ];
}

/** Texts that a LIKE pattern takes, and one that it just does not. */
function expansions(pattern: string): readonly string[] {
  if (!/[%_]/.test(pattern)) return [];
  const filled = (many: string, one: string) => pattern.replaceAll('%', many).replaceAll('_', one);
  const plain = [filled('', 'x'), filled('x', 'y'), filled('', ''), `x${filled('', 'x')}`];
  return [...plain, ...plain.map((text) => text.toUpperCase()), ...plain.map((text) => text.toLowerCase())];
}

function times({ literals, now, type }: PoolRequest, wanted: 'date' | 'timestamp'): ValuePool {
  const written = [
    ...literals.texts,
    ...literals.texts.flatMap((text) => startNamed(text) ?? []),
    ...literals.numbers.flatMap((number) => startNamed(number) ?? []),
    ...(now === undefined ? [] : [new Date(now).toISOString().slice(0, 19).replace('T', ' ')]),
  ];
  const plain = ['2024-01-15', '2024-01-16', '2024-02-01'];
  const zoned = type.base === 'timestamp with time zone';
  return {
    exact: written.flatMap((text) => asTime(text, wanted) ?? []),
    near: written.flatMap((text) => [...timesAround(text, wanted), ...shiftedBy(text, literals.texts, wanted)]),
    plain: wanted === 'date' ? plain : [...plain, '2024-01-15 12:00:00', '2024-01-15 12:00:00.5'],
    edge: [
      ...edgeDays.flatMap((day) =>
        wanted === 'date'
          ? [day]
          : [day, `${day} 02:30:00`, `${day} 23:30:00`, ...(zoned ? [`${day} 00:30:00+00`] : [])],
      ),
      'infinity',
      '-infinity',
    ],
  };
}

function ranges({ type, literals, now }: PoolRequest): ValuePool {
  if (type.element === undefined) return nothing;
  const { exact, plain } = valuePool({ type: type.element, literals, now });
  const bounds = [...exact.slice(0, 3), ...plain.slice(0, 3)].map((bound) => `"${bound}"`);
  const pairs = bounds.flatMap((low, at) => bounds.slice(at).map((high) => `[${low},${high}]`));
  const halfOpen = bounds.flatMap((low, at) => bounds.slice(at + 1).map((high) => `[${low},${high})`));
  return {
    exact: literals.texts.filter((text) => /^[[(].*[\])]$/.test(text)),
    near: [],
    plain: [...pairs, ...halfOpen],
    edge: ['empty', '(,)', ...bounds.slice(0, 2).flatMap((bound) => [`[${bound},)`, `(,${bound}]`])],
  };
}

function arrays({ type, literals, now }: PoolRequest): ValuePool {
  if (type.element === undefined) return nothing;
  const pool = valuePool({ type: type.element, literals, now });
  const elements = [...pool.exact.slice(0, 3), ...pool.plain.slice(0, 2)].map(element);
  const [a = 'NULL', b = a, c = b] = elements;
  return {
    exact: literals.texts.filter((text) => /^\{.*\}$/.test(text) && !isJson(text)),
    near: [],
    plain: [...elements.map((one) => `{${one}}`), `{${a},${b}}`, `{${b},${a}}`, `{${a},${b},${c}}`],
    edge: ['{}', '{NULL}', `{${a},NULL}`, `{${a},${a}}`, `{NULL,${b}}`],
  };
}

function element(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** What the server would refuse for its length or size; it judges the rest. */
function fitting(type: ColumnType): (value: string) => boolean {
  const whole = { smallint: 32_767n, integer: 2_147_483_647n, bigint: 9_223_372_036_854_775_807n }[type.base];
  if (whole !== undefined) {
    return (value) => /^-?\d+$/.test(value) && BigInt(value) <= whole && BigInt(value) >= -whole - 1n;
  }
  if (type.family === 'text' && type.length !== undefined) {
    const { length } = type;
    return (value) => value.trimEnd().length <= length && (type.base !== 'character varying' || value.length <= length);
  }
  if (type.base === 'numeric' && type.length !== undefined) {
    const most = 10 ** (type.length - (type.scale ?? 0));
    return (value) => !(Math.abs(Number(value)) >= most);
  }
  return () => true;
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
