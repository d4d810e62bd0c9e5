import { problem } from '#contracts/problem-error.ts';
import type { Catalog } from '#vocabulary/catalog.ts';
import type { CatalogDiff, DiffStatement, Rename } from '#vocabulary/catalog-diff.ts';
import { applyRenames } from './apply-renames.ts';
import { attributeOrders, columnOrders } from './column-order.ts';
import { findRenames } from './find-renames.ts';
import { lossesOf } from './losses.ts';
import { renameParts } from './rename-parts.ts';
import { sharedNotNulls, sideOf } from './sides.ts';
import { spellStep } from './spell-step.ts';
import { unreachable } from './unreachable.ts';
import { wayOf } from './way.ts';

interface DiffOptions {
  /**
   * `ask`: what may be a rename is asked, and nothing is said until it is answered. A list answers questions; those that it
   * does not answer are asked. `none`: whatever is gone under its name is dropped.
   */
  readonly renames: 'ask' | 'none' | readonly Rename[];
}

/**
 * The statements that make one catalog into another, each behind what it needs; the way back is the same the other way
 * round. Nothing is taken for a rename without an answer, and no difference is passed over in silence.
 * Errors: invalid (an answer names what is not there).
 */
export function diffCatalogs(from: Catalog, to: Catalog, options: DiffOptions): CatalogDiff {
  if (from.engine !== 'postgres' || to.engine !== 'postgres') {
    throw problem('invalid', 'Only catalogs of PostgreSQL can be compared here.', 'Read both from PostgreSQL.');
  }
  const answers = typeof options.renames === 'string' ? [] : options.renames;
  const target = sideOf(to);
  const renamed = applyRenames(sideOf(from), target, answers);
  const questions = options.renames === 'none' ? [] : findRenames(renamed.side, target, answers);
  const unread = [...new Set([...from.unread, ...to.unread])];
  if (questions.length > 0) {
    const open = questions.map(
      (one) => `Is the ${one.kind} ${one.from} now ${one.to}? Nothing is said until that is known.`,
    );
    return { up: [], renames: questions, losses: [], unsupported: [...open, ...unread] };
  }
  const parts = renameParts(renamed.side, target);
  const way = wayOf({ from: parts.side, to: target, major: from.major, shared: sharedNotNulls(target) });
  const spelled = way.order.map((step) => ({ step, said: spellStep(step, way) }));
  const statements = spelled.flatMap(({ said }) => said);
  const unsaid = spelled
    .filter(({ step, said }) => said.length === 0 && step.startsWith('alter '))
    .map(
      ({ step }) =>
        `Not changed: ${step.slice('alter '.length)} is another one, and no statement is known that changes it.`,
    );
  const up = [...renamed.statements, ...parts.statements, ...statements];
  return {
    up: way.circle.length > 0 ? [] : withBodiesUnchecked(up),
    renames: [],
    losses: [...lossesOf(way)],
    unsupported: [
      ...(way.circle.length === 0
        ? []
        : [`No order was found, since these wait for each other: ${way.circle.join(', ')}. Nothing is said.`]),
      ...way.decisions.impossible,
      ...columnOrders(way.sides, way.decisions.actions),
      ...attributeOrders(way.sides),
      ...unsaid,
      ...unreachable(way.sides, way.families),
      ...unread,
    ],
  };
}

/** A function may be made before what its body names: the body is checked when it runs. */
function withBodiesUnchecked(up: readonly DiffStatement[]): DiffStatement[] {
  const hasBody = up.some(({ text }) => /^CREATE OR REPLACE (FUNCTION|PROCEDURE)/.test(text));
  if (!hasBody) return [...up];
  const setting = (text: string): DiffStatement => ({ text, of: 'session', kind: 'alter', transactional: true });
  return [setting('SET check_function_bodies = off'), ...up, setting('RESET check_function_bodies')];
}
