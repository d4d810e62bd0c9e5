import { isRecord } from './plan-fields.ts';
import { type Draft, readFigures } from './plan-title.ts';

/** Longer values are conditions and lists, never one of the lines with several figures. */
const longestFigures = 4000;

const lists = new Set(['Output', 'Sort Key', 'Presorted Key', 'Group Key', 'Conflict Arbiter Indexes']);

/** `Key: value` of the text format, taken apart; undefined for any other line. */
export function readKey(line: string): { readonly key: string; readonly value: string } | undefined {
  const match = /^([A-Z][\w \-/.]{0,59}):(?:\s|$)/.exec(line.slice(0, 70));
  if (match?.[1] === undefined) return undefined;
  return { key: match[1], value: line.slice(match[0].length).trimStart() };
}

/** Writes one property line of the text format under the keys that the JSON format has for it. */
export function readProperty(key: string, value: string, into: Draft): void {
  if (lists.has(key)) {
    if (into['Node Type'] === 'Aggregate' && key !== 'Output') readGrouping(key, value, into);
    else into[key] = splitList(value);
    return;
  }
  if (key === 'Hash Key') {
    readGrouping(key, value, into);
    return;
  }
  const special = value.length <= longestFigures ? figureLines[key] : undefined;
  if (special === undefined) into[key] = value;
  else special(value, into);
}

/** Aggregate, taken apart by grouping sets: one `Grouping Sets` entry for each hash table and each sort order. */
export function settleGrouping(node: Draft): void {
  const sets = node['Grouping Sets'];
  if (!Array.isArray(sets) || sets.length !== 1 || !isRecord(sets[0])) return;
  const keys = sets[0]['Group Keys'];
  if (!Array.isArray(keys) || keys.length !== 1 || !Array.isArray(keys[0]) || keys[0].length === 0) return;
  if ('Sort Key' in sets[0]) return;
  node['Group Key'] = keys[0];
  delete node['Grouping Sets'];
}

function readGrouping(key: string, value: string, into: Draft): void {
  const list = value === '()' ? [] : splitList(value);
  const sets: Draft[] = Array.isArray(into['Grouping Sets']) ? into['Grouping Sets'] : [];
  into['Grouping Sets'] = sets;
  if (key === 'Sort Key') sets.push({ 'Sort Key': list });
  else if (key === 'Hash Key') sets.push({ 'Hash Keys': [list] });
  else {
    const last = sets.at(-1);
    const keys = last?.['Group Keys'];
    if (Array.isArray(keys)) keys.push(list);
    else if (last !== undefined && 'Sort Key' in last) last['Group Keys'] = [list];
    else sets.push({ 'Group Keys': [list] });
  }
}

type Reader = (value: string, into: Draft) => void;

const figureLines: Readonly<Record<string, Reader>> = {
  Buffers: (value, into) => {
    for (const { kind, figures } of segments(value)) {
      for (const [name, count] of figures) into[`${kind} ${capital(name)} Blocks`] = count;
    }
  },
  'I/O Timings': (value, into) => {
    for (const { kind, figures } of segments(value)) {
      for (const [name, time] of figures) into[`${kind} I/O ${capital(name)} Time`] = time;
    }
  },
  WAL: (value, into) => {
    const names: Readonly<Record<string, string>> = {
      records: 'WAL Records',
      fpi: 'WAL FPI',
      bytes: 'WAL Bytes',
      full: 'WAL Buffers Full',
    };
    for (const [name, count] of pairs(value)) into[names[name] ?? `WAL ${name}`] = count;
  },
  Memory: (value, into) => {
    for (const [name, size] of pairs(value)) into[`Memory ${capital(name)}`] = size;
  },
  'Heap Blocks': (value, into) => {
    for (const [name, count] of pairs(value)) into[`${capital(name)} Heap Blocks`] = count;
  },
  Tuples: (value, into) => {
    for (const [name, count] of pairs(value)) into[`Tuples ${capital(name)}`] = count;
  },
  'Sort Method': (value, into) => {
    const [method = '', space = ''] = value.split(/\s{2,}|\s(?=(?:Memory|Disk): )/);
    into['Sort Method'] = method;
    const [type, used] = space.split(': ');
    if (used !== undefined) Object.assign(into, { 'Sort Space Used': kilobytes(used), 'Sort Space Type': type });
  },
  'Full-sort Groups': (value, into) => readSortGroups('Full-sort Groups', value, into),
  'Pre-sorted Groups': (value, into) => readSortGroups('Pre-sorted Groups', value, into),
  Buckets: (value, into) => readMemory('Buckets', value, into),
  Batches: (value, into) => readMemory('Batches', value, into),
  'Planned Partitions': (value, into) => readMemory('Planned Partitions', value, into),
  Hits: (value, into) => readMemory('Hits', value, into),
  Storage: (value, into) => {
    const [storage, maximum] = value.split(/\s{2,}Maximum Storage: /);
    into['Storage'] = storage;
    if (maximum !== undefined) into['Maximum Storage'] = kilobytes(maximum);
  },
  Sampling: (value, into) => {
    const [, method, parameters, seed] = /^(\S+) \((.*?)\)(?: REPEATABLE \((.*)\))?$/.exec(value) ?? [];
    if (method === undefined || parameters === undefined) into['Sampling'] = value;
    else Object.assign(into, { 'Sampling Method': method, 'Sampling Parameters': splitList(parameters) });
    if (seed !== undefined) into['Repeatable Seed'] = seed;
  },
  JIT: (_, into) => {
    into['JIT'] = {};
  },
  Options: (value, into) => {
    const words = value.split(', ').map((option) => option.split(' '));
    into['Options'] = Object.fromEntries(words.map(([name, on]) => [name, on]));
  },
  Timing: (value, into) => {
    into['Timing'] = readTiming(value);
  },
  Serialization: (value, into) => {
    const found = Object.fromEntries(pairs(value));
    into['Serialization'] = { Time: found['time'], 'Output Volume': found['output'], Format: found['format'] };
  },
};

/** `Buckets: 1024 (originally 512)  Batches: 2 (originally 1)  Memory Usage: 9kB` and its like. */
function readMemory(first: string, value: string, into: Draft): void {
  const names: Readonly<Record<string, string>> = {
    Buckets: 'Hash Buckets',
    Batches: into['Node Type'] === 'Hash' ? 'Hash Batches' : 'HashAgg Batches',
    'Memory Usage': 'Peak Memory Usage',
    Hits: 'Cache Hits',
    Misses: 'Cache Misses',
    Evictions: 'Cache Evictions',
    Overflows: 'Cache Overflows',
  };
  // Two spaces, of which a web page leaves one.
  for (const part of `${first}: ${value}`.split(
    /\s{2,}|\s(?=(?:Batches|Memory Usage|Disk Usage|Misses|Evictions|Overflows): )/,
  )) {
    const [name = '', figure = ''] = part.split(': ');
    const [, original] = /\(originally (\d+)\)/.exec(figure) ?? [];
    into[names[name] ?? name] = kilobytes(figure);
    if (original !== undefined) into[`Original ${names[name] ?? name}`] = original;
  }
}

/** `1  Sort Methods: top-N heapsort, quicksort  Average Memory: 25kB  Peak Memory: 25kB` */
function readSortGroups(name: string, value: string, into: Draft): void {
  const [count, ...parts] = value.split(/\s{2,}|\s(?=(?:Sort Method|Average|Peak)\w* ?\w*: )/);
  const group: Draft = { 'Group Count': count };
  for (const part of parts) {
    const [key = '', figure = ''] = part.split(': ');
    const [, statistic, space] = /^(Average|Peak) (Memory|Disk)$/.exec(key) ?? [];
    if (/^Sort Methods?$/.test(key)) group['Sort Methods Used'] = figure.split(', ');
    else if (statistic !== undefined && space !== undefined) {
      const before = group[`Sort Space ${space}`];
      const used = { [`${statistic} Sort Space Used`]: kilobytes(figure) };
      group[`Sort Space ${space}`] = { ...(isRecord(before) ? before : {}), ...used };
    } else group[key] = figure;
  }
  into[name] = group;
}

/** `Generation 0.5 ms (Deform 0.1 ms), Inlining 0.0 ms, …`; up to 16 without the part in parentheses. */
function readTiming(value: string): Draft {
  const timing: Draft = {};
  for (const [, name = '', time] of value.matchAll(/([A-Z][a-z]+) ([\d.]+) ms/g)) timing[name] = time;
  if ('Deform' in timing) {
    timing['Generation'] = { Deform: timing['Deform'], Total: timing['Generation'] };
    delete timing['Deform'];
  }
  return timing;
}

/** `Worker 0:  actual time=…`; anything else after the colon is a property of the worker. */
export function readWorkerFigures(value: string, into: Draft): void {
  if (value.startsWith('actual ')) Object.assign(into, readFigures(value));
  else {
    const property = readKey(value);
    if (property !== undefined) readProperty(property.key, property.value, into);
  }
}

/** `work_mem = '64kB', search_path = '"$user", public'` */
export function readSettings(value: string): Draft {
  const settings: Draft = {};
  for (const part of value.split(/', (?=[\w.]+ = ')/)) {
    const at = part.indexOf(" = '");
    if (at > 0) settings[part.slice(0, at)] = part.slice(at + 4).replace(/'$/, '');
  }
  return settings;
}

/** `shared hit=3 read=1, temp written=2`: by kind; without one they are shared. */
function segments(value: string): { kind: string; figures: readonly (readonly [string, string])[] }[] {
  return value.split(', ').map((segment) => {
    const kind = /^(shared|local|temp)/.exec(segment)?.[1] ?? 'shared';
    return { kind: capital(kind), figures: pairs(segment) };
  });
}

function pairs(value: string): readonly (readonly [string, string])[] {
  return [...value.matchAll(/(\w+)=([\w.]+)/g)].map(([, name = '', figure = '']) => [name, kilobytes(figure)] as const);
}

function kilobytes(figure: string): string {
  return /^[\d.]+/.exec(figure)?.[0] ?? figure;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Splits at the commas outside of parentheses, brackets and quotes. */
export function splitList(value: string): string[] {
  const items: string[] = [];
  let depth = 0;
  let quote = '';
  let start = 0;
  for (let at = 0; at < value.length; at += 1) {
    const character = value.charAt(at);
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === "'" || character === '"') quote = character;
    else if (character === '(' || character === '[') depth += 1;
    else if (character === ')' || character === ']') depth -= 1;
    else if (character === ',' && depth <= 0) {
      items.push(value.slice(start, at).trim());
      start = at + 1;
    }
  }
  items.push(value.slice(start).trim());
  return items;
}
