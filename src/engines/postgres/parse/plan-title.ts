/** One of EXPLAIN's objects while a text plan is read, by the keys of the JSON format. */
export type Draft = Record<string, unknown>;

/** The fields of a node's first line, by the keys of the JSON format; undefined where the line starts no node. */
export function readNodeLine(line: string): Draft | undefined {
  const arrow = /^->\s*/.exec(line.slice(0, 40))?.[0];
  const rest = arrow === undefined ? line : line.slice(arrow.length);
  const figuresAt = firstOf(rest, ['(cost=', '(actual ', '(never executed)']);
  const title = (figuresAt < 0 ? rest : rest.slice(0, figuresAt)).trim();
  if (title === '' || title.length > 2000 || !/^[A-Z?]/.test(title)) return undefined;
  if (arrow === undefined && figuresAt < 0 && !isBareTitle(title)) return undefined;
  if (arrow === undefined && figuresAt >= 0 && /[:=]/.test(title.replace(/"(?:[^"]|"")*"/g, ''))) return undefined;
  return { ...readTitle(title), ...(figuresAt < 0 ? {} : readFigures(rest.slice(figuresAt))) };
}

/** True where the figures of a node's line break off. */
export function isCutOff(line: string): boolean {
  const at = firstOf(line, ['(cost=', '(actual ', '(never ']);
  if (at < 0) return false;
  return !/\)\s*$/.test(line.slice(-20));
}

function firstOf(line: string, marks: readonly string[]): number {
  const found = marks.map((mark) => line.indexOf(mark)).filter((at) => at > 0);
  return found.length === 0 ? -1 : Math.min(...found);
}

const plainTypes = new Set(
  `Result|ProjectSet|Append|Merge Append|Recursive Union|BitmapAnd|BitmapOr|Nested Loop|Seq Scan|Sample Scan|Gather|
  Gather Merge|Index Scan|Index Only Scan|Bitmap Index Scan|Bitmap Heap Scan|Tid Scan|Tid Range Scan|Subquery Scan|
  Function Scan|Table Function Scan|Values Scan|CTE Scan|Named Tuplestore Scan|WorkTable Scan|Foreign Scan|Custom Scan|
  Materialize|Memoize|Sort|Incremental Sort|Group|Aggregate|WindowAgg|Unique|SetOp|LockRows|Limit|Hash|ModifyTable|
  Hash Join|Merge Join`.split(/\|\s*/),
);

/** Without costs (COSTS OFF) only the words themselves tell a node from prose: all of the line must be one. */
function isBareTitle(title: string): boolean {
  const { 'Node Type': type, ...rest } = readTitle(title);
  const scans = String(type).endsWith('Scan') && type !== 'Named Tuplestore Scan';
  return plainTypes.has(String(type)) && (!scans || 'Alias' in rest || 'Index Name' in rest);
}

/** https://www.postgresql.org/docs/18/using-explain.html; the words are those of ExplainNode in explain.c */
function readTitle(written: string): Draft {
  const parallel = written.startsWith('Parallel ');
  const afterParallel = parallel ? written.slice('Parallel '.length) : written;
  const async = afterParallel.startsWith('Async ');
  const title = async ? afterParallel.slice('Async '.length) : afterParallel;
  return {
    ...(parallel ? { 'Parallel Aware': true } : {}),
    ...(async ? { 'Async Capable': true } : {}),
    ...(readModify(title) ?? readAggregate(title) ?? readJoin(title) ?? readSetOperation(title) ?? readScan(title)),
  };
}

function readModify(title: string): Draft | undefined {
  const [, operation, target] = /^(Insert|Update|Delete|Merge) on (.+)$/.exec(title) ?? [];
  if (operation === undefined || target === undefined) return undefined;
  return { 'Node Type': 'ModifyTable', Operation: operation, ...readTarget(target, 'Relation Name') };
}

function readAggregate(title: string): Draft | undefined {
  const [, mode, strategy] = /^(?:(Partial|Finalize) )?(|Group|Hash|Mixed)Aggregate$/.exec(title) ?? [];
  if (strategy === undefined) return undefined;
  const strategies: Readonly<Record<string, string>> = { '': 'Plain', Group: 'Sorted', Hash: 'Hashed', Mixed: 'Mixed' };
  return { 'Node Type': 'Aggregate', Strategy: strategies[strategy], 'Partial Mode': mode ?? 'Simple' };
}

function readJoin(title: string): Draft | undefined {
  if (title === 'Nested Loop') return { 'Node Type': title, 'Join Type': 'Inner' };
  const match =
    /^(Nested Loop|Merge|Hash)(?: (Left|Full|Right|Semi|Anti|Right Semi|Right Anti))? Join$/.exec(title) ?? undefined;
  const [, method, type] = match ?? [];
  if (method === undefined) return undefined;
  return { 'Node Type': method === 'Nested Loop' ? method : `${method} Join`, 'Join Type': type ?? 'Inner' };
}

function readSetOperation(title: string): Draft | undefined {
  const [, hashed, command] = /^(Hash)?SetOp (Intersect|Intersect All|Except|Except All)$/.exec(title) ?? [];
  if (command === undefined) return undefined;
  return { 'Node Type': 'SetOp', Strategy: hashed === undefined ? 'Sorted' : 'Hashed', Command: command };
}

function readScan(title: string): Draft {
  const [, indexScan, backward, used] = /^(Index (?:Only )?Scan)( Backward)? using (.+)$/.exec(title) ?? [];
  if (indexScan !== undefined && used !== undefined) {
    const { names, rest } = readNames(used);
    return {
      'Node Type': indexScan,
      'Scan Direction': backward === undefined ? 'Forward' : 'Backward',
      'Index Name': names.at(-1) ?? used,
      ...(rest.startsWith('on ') ? readTarget(rest.slice(3), 'Relation Name') : {}),
    };
  }
  const [, foreign, remote] = /^Foreign (Scan|Insert|Update|Delete)(?: on (.+))?$/.exec(title) ?? [];
  if (foreign !== undefined) {
    return {
      'Node Type': 'Foreign Scan',
      Operation: foreign === 'Scan' ? 'Select' : foreign,
      ...(remote === undefined ? {} : readTarget(remote, 'Relation Name')),
    };
  }
  const [, provider, custom] = /^Custom Scan \(([^)]*)\)(?: on (.+))?$/.exec(title) ?? [];
  if (provider !== undefined) {
    return {
      'Node Type': 'Custom Scan',
      'Custom Plan Provider': provider,
      ...(custom === undefined ? {} : readTarget(custom, 'Relation Name')),
    };
  }
  const on = title.indexOf(' on ');
  if (on < 0) return { 'Node Type': title };
  const type = title.slice(0, on);
  return { 'Node Type': type, ...readTarget(title.slice(on + 4), targetKeys[type] ?? 'Relation Name') };
}

/** The key of the object that a scan reads; `Alias` where it has no name but its alias. */
const targetKeys: Readonly<Record<string, string>> = {
  'Bitmap Index Scan': 'Index Name',
  'Subquery Scan': 'Alias',
  'Values Scan': 'Alias',
  'Function Scan': 'Function Name',
  'Table Function Scan': 'Table Function Name',
  'CTE Scan': 'CTE Name',
  'WorkTable Scan': 'CTE Name',
  'Named Tuplestore Scan': 'Tuplestore Name',
};

/** `schema.name alias`, `name alias`, `name`: without an alias the name is it. */
export function readTarget(target: string, key: string): Draft {
  const { names, rest } = readNames(target);
  const name = names.at(-1) ?? target;
  if (key === 'Alias' || key === 'Index Name') return { [key]: name };
  const alias = rest === '' ? name : (readNames(rest).names.at(-1) ?? rest);
  return { [key]: name, ...(names.length > 1 ? { Schema: names[0] } : {}), Alias: alias };
}

/** A dotted name at the start, unquoted, and what follows it. */
function readNames(text: string): { readonly names: readonly string[]; readonly rest: string } {
  const name = /(?:"((?:[^"]|"")*)"|([^\s."]+))(\.?)/y;
  const names: string[] = [];
  for (;;) {
    const match = name.exec(text);
    if (match === null) return { names, rest: '' };
    names.push(match[1] === undefined ? (match[2] ?? '') : match[1].replaceAll('""', '"'));
    if (match[3] !== '.') return { names, rest: text.slice(name.lastIndex).trim() };
  }
}

/** `(cost=0.00..35.50 rows=2550 width=4) (actual time=0.010..0.011 rows=1.00 loops=1)` */
export function readFigures(figures: string): Draft {
  // explain.depesz.com groups thousands.
  const text = figures.slice(0, 400).replaceAll(',', '');
  const estimated = /cost=([\d.]+)\.\.([\d.]+) rows=(\d+) width=(\d+)/.exec(text);
  const actual = /actual (?:time=([\d.]+)\.\.([\d.]+) )?rows=([\d.]+) loops=([\d.]+)/.exec(text);
  const draft: Draft = {};
  if (estimated !== null) {
    const [, startup, total, rows, width] = estimated;
    Object.assign(draft, { 'Startup Cost': startup, 'Total Cost': total, 'Plan Rows': rows, 'Plan Width': width });
  }
  if (actual !== null) {
    const [, startup, total, rows, loops] = actual;
    if (startup !== undefined) Object.assign(draft, { 'Actual Startup Time': startup, 'Actual Total Time': total });
    Object.assign(draft, { 'Actual Rows': rows, 'Actual Loops': loops });
  } else if (text.includes('never executed')) {
    Object.assign(draft, { 'Actual Rows': '0', 'Actual Loops': '0' });
  }
  return draft;
}
