import type { LoadSample } from '#vocabulary/query-load.ts';
import type { Execution } from '#vocabulary/traced-statement.ts';
import { openParameters } from './open-parameters.ts';
import { ownCopy } from './own-copy.ts';

export interface ExecutionSamples {
  /** One more execution; those that have NULL among their values, or miss a value, are passed over. */
  readonly add: (execution: Execution, times?: number) => void;
  /** The commonest first; the shares sum to 1. Empty where no execution could be kept. */
  readonly list: (from: LoadSample['from'], most: number) => readonly LoadSample[];
}

interface Frequent {
  readonly key: number;
  readonly execution: Execution;
  count: number;
  /** Of `count`, what may have been of others. */
  readonly error: number;
}

const mostFrequent = 12;
const reservoirSize = 8;
/** Values that stand for less are rare ones. */
const leastShare = 0.05;
/** A longer text would cost more memory than it tells. */
const longestKept = 50_000;
/** Executions that are all looked at; after them one of four, of sixteen, of 64. */
const lookedAt = 1_000;

/**
 * A few executions of one statement that stand for all: the commonest values by the Space-Saving count of Metwally,
 * Agrawal and El Abbadi (2005), and of the others a random draw, so that rare values are there too. `seed` fixes the draw.
 */
export function executionSamples(seed: number): ExecutionSamples {
  const frequent = new Map<number, Frequent>();
  const drawn: { readonly key: number; readonly execution: Execution }[] = [];
  let state = (Math.imul(seed, 2_654_435_761) ^ 0x9e37_79b9) | 1;
  let total = 0;
  let looked = 0;
  let skip = 0;

  /** xorshift32 (Marsaglia 2003), 0 … 2^32 - 1. */
  function random(): number {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  }

  function add(execution: Execution, times = 1): void {
    if ((random() & skip) !== 0) return;
    const { text, parameters } = execution;
    if (text.length > longestKept) return;
    for (const number in parameters) if (parameters[number] === null) return;
    if (!hasAllValues(execution)) return;
    looked += 1;
    const weight = (skip + 1) * times;
    if (looked % lookedAt === 0 && skip < 63) skip = skip * 4 + 3;
    total += weight;
    const key = hash(execution);
    const known = frequent.get(key);
    if (known !== undefined) known.count += weight;
    else count(key, execution, weight);
    const slot = drawn.length < reservoirSize ? drawn.length : Math.floor((random() / 2 ** 32) * (total / weight));
    if (slot < reservoirSize) drawn[slot] = { key, execution: frequent.get(key)?.execution ?? copied(execution) };
  }

  function count(key: number, execution: Execution, weight: number): void {
    let least: Frequent | undefined;
    if (frequent.size >= mostFrequent) {
      for (const one of frequent.values()) if (least === undefined || one.count < least.count) least = one;
    }
    if (least !== undefined) frequent.delete(least.key);
    const error = least?.count ?? 0;
    frequent.set(key, { key, execution: copied(execution), count: error + weight, error });
  }

  function list(from: LoadSample['from'], most: number): readonly LoadSample[] {
    const common = [...frequent]
      .map(([key, { execution, count: often, error }]) => ({ key, execution, share: (often - error) / total }))
      .filter(({ share }) => share >= leastShare)
      .toSorted((one, other) => other.share - one.share || one.key - other.key)
      .slice(0, most);
    // Room for a rare one, where there are any.
    const listed = common.reduce((sum, { share }) => sum + share, 0);
    if (common.length === most && most > 1 && listed < 0.99) common.pop();
    const named = new Set(common.map(({ key }) => key));
    const others = [...drawn, ...[...frequent].map(([key, { execution }]) => ({ key, execution }))];
    const rare = new Map<number, { execution: Execution; times: number }>();
    for (const { key, execution } of others) {
      const one = rare.get(key);
      if (named.has(key) || (one === undefined && rare.size + common.length >= most)) continue;
      rare.set(key, { execution, times: (one?.times ?? 0) + 1 });
    }
    const left = Math.max(0, 1 - common.reduce((sum, { share }) => sum + share, 0));
    const times = [...rare.values()].reduce((sum, one) => sum + one.times, 0);
    const all = [
      ...common.map(({ execution, share }) => ({ execution, share })),
      ...[...rare.values()].map((one) => ({ execution: one.execution, share: (left * one.times) / times })),
    ];
    const sum = all.reduce((whole, { share }) => whole + share, 0);
    return all
      .map(({ execution, share }) => ({
        text: execution.text,
        parameters: withoutNulls(execution.parameters),
        share: sum > 0 ? share / sum : 1 / all.length,
        from,
      }))
      .toSorted((one, other) => other.share - one.share);
  }

  return { add, list };
}

function withoutNulls(parameters: Execution['parameters']): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).filter((one): one is [string, string] => one[1] !== null));
}

/** Each `$1`, `$2` … has a value. Strings and comments are told apart only where something that looks like one has none. */
function hasAllValues({ text, parameters }: Execution): boolean {
  for (let at = text.indexOf('$'); at >= 0; at = text.indexOf('$', at + 1)) {
    if (parameters[numberAfter(text, at)] === undefined)
      return openParameters(text).every((one) => parameters[one] !== undefined);
  }
  return true;
}

/** 12 of `$12`; 0, which is no parameter, of another dollar. */
function numberAfter(text: string, dollar: number): number {
  let number = 0;
  for (let at = dollar + 1; at < text.length; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) break;
    number = number * 10 + digit;
  }
  return number;
}

/** A text that was cut from a piece of a file keeps the whole piece. */
function copied({ text, parameters }: Execution): Execution {
  return {
    text: ownCopy(text),
    parameters: Object.fromEntries(
      Object.entries(parameters).map(([number, value]) => [number, value === null ? null : ownCopy(value)]),
    ),
  };
}

/** FNV-1a, 32 bits. */
function hash({ text, parameters }: Execution): number {
  let value = 2_166_136_261;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 16_777_619);
  for (const number in parameters) {
    const one = parameters[number] ?? '';
    value = Math.imul(value ^ Number(number), 16_777_619);
    for (let at = 0; at < one.length; at += 1) value = Math.imul(value ^ one.charCodeAt(at), 16_777_619);
  }
  return value >>> 0;
}
