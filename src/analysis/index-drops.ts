import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { Evidence } from '#vocabulary/evidence.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import type { Usage } from '#vocabulary/usage.ts';
import { indexesOf } from './index-coverage.ts';
import { dependantOf, servedForeignKeys } from './index-drops/dependants.ts';
import { type NodeScans, scansOf } from './index-drops/index-scans.ts';
import { strongerIndex } from './index-drops/twin-index.ts';
import { count, countOf } from './plan-words.ts';

/** An index that could go, with what speaks for it and against it. Restored by its own `definition`. */
export interface IndexDrop {
  readonly index: IndexDefinition;
  readonly kind: 'unused' | 'duplicate' | 'covered';
  readonly evidence: readonly Evidence[];
  /** One sentence each. */
  readonly because: readonly string[];
  /** Why it is not certain, one sentence each; empty where it is. */
  readonly against: readonly string[];
  readonly certain: boolean;
  /** undefined: not known. */
  readonly bytes?: number;
  /** The index that does what this one does. */
  readonly coveredBy?: IndexDefinition;
}

export interface IndexDropsRequest {
  readonly schema: DatabaseSchema;
  readonly statistics?: Statistics | undefined;
  /** Without it only duplicates and covered ones are told. */
  readonly usage?: Usage | undefined;
  /** Counting must have gone on so long: a month holds the reports that are made once in it. */
  readonly leastDays?: number;
  readonly now: Date;
}

/** More than a month, so that what runs once a month was counted. */
const usualLeastDays = 31;
/** Shorter counting says nothing at all. */
export const fewestDays = 7;
/** So many rows entered for one scan, and scans that seldom, are as good as none. */
const writesPerScan = 10_000;
const fewScans = 10;
const staleDays = 14;

/**
 * Indexes that no query needs: such that another one does all that they do, told by their shape alone, and such that no
 * node scanned while it counted for `leastDays`. Never one that a constraint, a foreign key, replica identity, CLUSTER or
 * a partitioned index rests on, and never a unique one for want of scans: it is a rule, and keeping it counts as no scan.
 * https://www.postgresql.org/docs/18/monitoring-stats.html#MONITORING-PG-STAT-ALL-INDEXES-VIEW
 */
export function indexDrops(request: IndexDropsRequest): readonly IndexDrop[] {
  const found = request.schema.tables.flatMap((table) => dropsOfTable(table, request));
  return found.sort(
    (one, other) => Number(other.certain) - Number(one.certain) || (other.bytes ?? 0) - (one.bytes ?? 0),
  );
}

function dropsOfTable(table: Table, request: IndexDropsRequest): readonly IndexDrop[] {
  const drops: IndexDrop[] = [];
  // One after another, the largest first: of two that stand for each other one stays.
  for (const index of [...table.indexes].sort((one, other) => bytesOf(other) - bytesOf(one))) {
    if (dependantOf(index, table, request.schema) !== undefined || !index.valid) continue;
    // What stands for a dropped one must stay.
    if (drops.some(({ coveredBy }) => coveredBy === index)) continue;
    const rest = indexesOf(table).filter((one) => one !== index && !drops.some((drop) => drop.index === one));
    const drop = redundant(index, table, rest, request) ?? unused(index, table, rest, request);
    if (drop !== undefined) drops.push(drop);
  }
  return drops;
}

function redundant(
  index: IndexDefinition,
  table: Table,
  rest: readonly IndexDefinition[],
  request: IndexDropsRequest,
): IndexDrop | undefined {
  const stronger = strongerIndex(index, rest, (one, other) => staysRatherThan(one, other, table, request));
  if (stronger === undefined) return undefined;
  const { kind, by } = stronger;
  const scans = request.usage === undefined ? [] : scansOf(partsOf(index, request.schema), request.usage);
  const [grown, own] = [bytesOf(by), bytesOf(index)];
  const isMuchWider = kind === 'covered' && own > 0 && grown > 3 * own;
  return {
    ...plain(index, request),
    kind,
    coveredBy: by,
    evidence: [
      {
        level: 'derived',
        by: 'the definitions of both indexes',
        what: 'keys',
        before: keysOf(index),
        after: keysOf(by),
        source: manual,
      },
      ...scansEvidence(scans),
    ],
    because: [
      kind === 'duplicate'
        ? `${by.name} has the same keys in the same order, and is as good for every search and every order.`
        : `${by.name} begins with the same keys and holds all that ${index.name} does.`,
      ...writesSentence(index, scans),
    ],
    against: isMuchWider
      ? [`${by.name} is ${count(grown / own)} times as large: scans of many rows read more pages in it.`]
      : [],
    certain: !isMuchWider,
  };
}

function unused(
  index: IndexDefinition,
  table: Table,
  rest: readonly IndexDefinition[],
  request: IndexDropsRequest,
): IndexDrop | undefined {
  const { schema, usage, leastDays = usualLeastDays, now } = request;
  if (usage === undefined || usage.nodes.length === 0 || index.unique) return undefined;
  const scans = scansOf(partsOf(index, schema), usage);
  // A node that does not know the index, or not since when it counts, speaks neither for nor against: then nothing is said.
  if (scans.some((one) => one.scans === undefined || one.days === undefined || one.days < fewestDays)) return undefined;
  const total = scans.reduce((sum, one) => sum + (one.scans ?? 0), 0);
  const written = scans.reduce((sum, one) => sum + one.written, 0);
  const isNegligible = total > 0 && total <= fewScans && written >= writesPerScan * total;
  if (total > 0 && !isNegligible) return undefined;
  const days = Math.min(...scans.map((one) => one.days ?? 0));
  const against = [
    ...(days < leastDays
      ? [`The server has counted for ${count(days)} days only: what runs once a month may not have run.`]
      : []),
    ...(isNegligible ? [lastWords(total, scans)] : []),
    ...unasked(usage),
    ...staleWords(usage, now),
    ...foreignKeyWarnings(index, table, rest),
    ...expressionWarning(index),
  ];
  return {
    ...plain(index, request),
    kind: 'unused',
    evidence: scansEvidence(scans),
    because: [
      `${total === 0 ? 'No query scanned it' : `${countOf(total, 'scan')}`} in ${count(days)} days on ${nodeWords(scans)}.`,
      ...writesSentence(index, scans),
      'The server does not tell when an index was made: one that is younger has not had that time.',
    ],
    against,
    certain: against.length === 0,
  };
}

function plain(index: IndexDefinition, { statistics, schema }: IndexDropsRequest): Pick<IndexDrop, 'index' | 'bytes'> {
  const sizes = partsOf(index, schema).map(
    (part) =>
      part.bytes ??
      (statistics?.relations.find((one) => one.kind === 'index' && one.schema === part.schema && one.name === part.name)
        ?.pages ?? Number.NaN) * 8192,
  );
  const bytes = sizes.reduce((sum, one) => sum + one, 0);
  return { index, ...(Number.isFinite(bytes) ? { bytes } : {}) };
}

/** Of two alike the one stays that something rests on, then the one that is read more, the smaller one, the first by name. */
function staysRatherThan(
  one: IndexDefinition,
  other: IndexDefinition,
  table: Table,
  { schema, usage }: IndexDropsRequest,
): boolean {
  if (dependantOf(one, table, schema) !== undefined) return true;
  const scans = (index: IndexDefinition) =>
    usage === undefined ? 0 : scansOf(partsOf(index, schema), usage).reduce((sum, node) => sum + (node.scans ?? 0), 0);
  // Nearly the same size is the same: it scatters with the time of the build.
  const [small, large] = [bytesOf(one), bytesOf(other)];
  if (Math.abs(small - large) > 0.1 * Math.max(small, large)) return small < large;
  return scans(one) !== scans(other) ? scans(one) > scans(other) : one.name < other.name;
}

/** The index, or the parts of a partitioned one, down to those that hold rows. */
function partsOf(index: IndexDefinition, schema: DatabaseSchema): readonly IndexDefinition[] {
  if (index.partitioned !== true) return [index];
  const parts = schema.tables.flatMap(({ indexes }) =>
    indexes.filter(({ partOf }) => partOf?.schema === index.schema && partOf.name === index.name),
  );
  return parts.flatMap((part) => partsOf(part, schema));
}

/** Every node that may have used the index must have been asked. */
function unasked({ nodes, standbys }: Usage): readonly string[] {
  const asked = nodes.filter(({ recovering }) => recovering).length;
  if (asked === nodes.length)
    return ['Only standbys were asked: the primary may use it. Name it with --url, and these with --replica.'];
  if (standbys === undefined) {
    return [
      'Whether standbys stream from this server may not be seen by this role: grant it pg_monitor, and name them with --replica URL.',
    ];
  }
  const missing = standbys - asked;
  if (missing <= 0) return [];
  const words = missing === 1 ? 'streams from this server and was' : 'stream from this server and were';
  return [`${countOf(missing, 'standby')} ${words} not asked, and may use it: name each with --replica URL.`];
}

/** Counts of long ago, from an export. */
function staleWords({ nodes }: Usage, now: Date): readonly string[] {
  const age = Math.max(...nodes.map(({ until }) => (now.getTime() - Date.parse(until)) / 86_400_000));
  return age > staleDays ? [`The counts are ${count(age)} days old: it may have come into use since.`] : [];
}

function foreignKeyWarnings(index: IndexDefinition, table: Table, rest: readonly IndexDefinition[]): readonly string[] {
  return servedForeignKeys(index, table, rest).map(
    (name) =>
      `It is the only index on the columns of the foreign key ${name}: each DELETE in the referenced table would read ${table.name} whole.`,
  );
}

/** ANALYZE keeps statistics of an index's expressions, which serve estimates even where the index is never scanned. */
function expressionWarning(index: IndexDefinition): readonly string[] {
  const expressions = index.keys.flatMap(({ expression }) => expression ?? []);
  return expressions.length === 0
    ? []
    : [
        `The planner knows how ${expressions.join(' and ')} is spread from this index alone: keep that with CREATE STATISTICS, or estimates change.`,
      ];
}

function lastWords(total: number, scans: readonly NodeScans[]): string {
  const last = scans
    .flatMap(({ lastScan }) => lastScan ?? [])
    .sort()
    .at(-1);
  return `It was scanned ${total === 1 ? 'once' : `${total} times`}${last === undefined ? '' : `, last on ${last.slice(0, 10)}`}: something may need it at times.`;
}

function nodeWords(scans: readonly NodeScans[]): string {
  return scans.length === 1 ? 'the one node that was asked' : `each of the ${scans.length} nodes`;
}

function writesSentence(index: IndexDefinition, scans: readonly NodeScans[]): readonly string[] {
  const written = scans.reduce((sum, one) => sum + one.written, 0);
  return written < 1 || index.method === 'brin'
    ? []
    : [`${countOf(written, 'row')} of ${index.table} were entered into its indexes in that time.`];
}

function scansEvidence(scans: readonly NodeScans[]): readonly Evidence[] {
  return scans.map(({ node, recovering, days, scans: times, lastScan }) => ({
    level: 'measured' as const,
    by: `pg_stat_user_indexes of ${node}${recovering ? ' (standby)' : ''}`,
    what: 'scans of the index',
    before: times ?? 'not known',
    unit: 'scans',
    note: `${days === undefined ? 'It is not known since when.' : `Counted for ${count(days)} days.`}${lastScan === undefined ? '' : ` Last on ${lastScan.slice(0, 10)}.`}`,
    source: manual,
  }));
}

const manual = 'https://www.postgresql.org/docs/18/monitoring-stats.html#MONITORING-PG-STAT-ALL-INDEXES-VIEW';

function keysOf({ method, keys, include, predicate }: IndexDefinition): string {
  const listed = keys.map(
    ({ column, expression, direction }) => `${column ?? expression}${direction === 'desc' ? ' DESC' : ''}`,
  );
  return `${method} (${listed.join(', ')})${include.length === 0 ? '' : ` INCLUDE (${include.join(', ')})`}${predicate === undefined ? '' : ` WHERE ${predicate}`}`;
}

function bytesOf({ bytes = 0 }: IndexDefinition): number {
  return bytes;
}
