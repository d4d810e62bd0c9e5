import { chooseValues } from '#analysis/load/choose-values.ts';
import type { Context } from '#contracts/context.ts';
import type { Resolve } from '#contracts/instrument.ts';
import { ProblemError } from '#contracts/problem-error.ts';
import type { LoadSample, LoadStatement, QueryLoad } from '#vocabulary/query-load.ts';
import type { QueryText } from '#vocabulary/query-text.ts';
import type { ResolvedQuery } from '#vocabulary/resolved-query.ts';
import type { Statistics } from '#vocabulary/statistics.ts';

/** A statement of the load whose names are resolved. */
export interface Studied {
  readonly statement: LoadStatement;
  readonly query: ResolvedQuery;
  /** Texts with values that it is planned with, and their shares of its calls. */
  readonly samples: readonly LoadSample[];
}

/** A statement that could not be looked at, and why. */
export interface PassedOver {
  readonly statement: LoadStatement;
  readonly why: string;
  /** Nothing is wrong with it: it is beyond the number of those that are looked at. */
  readonly beyond?: true;
}

export interface StudiedLoad {
  readonly studied: readonly Studied[];
  readonly passedOver: readonly PassedOver[];
}

/** One bad statement never stops the others: it is listed with its reason. */
export async function studyLoad(
  load: QueryLoad,
  request: {
    readonly resolve: Resolve;
    readonly statistics: Statistics | undefined;
    readonly param: Readonly<Record<string, string>>;
    /** So many statements at most, those that take the most time first. */
    readonly most: number;
    readonly context: Context;
  },
): Promise<StudiedLoad> {
  const { resolve, statistics, param, most, context } = request;
  const studied: Studied[] = [];
  const passedOver: PassedOver[] = [];
  for (const [at, statement] of load.statements.entries()) {
    context.signal.throwIfAborted();
    if (at >= most) {
      passedOver.push({ statement, why: `only the first ${most} statements are looked at (--most)`, beyond: true });
      continue;
    }
    try {
      const query = await resolve.resolve(statement.samples[0]?.text ?? statement.normalized);
      const [unknown] = query.unresolved;
      if (query.relations.every(({ kind }) => kind !== 'table') && unknown !== undefined) {
        passedOver.push({ statement, why: `${unknown.name}: ${unknown.reason}` });
        continue;
      }
      studied.push({ statement, query, samples: samplesOf(statement, query, statistics, param) });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      passedOver.push({ statement, why: error.message });
    }
  }
  return { studied, passedOver };
}

function samplesOf(
  statement: LoadStatement,
  query: ResolvedQuery,
  statistics: Statistics | undefined,
  param: Readonly<Record<string, string>>,
): readonly LoadSample[] {
  const chosen = chooseValues(statement, query, statistics, param);
  return chosen.length > 0 ? chosen : [{ text: statement.normalized, parameters: {}, share: 1, from: 'unknown' }];
}

export function queryOf({ text, parameters }: LoadSample): QueryText {
  return { text, parameters: { ...parameters } };
}

/** Reads rows that an index could find: not a plain INSERT of values. */
export function readsRows({ query }: Studied): boolean {
  if (query.kind === 'other') return false;
  const isSource = query.relations.some(({ kind, target }) => kind === 'table' && !target);
  return isSource || ((query.kind === 'update' || query.kind === 'delete') && query.predicates.length > 0);
}
