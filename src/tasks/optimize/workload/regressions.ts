import { count, countOf, duration, percent } from '#analysis/plan-words.ts';
import { shortSql } from '#analysis/short-sql.ts';
import type { ComparedFigure, LoadComparison, StatementChange } from '#analysis/workload-report/compare-loads.ts';
import type { Evidence } from '#vocabulary/evidence.ts';
import type { Finding } from '#vocabulary/finding.ts';

/** Of all the time: from here on it is the first thing to mend. */
const grave = 0.25;

/** What got worse since the baseline: of each statement the gravest figure alone. */
export function regressions(comparison: LoadComparison | undefined): readonly Finding[] {
  return (comparison?.changes ?? []).flatMap((change) => {
    // Longer calls that read more blocks are one fault; so are more rows.
    const [figure] = change.worse;
    return figure === undefined ? [] : [finding(figure, change)];
  });
}

function finding(figure: ComparedFigure, change: StatementChange): Finding {
  const { rule, message, why, advice, stake } = words(figure, change);
  return {
    rule,
    severity: figure === 'mean' && stake >= grave ? 'critical' : 'warning',
    at: shortSql(change.normalized),
    message,
    why,
    evidence: [evidence(figure, change)],
    changes: [],
    advice,
    share: stake,
    fingerprint: `${rule}|${change.fingerprint}`,
    regression: true,
  };
}

interface Words {
  readonly rule: string;
  readonly message: string;
  readonly why: string;
  readonly advice: string;
  readonly stake: number;
}

function words(figure: ComparedFigure, change: StatementChange): Words {
  const { before, after, factors, share, stake } = change;
  const factor = timesAs(factors[figure] ?? 1);
  const each = (value: number | undefined, of: typeof after) => (value ?? 0) / Math.max(1, of.calls);
  const [rowsWere, rowsAre] = [each(before.rows, before), each(after.rows, after)];
  const [blocksWere, blocksAre] = [each(before.blocks, before), each(after.blocks, after)];
  switch (figure) {
    case 'mean': {
      const causes = [
        ...(change.worse.includes('blocks')
          ? [`it touches ${count(blocksAre)} blocks instead of ${count(blocksWere)}`]
          : []),
        ...(change.worse.includes('rows') ? [`it gives ${count(rowsAre)} rows instead of ${count(rowsWere)}`] : []),
      ];
      const because = causes.length === 0 ? '' : `; ${causes.join(', ')}`;
      return {
        rule: 'statement-slower-than-baseline',
        message: `A call takes ${duration(each(after.milliseconds, after))}, it took ${duration(each(before.milliseconds, before))}: ${factor} as long${because}. That is ${percent(stake)} of all the time.`,
        why: change.worse.includes('blocks')
          ? 'More blocks for the same statement mean another plan, an index that is gone, or a table that has grown or bloated.'
          : 'It touches about as many blocks as before: it waits (locks, disk, CPU), or works longer on each.',
        advice: change.worse.includes('blocks')
          ? 'Look at its plan with dbwright optimize query; an index that was dropped shows in the schema.'
          : 'See what it waits for (log_lock_waits, track_io_timing, pg_stat_activity) and what else the server does now.',
        stake,
      };
    }
    case 'blocks':
      return {
        rule: 'statement-reading-more-than-baseline',
        message: `A call touches ${countOf(blocksAre, 'block')}, it touched ${count(blocksWere)}: ${factor} as many. It takes ${percent(share)} of all the time.`,
        why: 'As long as they are in the cache it is hardly slower; it will be as soon as they must be read.',
        advice: 'Look at its plan with dbwright optimize query, and at the bloat of its tables.',
        stake: share,
      };
    case 'rows':
      return {
        rule: 'statement-giving-more-rows-than-baseline',
        message: `A call gives ${countOf(rowsAre, 'row')}, it gave ${count(rowsWere)}: ${factor} as many. It takes ${percent(share)} of all the time.`,
        why: 'A result that grows with the table gets slower with every day.',
        advice: 'Ask for a page (ORDER BY … LIMIT), or for the rows that are new.',
        stake: share,
      };
    case 'calls': {
      const added = share * (1 - 1 / (factors.calls ?? 1));
      return {
        rule: 'statement-called-more-than-baseline',
        message: `It is called ${factor} as often as before, the growth of the other statements taken out (${countOf(after.calls, 'call')}). The additional calls take ${percent(added)} of all the time.`,
        why: 'More calls while the others stay as they are point to a loop, a cache that is gone, or a new caller.',
        advice:
          'Look with dbwright optimize n-plus-one whether it is run once per row, and at what was deployed since.',
        stake: added,
      };
    }
  }
}

function timesAs(factor: number): string {
  return factor < 10 ? `${Math.round(factor * 10) / 10} times` : `${count(factor)} times`;
}

function evidence(figure: ComparedFigure, { before, after, factors }: StatementChange): Evidence {
  const each = (value: number | undefined, { calls }: typeof after) =>
    Math.round(((value ?? 0) / Math.max(1, calls)) * 1000) / 1000;
  const by = 'the counters of both loads';
  const note = `${countOf(before.calls, 'call')} before, ${count(after.calls)} after.`;
  switch (figure) {
    case 'mean': {
      const values = { before: each(before.milliseconds, before), after: each(after.milliseconds, after), unit: 'ms' };
      return { level: 'measured', by, what: 'time of a call', ...values, note };
    }
    case 'blocks': {
      const values = { before: each(before.blocks, before), after: each(after.blocks, after), unit: 'blocks' };
      return { level: 'measured', by, what: 'blocks of a call', ...values, note };
    }
    case 'rows': {
      const values = { before: each(before.rows, before), after: each(after.rows, after), unit: 'rows' };
      return { level: 'measured', by, what: 'rows of a call', ...values, note };
    }
    case 'calls':
      return {
        level: 'measured',
        by,
        what: 'calls for each second, beside the others',
        before: 1,
        after: factors.calls ?? 1,
        note,
      };
  }
}
