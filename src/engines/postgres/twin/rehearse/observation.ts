import type { ObservedLock, RehearsedStep } from '#vocabulary/rehearsal.ts';
import { blocksOf, strengthOf } from './lock-modes.ts';
import type { Counts, Relations, SeenRelation, Touched } from './relations.ts';

export type Seen = Pick<RehearsedStep, 'locks' | 'rewrites' | 'scans' | 'built' | 'unseen' | 'rows' | 'walBytes'>;

/** What is held against what a statement left. */
export interface Baseline {
  /** What was there before the statement's transaction: only that is used by anybody else. */
  readonly known: Relations;
  /** Counted before the transaction; undefined: as `known` has it. */
  readonly counts?: ReadonlyMap<number, Counts>;
  /** Where the WAL ended before the statement. */
  readonly wal?: number | undefined;
  /** What its transaction had touched before it. */
  readonly touched?: Touched | undefined;
  /** What its transaction has made, by oid: nothing more need be known of it before the end. */
  readonly fresh?: ReadonlySet<number>;
}

/** The baseline of the next statement of the transaction. */
export function nextBaseline(baseline: Baseline, after: Touched): Baseline {
  const made = [...after.locks.keys()].filter((oid) => !baseline.known.has(oid));
  const fresh = made.length === 0 ? baseline.fresh : new Set([...(baseline.fresh ?? []), ...made]);
  return { ...baseline, touched: after, wal: after.wal, ...(fresh === undefined ? {} : { fresh }) };
}

export interface ObserveOptions {
  /** All that its transaction holds, or only those that the statement took or made stronger. */
  readonly locks: 'held' | 'taken';
  /** It empties the tables that get a new file (TRUNCATE); or it runs code that may. */
  readonly empties: 'surely' | 'perhaps' | 'never';
}

/** What a statement did. Locks on what its transaction made, and files of that, are left out. */
export function observe(baseline: Baseline, after: Touched, { locks, empties }: ObserveOptions): Seen {
  const { known, touched } = baseline;
  const before = (oid: number) => stateBefore(baseline, oid);
  const used = [...after.relations.values()].filter(({ oid, table }) => known.has(table ?? oid));
  // An index that is made anew may take over the file of the one it stands for.
  const files = new Set([...after.locks.keys(), ...after.relations.keys()].map((oid) => before(oid)?.file));
  const isNewFile = ({ file }: SeenRelation) => file !== undefined && !files.has(file);
  const scansOf = ({ oid, counts }: SeenRelation) => counts.scans - (before(oid)?.counts.scans ?? 0);
  const builtOn = (table: number) => used.filter((one) => one.kind === 'i' && one.table === table && isNewFile(one));
  const emptied = new Set(
    used
      .filter((one) => isStored(one) && isNewFile(one))
      .filter(
        (one) =>
          empties === 'surely' ||
          !one.populated ||
          (empties === 'perhaps' && isEmptied(before(one.oid), one, scansOf(one) - builtOn(one.oid).length)),
      )
      .map(({ oid }) => oid),
  );
  const names = (relations: readonly SeenRelation[]) => relations.map(({ name }) => name).sort();
  const full = used.filter(({ oid, table }) => !emptied.has(table ?? oid));
  const wal = after.wal !== undefined && baseline.wal !== undefined ? after.wal - baseline.wal : undefined;
  const rows = changedRows(before, used);
  return {
    locks: [...after.locks]
      .filter(([oid, mode]) => locks === 'held' || strengthOf(mode) > strengthOf(touched?.locks.get(oid) ?? ''))
      .flatMap(([oid, mode]) => namedLock(known.has(oid) ? before(oid) : undefined, mode))
      .sort((a, b) => strengthOf(b.mode) - strengthOf(a.mode) || (a.relation < b.relation ? -1 : 1)),
    rewrites: names(full.filter((one) => isStored(one) && isNewFile(one))),
    scans: names(full.filter((one) => isStored(one) && scansOf(one) > 0)),
    built: names(full.filter((one) => one.kind === 'i' && isNewFile(one))),
    ...(wal === undefined ? {} : { walBytes: wal }),
    ...(rows === 0 ? {} : { rows }),
  };
}

/** Tables without any rows that a statement read or wrote anew: nothing is seen there of whether rows pass. */
export function readEmpty(baseline: Baseline, { relations }: Touched, { scans, rewrites }: Seen): readonly string[] {
  const read = new Set([...scans, ...rewrites]);
  return [...relations.values()]
    .filter(({ oid, name }) => read.has(name) && stateBefore(baseline, oid)?.bytes === 0)
    .map(({ name }) => name)
    .sort();
}

function stateBefore({ known, counts, touched }: Baseline, oid: number): SeenRelation | undefined {
  const seen = touched?.relations.get(oid);
  if (seen !== undefined) return seen;
  const relation = known.get(oid);
  if (relation === undefined || counts === undefined) return relation;
  return { ...relation, counts: counts.get(oid) ?? { scans: 0, rows: 0 } };
}

function isStored({ kind }: SeenRelation): boolean {
  return kind === 'r' || kind === 'm';
}

/**
 * TRUNCATE gives a table a new file and writes nothing. A table that had no rows before either was written anew where it
 * was read: `ownScans` are those that no index was built by.
 */
function isEmptied(before: SeenRelation | undefined, { bytes }: SeenRelation, ownScans: number): boolean {
  return bytes === 0 && ((before?.bytes ?? 0) > 0 || ownScans <= 0);
}

function namedLock(relation: SeenRelation | undefined, mode: string): readonly ObservedLock[] {
  if (relation === undefined) return [];
  const blocks = blocksOf(mode, relation.kind);
  // Every query locks the indexes of its tables a little.
  const isIndex = relation.kind === 'i' || relation.kind === 'I';
  return isIndex && blocks === 'nothing' ? [] : [{ relation: relation.name, mode, blocks }];
}

/** Of tables that were there before the transaction. */
function changedRows(before: (oid: number) => SeenRelation | undefined, used: readonly SeenRelation[]): number {
  const changed = used.map(({ oid, kind, counts }) =>
    kind === 'r' ? counts.rows - (before(oid)?.counts.rows ?? 0) : 0,
  );
  return changed.reduce((sum, rows) => sum + Math.max(0, rows), 0);
}
