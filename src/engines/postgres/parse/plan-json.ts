import { problem } from '#contracts/problem-error.ts';
import type { Plan, PlanNode } from '#vocabulary/plan.ts';
import { isRecord, planFields, present } from './plan-fields.ts';
import {
  positive,
  readActual,
  readBuffers,
  readConditions,
  readEstimated,
  readHash,
  readHashAggregate,
  readHeapBlocks,
  readIo,
  readMemoize,
  readSort,
  readWal,
  someOf,
} from './plan-figures.ts';

/** More levels than any real plan has, few enough for every recursive reader of a plan: zod gives up at some 400. */
export const deepestPlan = 250;

/**
 * A Plan from the value of EXPLAIN (FORMAT JSON), PostgreSQL 9.6 to 18: an object with a "Plan", an array of one, or a
 * driver's row `[{"QUERY PLAN": [...]}]`. Keys without a field of their own go to `extra`. The other three formats are
 * brought into this one first, so that all four give the same Plan; what the text format leaves out where it is zero
 * (rows removed, buffers, WAL) is absent here too.
 * Problem `invalid` where there is no plan in it.
 * https://www.postgresql.org/docs/18/sql-explain.html
 */
export function planFromJson(value: unknown): Plan {
  const unread: string[] = [];
  const statement = planFields(findStatement(value, unread));
  const query = statement.text('Query Text');
  const state = { analyzed: false };
  const root = readNode(asNode(statement.value('Plan')), '0', 0, state);
  const triggers = readTriggers(statement.value('Triggers'), unread);
  const jit = statement.value('JIT');
  const settings = statement.value('Settings');
  const planningMs = statement.number('Planning Time');
  const executionMs = statement.number('Execution Time') ?? statement.number('Total Runtime');
  const extra = { ...statement.rest(), ...(isRecord(jit) ? planFields({ JIT: jit }).rest() : {}) };
  return present({
    root,
    analyzed: state.analyzed || executionMs !== undefined,
    generic: hasParameters(root),
    planningMs,
    executionMs,
    triggers,
    jit: readJit(jit),
    settings: isRecord(settings)
      ? Object.fromEntries(Object.entries(settings).map(([name, setting]) => [name, String(setting)]))
      : {},
    query,
    unread,
    extra: Object.keys(extra).length > 0 ? extra : undefined,
  });
}

/** Takes off arrays and driver rows until an object with a "Plan" is left. */
function findStatement(value: unknown, unread: string[]): Readonly<Record<string, unknown>> {
  let current = value;
  for (let depth = 0; depth < 6; depth += 1) {
    if (Array.isArray(current)) {
      if (current.length > 1) {
        unread.push(`The text holds ${current.length} plans; only the first was read.`);
      }
      current = current[0];
    } else if (isRecord(current)) {
      if (isRecord(current['Plan'])) return current;
      if (typeof current['Node Type'] === 'string') return { Plan: current };
      current = current['QUERY PLAN'] ?? current['Query Plan'] ?? current['query_plan'] ?? current['explain'];
    } else break;
  }
  throw noPlan(
    current === 'Utility Statement'
      ? 'This is the plan of a utility statement, which has none.'
      : 'This JSON holds no PostgreSQL plan: no object with a "Plan" is in it.',
  );
}

function readNode(
  source: Readonly<Record<string, unknown>>,
  id: string,
  depth: number,
  state: { analyzed: boolean },
): PlanNode {
  if (depth >= deepestPlan) {
    throw problem(
      'invalid',
      `The plan is nested deeper than ${deepestPlan} levels.`,
      'Check that the file is one plan, as EXPLAIN printed it.',
    );
  }
  const fields = planFields(source);
  const type = fields.text('Node Type') ?? 'Unknown';
  const children = fields.value('Plans');
  const actual = readActual(fields);
  if (actual !== undefined) state.analyzed = true;
  const strategy = fields.text('Strategy');
  const partialMode = fields.text('Partial Mode');
  const node = {
    id,
    type,
    parentRelationship: fields.text('Parent Relationship'),
    subplanName: fields.text('Subplan Name'),
    schema: fields.text('Schema'),
    relation: fields.text('Relation Name'),
    alias: fields.text('Alias'),
    index: fields.text('Index Name'),
    cte: fields.text('CTE Name'),
    function: fields.text('Function Name') ?? fields.text('Table Function Name'),
    operation: fields.text('Operation'),
    joinType: fields.text('Join Type'),
    strategy,
    partialMode: partialMode === 'Simple' ? undefined : partialMode,
    scanDirection: fields.text('Scan Direction'),
    parallelAware: fields.flag('Parallel Aware') ?? false,
    innerUnique: fields.flag('Inner Unique'),
    disabled: fields.flag('Disabled') === true ? true : undefined,
    estimated: readEstimated(fields),
    actual,
    conditions: readConditions(fields),
    removed: present({
      filter: positive(fields.number('Rows Removed by Filter')),
      join: positive(fields.number('Rows Removed by Join Filter')),
      recheck: positive(fields.number('Rows Removed by Index Recheck')),
    }),
    output: mutable(fields.texts('Output')),
    sortKey: mutable(fields.texts('Sort Key')),
    presortedKey: mutable(fields.texts('Presorted Key')),
    groupKey: mutable(fields.texts('Group Key')),
    sort: readSort(fields),
    hash: type === 'Hash' ? readHash(fields) : type === 'Aggregate' ? readHashAggregate(fields) : undefined,
    memoize: readMemoize(fields),
    heapFetches: fields.number('Heap Fetches'),
    indexSearches: fields.number('Index Searches'),
    heapBlocks: readHeapBlocks(fields),
    workers: someOf({ planned: fields.number('Workers Planned'), launched: fields.number('Workers Launched') }),
    subplansRemoved: positive(fields.number('Subplans Removed')),
    buffers: readBuffers(fields),
    io: readIo(fields),
    wal: readWal(fields),
  };
  const extra = fields.rest();
  // The text format says it only where the hash table grew.
  if (extra['Original Hash Buckets'] === node.hash?.buckets) delete extra['Original Hash Buckets'];
  return {
    ...present(node),
    extra,
    children: (Array.isArray(children) ? children : []).map((child, at) =>
      readNode(type === 'ModifyTable' ? asInput(asNode(child)) : asNode(child), `${id}.${at}`, depth + 1, state),
    ),
  };
}

/** Up to 13 each target table of an UPDATE had an input of its own, called a member. The text format does not tell. */
function asInput(child: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return child['Parent Relationship'] === 'Member' ? { ...child, 'Parent Relationship': 'Outer' } : child;
}

function asNode(value: unknown): Readonly<Record<string, unknown>> {
  if (isRecord(value)) return value;
  throw noPlan('This JSON is no PostgreSQL plan: something else stands where a plan node should be.');
}

function noPlan(message: string) {
  return problem(
    'invalid',
    message,
    'Get a plan with: EXPLAIN (ANALYZE, BUFFERS, VERBOSE, SETTINGS, FORMAT JSON) <query>;',
  );
}

function readTriggers(value: unknown, unread: string[]): Plan['triggers'] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry) => {
    if (!isRecord(entry)) {
      unread.push('A trigger of the plan could not be read.');
      return [];
    }
    const fields = planFields(entry);
    const constraint = fields.text('Constraint Name');
    return present({
      name: fields.text('Trigger Name') ?? constraint ?? '',
      relation: fields.text('Relation'),
      constraint,
      ms: fields.number('Time'),
      calls: fields.number('Calls') ?? 0,
    });
  });
}

function readJit(value: unknown): Plan['jit'] {
  if (!isRecord(value)) return undefined;
  const fields = planFields(value);
  const timing = fields.value('Timing');
  return present({
    functions: fields.number('Functions') ?? 0,
    totalMs: isRecord(timing) ? planFields(timing).number('Total') : undefined,
  });
}

/** $1 in a condition that is no value from another node: EXPLAIN (GENERIC_PLAN), or a generic plan of EXECUTE. */
function hasParameters(root: PlanNode): boolean {
  const provided = new Set<string>();
  const used = new Set<string>();
  const waiting: PlanNode[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    for (const [parameter] of node.subplanName?.matchAll(/\$\d+/g) ?? []) provided.add(parameter);
    for (const condition of Object.values(node.conditions)) {
      if (typeof condition !== 'string') continue;
      for (const [parameter] of condition.replace(/'(?:[^']|'')*'/g, '').matchAll(/\$\d+/g)) used.add(parameter);
    }
    for (const child of node.children) waiting.push(child);
  }
  return [...used].some((parameter) => !provided.has(parameter));
}

function mutable(list: readonly string[] | undefined): string[] | undefined {
  return list === undefined ? undefined : [...list];
}
