import { countOf, duration, kilobytes, percent } from '#analysis/plan-words.ts';
import type { QueryLoad } from '#vocabulary/query-load.ts';
import type { MeasuredSets } from './measure-sets.ts';
import type { LoadSearch } from './search-load.ts';
import type { Service } from './services.ts';
import type { SettledSet, Settlement } from './settle-sets.ts';

export interface Parts {
  readonly load: QueryLoad;
  readonly search: LoadSearch;
  readonly settlement: Settlement;
  readonly measured: MeasuredSets | undefined;
  readonly services: readonly Service[];
}

/** The smallest set that brings nearly all of the gain, first. */
export function summarize(parts: Parts): string {
  const { load, search, settlement, measured, services } = parts;
  const { base } = search.result;
  const chosen = services.filter(({ verdict }) => verdict === 'recommended');
  const { items, passedOver } = search.weighed;
  const failed = new Set(passedOver.map(({ statement }) => statement));
  const planned = new Set(items.flatMap(({ studied }) => (failed.has(studied.statement) ? [] : [studied]))).size;
  const looked = `${countOf(planned, 'statement')} of ${load.statements.length}`;
  if (chosen.length === 0) {
    if (planned === 0) {
      return `There is nothing to look at: ${countOf(load.statements.length, 'statement')}, and none that could be planned reads rows.`;
    }
    const paper = services.filter(({ verdict }) => verdict === 'on-paper').length;
    if (paper === 0 && !search.result.complete) {
      return `No index was found before the search was ended (${looked} looked at); one may help all the same: give more time (--time) or more questions (--max-questions).`;
    }
    return paper === 0
      ? `No index helps these statements (${looked} looked at).`
      : `No index is worth making: ${countOf(paper, 'index')} would gain by the planner's cost, and built and measured ${paper === 1 ? 'gains' : 'gain'} nothing.`;
  }
  const made = chosen.filter(({ change }) => change === 'create');
  const dropped = chosen.filter(({ change }) => change === 'drop');
  const bytes = made.reduce((sum, one) => sum + one.bytes, 0);
  const what = [
    ...(made.length === 0 ? [] : [`${countOf(made.length, 'new index')} (${kilobytes(bytes / 1024)})`]),
    ...(dropped.length === 0 ? [] : [`${countOf(dropped.length, 'index')} dropped`]),
  ].join(' and ');
  const left = percent(settlement.chosen.cost / Math.max(base, 1e-9));
  const { whole } = settlement;
  const timed = settlement.chosen.measured;
  const clock =
    measured === undefined || timed === undefined || timed.before === 0
      ? " Nothing was measured: these are the planner's estimates."
      : ` Built and run in ${measured.run.rowsFrom}, the statements that change take ${percent(timed.after / timed.before)} of their time (${duration(timed.before)} to ${duration(timed.after)} for all calls).`;
  const more = whole === undefined ? '' : moreWords(whole, settlement.chosen, search);
  return `${what} ${chosen.length === 1 ? 'brings' : 'bring'} the load (${looked}) to ${left} of its ${search.weighed.unit === 'ms' ? 'time' : 'cost'} by the planner's cost.${clock}${more}`;
}

/** What the rest of the best set would bring beside the chosen ones. */
function moreWords(whole: SettledSet, chosen: SettledSet, { result }: LoadSearch): string {
  const others = countOf(whole.positions.length - chosen.positions.length, 'more index');
  const cost = percent(whole.cost / Math.max(result.base, 1e-9));
  const timed = whole.measured;
  const clock =
    timed === undefined || timed.before === 0 ? '' : `, and to ${percent(timed.after / timed.before)} by the clock`;
  return ` ${others} would bring it to ${cost} by the planner's cost${clock}.`;
}
