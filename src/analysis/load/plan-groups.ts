import type { LoadPlan } from '#vocabulary/query-load.ts';
import { ownCopy } from './own-copy.ts';

/** The shape of a plan's text; undefined where it cannot be read. */
export type PlanShapeReader = (text: string) => Promise<string | undefined>;

/** The plans of one statement, by shape. */
export type PlansOfStatement = Map<string, PlanGroup>;

interface PlanGroup {
  executions: number;
  timed: number;
  milliseconds: number;
  max: number;
  /** Of the first one. */
  text: string;
}

export interface PlanGroups {
  /** One more plan that was logged. A promise where some must be parsed before more are taken. */
  readonly add: (plans: PlansOfStatement, text: string, milliseconds: number | undefined) => Promise<void> | undefined;
  /** Parses what waits still. */
  readonly settle: () => Promise<void>;
}

/** Texts that wait to be parsed, and outlines whose shape is remembered. */
const mostWaiting = 64;
const mostOutlines = 20_000;
const mostShapes = 16;
const longestKept = 50_000;

interface Waiting {
  readonly outline: number;
  readonly text: string;
  readonly for: { readonly plans: PlansOfStatement; readonly milliseconds: number | undefined }[];
}

/**
 * Puts the plans of a log into groups by shape. Parsing one costs more than reading a hundred lines, so one is parsed
 * for each outline: the text without its figures and values.
 */
export function planGroups(readShape: PlanShapeReader): PlanGroups {
  /** By outline; '' where it cannot be read. */
  const shapes = new Map<number, string>();
  const waiting = new Map<number, Waiting>();

  function add(plans: PlansOfStatement, text: string, milliseconds: number | undefined): Promise<void> | undefined {
    const outline = outlineOf(text);
    const shape = shapes.get(outline);
    if (shape !== undefined) {
      put(plans, shape, text, milliseconds);
      return undefined;
    }
    const one = waiting.get(outline);
    if (one !== undefined) one.for.push({ plans, milliseconds });
    else waiting.set(outline, { outline, text: ownCopy(text), for: [{ plans, milliseconds }] });
    return waiting.size >= mostWaiting || (one?.for.length ?? 0) >= mostOutlines ? settle() : undefined;
  }

  async function settle(): Promise<void> {
    for (const { outline, text, for: those } of waiting.values()) {
      const shape = (await readShape(text)) ?? '';
      if (shapes.size >= mostOutlines) shapes.delete(shapes.keys().next().value ?? 0);
      shapes.set(outline, shape);
      for (const { plans, milliseconds } of those) put(plans, shape, text, milliseconds);
    }
    waiting.clear();
  }

  return { add, settle };
}

function put(plans: PlansOfStatement, shape: string, text: string, milliseconds: number | undefined): void {
  if (shape === '') return;
  let group = plans.get(shape);
  if (group === undefined) {
    if (plans.size >= mostShapes || text.length > longestKept) return;
    group = { executions: 0, timed: 0, milliseconds: 0, max: 0, text: ownCopy(text) };
    plans.set(shape, group);
  }
  group.executions += 1;
  if (milliseconds === undefined) return;
  group.timed += 1;
  group.milliseconds += milliseconds;
  group.max = Math.max(group.max, milliseconds);
}

/** The commonest first. */
export function listPlans(plans: PlansOfStatement): readonly LoadPlan[] {
  return [...plans]
    .map(([shape, { executions, timed, milliseconds, max, text }]) => ({
      shape,
      executions,
      ...(timed === 0 ? {} : { milliseconds: { mean: milliseconds / timed, max } }),
      text,
    }))
    .toSorted((one, other) => other.executions - one.executions || (one.shape < other.shape ? -1 : 1));
}

const quote = 39;
const zero = 48;
const nine = 57;
const dot = 46;

/** A number for the text without digits and without what stands in single quotes: 53 bits of two FNV-1a hashes. */
function outlineOf(text: string): number {
  let one = 2_166_136_261;
  let other = 709_607;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if ((code >= zero && code <= nine) || code === dot) continue;
    if (code === quote) {
      const end = text.indexOf("'", at + 1);
      if (end > at) at = end;
    }
    one = Math.imul(one ^ code, 16_777_619);
    other = Math.imul(other ^ code, 16_777_619) + 1;
  }
  return (one >>> 0) * 2 ** 21 + ((other >>> 0) & 0x1f_ffff);
}
