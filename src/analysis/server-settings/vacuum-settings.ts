import { count, countOf } from '#analysis/plan-words.ts';
import { isOff, millisecondsOf, numberOf } from './setting-amount.ts';
import { counted, fine, manual, proposal, type ServerFacts, type SettingVerdict } from './setting-verdict.ts';

const page = 'runtime-config-vacuum';

/** autovacuum, its throttle, and when it begins. */
export function vacuumSettings(facts: ServerFacts): readonly SettingVerdict[] {
  return [...autovacuum(facts), ...throttle(facts), ...scale(facts)];
}

function autovacuum({ settings }: ServerFacts): readonly SettingVerdict[] {
  const name = isOff(settings, 'autovacuum') ? 'autovacuum' : 'track_counts';
  if (!isOff(settings, name)) return fine(settings, 'autovacuum', 'dead rows are removed and statistics refreshed');
  return [
    {
      kind: 'change',
      fault: 'autovacuum-off',
      severity: 'critical',
      title: 'Let autovacuum run',
      message:
        name === 'autovacuum'
          ? 'autovacuum is off: nothing removes dead rows, refreshes the statistics or freezes old rows in time.'
          : 'track_counts is off, and autovacuum does nothing without it.',
      why: 'Tables and indexes grow without end, the planner works with old statistics, and near the wraparound of transaction ids the server vacuums by force, at the worst time.',
      proposals: proposal(settings, name, 'on'),
      arithmetic: ['on is what the server begins with.'],
      gain: 'Dead rows are removed and statistics refreshed as tables change',
      cost: 'Some reading and writing in the background; at first all that was left undone',
      risk: 'low',
      confidence: 0.95,
      source: manual('routine-vacuuming'),
      observed: [],
    },
  ];
}

/** Until 11 the delay was 20 ms; configurations carried along still have it. */
function throttle({ settings }: ServerFacts): readonly SettingVerdict[] {
  const name = 'autovacuum_vacuum_cost_delay';
  const own = settings[name]?.value === '-1' ? 'vacuum_cost_delay' : name;
  const delay = millisecondsOf(settings, own);
  const set = numberOf(settings, 'autovacuum_vacuum_cost_limit') ?? -1;
  const limit = set > 0 ? set : (numberOf(settings, 'vacuum_cost_limit') ?? 200);
  if (delay === undefined) return [];
  const perSecond = delay === 0 ? Number.POSITIVE_INFINITY : (limit * 1000) / delay;
  const dirty = numberOf(settings, 'vacuum_cost_page_dirty') ?? 20;
  const rate = (perSecond / dirty / 128) * (dirty === 0 ? 0 : 1);
  // 200 / 2 ms, as 12 and later begin with, is 100,000 a second.
  if (perSecond >= 50_000) {
    return fine(
      settings,
      name,
      Number.isFinite(perSecond)
        ? `up to ${count(rate)} MB of pages changed a second, all workers together`
        : 'not held back',
    );
  }
  return [
    {
      kind: 'change',
      fault: 'vacuum-throttled',
      severity: 'warning',
      title: 'Let autovacuum keep up',
      message: `Autovacuum rests ${settings[own]?.value} after each ${limit} points of work: all workers together change ${count(rate)} MB of pages a second at most.`,
      why: 'More workers do not help: they share the points. Where dead rows come faster, tables grow without end.',
      proposals: [
        ...proposal(settings, name, '2ms'),
        ...(limit < 200 ? proposal(settings, 'autovacuum_vacuum_cost_limit', '200') : []),
      ],
      arithmetic: [
        `${limit} points / ${settings[own]?.value} = ${count(perSecond)} a second; a page changed costs ${dirty}: ${count(perSecond / dirty)} pages of 8 kB = ${count(rate)} MB. At 200 points / 2 ms, as 12 and later begin with: ${count(100_000 / dirty / 128)} MB.`,
      ],
      gain: `${count(100_000 / perSecond)} times the work in the same time`,
      cost: 'More reading and writing in the background while it runs',
      risk: 'low',
      confidence: 0.7,
      source: manual(page, name),
      observed: [],
    },
  ];
}

/** From so many rows a fifth of a table is much to wait for. */
const large = 5_000_000;

function scale({ settings, statistics, usage }: ServerFacts): readonly SettingVerdict[] {
  const name = 'autovacuum_vacuum_scale_factor';
  const now = numberOf(settings, name);
  if (now === undefined) return [];
  const changed = new Map(
    (usage?.nodes[0]?.tables ?? []).map((table) => [`${table.schema}.${table.name}`, table.updated + table.deleted]),
  );
  const [largest] = (statistics?.relations ?? [])
    .filter(({ kind }) => kind === 'table')
    .map(({ schema, name: table, rows }) => ({ table: `${schema}.${table}`, rows: rows ?? 0 }))
    .filter(({ table, rows }) => rows >= large && (changed.get(table) ?? 0) > 0)
    .toSorted((one, other) => other.rows - one.rows);
  if (largest === undefined || now <= 0.06) {
    return fine(
      settings,
      name,
      largest === undefined
        ? 'no table of five million rows is seen to be updated'
        : 'large tables are vacuumed in time',
    );
  }
  const dead = now * largest.rows;
  return [
    {
      kind: 'change',
      fault: 'vacuum-late-on-large-tables',
      severity: 'info',
      title: 'Vacuum large tables sooner',
      message: `${largest.table} has ${countOf(largest.rows, 'row')}: it is vacuumed after ${count(dead)} of them are dead (${name} ${now}).`,
      why: 'A share of a large table is many rows. Until then the dead ones are read by every scan, and one vacuum has to remove them all.',
      proposals: [
        ...proposal(settings, name, '0.05'),
        ...((numberOf(settings, 'autovacuum_analyze_scale_factor') ?? 0) > 0.05
          ? proposal(settings, 'autovacuum_analyze_scale_factor', '0.05')
          : []),
      ],
      arithmetic: [
        `${now} × ${count(largest.rows)} = ${count(dead)} dead rows; 0.05 × ${count(largest.rows)} = ${count(0.05 * largest.rows)}.`,
        `For this table alone: ALTER TABLE ${largest.table} SET (${name} = 0.05).`,
      ],
      gain: `${count(dead - 0.05 * largest.rows)} dead rows fewer in ${largest.table} before it is vacuumed`,
      cost: 'Vacuums come more often, and each has less to do',
      risk: 'low',
      confidence: 0.65,
      source: manual(page, name),
      observed: [counted(`updates and deletes of ${largest.table}`, changed.get(largest.table) ?? 0, 'rows')],
    },
  ];
}
