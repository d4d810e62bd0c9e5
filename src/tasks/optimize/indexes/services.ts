import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { MeasuredSets } from './measure-sets.ts';
import type { ChangedPlan } from './plan-changed.ts';
import type { LoadSearch } from './search-load.ts';
import type { Settlement } from './settle-sets.ts';

/** What one index of the best set does. */
export interface Service {
  readonly position: number;
  readonly index: IndexDefinition;
  readonly change: 'create' | 'drop';
  /** recommended: in the chosen set. on-paper: the clock does not show its gain. beyond: in the whole set alone. */
  readonly verdict: 'recommended' | 'on-paper' | 'beyond';
  readonly bytes: number;
  /** Weighted cost that it saves behind those before it. */
  readonly gain: number;
  /** Weighted cost that the writes pay for it (or, dropped, no longer pay). */
  readonly tax: number;
  /** Statements whose plan uses it. */
  readonly serves: readonly Served[];
  /** What the plans of these rest on and nobody knows, one sentence each. */
  readonly doubts: readonly string[];
  readonly times: readonly Timed[];
  /** Statements that get dearer: of a dropped one. */
  readonly loses: number;
  readonly buildSeconds?: number;
}

export interface Served {
  readonly text: string;
  readonly before: number;
  readonly after: number;
}

export interface Timed {
  readonly text: string;
  readonly before: number;
  readonly after: number;
  readonly rounds: number;
  readonly sameRows: boolean | 'unknown';
}

/** The best set, index by index. `planned` are the plans of all items with the whole set. */
export function servicesOf(
  search: LoadSearch,
  settlement: Settlement,
  measured: MeasuredSets | undefined,
  planned: ReadonlyMap<number, ChangedPlan>,
  buildSeconds: (index: IndexDefinition) => number | undefined,
): readonly Service[] {
  const { result, offered, weighed } = search;
  const order = [...result.chosen, ...result.dropped];
  const gains = marginalGains(search);
  return order.flatMap((position) => {
    const one = offered[position];
    if (one === undefined) return [];
    const change = one.exists ? 'drop' : 'create';
    const users = [...planned].filter(([, { after }]) => after.used.includes(position));
    const serves = users.flatMap(
      ([
        item,
        {
          after: { cost },
        },
      ]) => {
        const subject = weighed.items[item];
        if (subject === undefined) return [];
        const gain = (subject.cost - cost) * subject.weight;
        return [{ text: subject.studied.statement.normalized, before: subject.cost, after: cost, gain }];
      },
    );
    const seconds = change === 'create' ? buildSeconds(one.index) : undefined;
    return [
      {
        position,
        index: one.index,
        change,
        verdict: settlement.chosen.positions.includes(position)
          ? 'recommended'
          : settlement.onPaper.includes(position)
            ? 'on-paper'
            : 'beyond',
        bytes: search.bytes[position] ?? 0,
        gain: gains.get(position) ?? 0,
        tax: (search.taxes[position]?.cost ?? 0) * weighed.rate,
        serves: byText(serves.toSorted((a, b) => b.gain - a.gain)),
        doubts: [...new Set(users.flatMap(([, { after }]) => after.doubts))],
        times: timesOf(
          search,
          measured,
          one.index,
          users.map(([item]) => item),
        ),
        loses: result.itemCosts.filter(({ before, after }) => after > before * 1.01).length,
        ...(seconds === undefined ? {} : { buildSeconds: seconds }),
      },
    ];
  });
}

/** A statement with several values stands once. */
function byText<T extends { readonly text: string }>(all: readonly T[]): readonly T[] {
  return all.filter(({ text }, at) => all.findIndex((other) => other.text === text) === at);
}

function marginalGains({ result }: LoadSearch): ReadonlyMap<number, number> {
  const gains = new Map<number, number>();
  let cost = result.base;
  let known: readonly number[] = [];
  for (const point of result.curve) {
    const added = point.indexes.filter((at) => !known.includes(at));
    for (const at of added) gains.set(at, (cost - point.cost) / added.length);
    cost = point.cost;
    known = point.indexes;
  }
  return gains;
}

function timesOf(
  { weighed }: LoadSearch,
  measured: MeasuredSets | undefined,
  index: IndexDefinition,
  users: readonly number[],
): readonly Timed[] {
  const name = JSON.stringify(index.name);
  const all = (measured?.trial.statements ?? []).flatMap((statement, at) => {
    const item = weighed.items[measured?.items[at] ?? -1];
    if (statement.kind === 'failed' || item === undefined) return [];
    const [before] = statement.under;
    // Of a partitioned index plans name the parts: those that the planner would use it for stand for them.
    const isPart = index.partitioned === true && users.includes(measured?.items[at] ?? -1);
    const after =
      statement.under.slice(1).find(({ plan }) => JSON.stringify(plan.root).includes(name)) ??
      (isPart ? statement.under.at(-1) : undefined);
    if (before === undefined || after === undefined) return [];
    const saved = (before.median - after.median) * item.studied.statement.calls * item.sample.share;
    const timed: Timed & { saved: number } = {
      text: item.studied.statement.normalized,
      before: before.median,
      after: after.median,
      rounds: Math.min(before.milliseconds.length, after.milliseconds.length),
      sameRows: statement.sameRows,
      saved,
    };
    return [timed];
  });
  return byText(all.toSorted((a, b) => b.saved - a.saved));
}
