import type { IndexDefinition, IndexKey } from '#vocabulary/index-definition.ts';

/** Whether the indexes are one of the accepted sets; the notation of labels is that of `IndexCase`. */
export function isAccepted(indexes: readonly IndexDefinition[], accept: readonly string[]): boolean {
  return accept.some((label) => {
    const wanted = label === 'none' ? [] : label.split(' + ').map(readLabel);
    return (
      wanted.length === indexes.length && wanted.every((one) => indexes.some((index) => isSame(readIndex(index), one)))
    );
  });
}

interface Key {
  readonly text: string;
  readonly operatorClass: string;
  readonly desc: boolean;
  readonly nullsFirst: boolean;
}

interface Shape {
  readonly table: string;
  readonly method: string;
  readonly keys: readonly Key[];
  /** So many leading keys may stand in any order. */
  readonly free: number;
  readonly include: string;
  readonly predicate: string;
}

function isSame(index: Shape, label: Shape): boolean {
  const rest = (['table', 'method', 'include', 'predicate'] as const).every((part) => index[part] === label[part]);
  if (!rest) return false;
  if (label.keys.some(({ text }) => text === '*')) return true;
  if (index.keys.length !== label.keys.length) return false;
  const named = ({ text, operatorClass }: Key) => `${text} ${operatorClass}`;
  const asSet = (keys: readonly Key[]) => keys.map(named).sort().join();
  // Only a B-tree has an order; of the others all keys are alike.
  if (label.method !== 'btree') return asSet(index.keys) === asSet(label.keys);
  const leading = (shape: Shape) => asSet(shape.keys.slice(0, label.free));
  const ordered = (shape: Shape, turned: boolean) =>
    shape.keys
      .slice(label.free)
      .map((key) => `${named(key)} ${key.desc !== turned} ${key.nullsFirst !== turned}`)
      .join();
  const isOrdered = [false, true].some((turned) => ordered(index, turned) === ordered(label, false));
  return leading(index) === leading(label) && isOrdered;
}

function readIndex(index: IndexDefinition): Shape {
  return {
    table: index.table,
    method: index.method,
    keys: index.keys.map((key) => ({
      text: normal(key.column ?? key.expression ?? ''),
      operatorClass: operatorClass(key),
      desc: key.direction === 'desc',
      nullsFirst: key.nulls === undefined ? key.direction === 'desc' : key.nulls === 'first',
    })),
    free: 0,
    include: [...index.include].sort().join(),
    predicate: normal(index.predicate ?? ''),
  };
}

/** The default classes may be left out. */
function operatorClass({ operatorClass: name = '' }: IndexKey): string {
  return ['jsonb_ops', 'array_ops', 'tsvector_ops', 'text_ops'].includes(name) ? '' : name;
}

function readLabel(label: string): Shape {
  const [main = '', predicate = ''] = label.split(' where ');
  const [head = '', include = ''] = main.split(' include ');
  const open = head.indexOf('(');
  const [table = '', , method = 'btree'] = head.slice(0, open).trim().split(' ');
  const inside = head.slice(open + 1, head.lastIndexOf(')'));
  const [first = '', second] = inside.split(/ \|(?: |$)/);
  const free = second === undefined ? [] : splitKeys(first);
  return {
    table,
    method,
    keys: [...free, ...splitKeys(second ?? first)].map(readKey),
    free: free.length,
    include: include.replace(/[() ]/g, '').split(',').sort().join(),
    predicate: normal(predicate),
  };
}

/** At commas outside parentheses. */
function splitKeys(text: string): readonly string[] {
  const parts = [''];
  let depth = 0;
  for (const character of text) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character === ',' && depth === 0) parts.push('');
    else parts.push(`${parts.pop() ?? ''}${character}`);
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function readKey(text: string): Key {
  const [, expression = '', name = '', direction, nulls] =
    /^(.*?)(?: (\w+_ops))?(?: (desc))?(?: nulls (first|last))?$/.exec(text) ?? [];
  const desc = direction !== undefined;
  return {
    text: normal(expression),
    operatorClass: name,
    desc,
    nullsFirst: nulls === undefined ? desc : nulls === 'first',
  };
}

/** Without parentheses, blanks and the ways to spell a type. */
function normal(text: string): string {
  return text
    .toLowerCase()
    .replace(/cast\((.*) as (\w+)\)/g, '$1::$2')
    .replace(/[\s()]/g, '')
    .replace(/::text\b/g, '')
    .replace(/=anyarray\[(.*)\]/g, 'in$1')
    .replace(/::(integer|int4)/g, '::int');
}
