import type { AppliedMigration, AppliedMigrations } from '#vocabulary/applied-migrations.ts';
import type { MigrationText } from '#vocabulary/migration.ts';
import { type HistoryRule, historyRule } from './history-rules.ts';
import type { MigrationFolder } from './read-layout.ts';

export interface PendingMigrations {
  /** The history that these files belong to; absent where none fits: then all are pending. */
  readonly history?: AppliedMigrations;
  /** In the order in which they will run. */
  readonly pending: readonly MigrationText[];
  readonly applied: readonly MigrationText[];
  /** What does not agree, one sentence each. */
  readonly notes: readonly string[];
}

/** A file with what the history says of it, the last word first. */
interface Matched {
  readonly file: MigrationText;
  readonly entry: AppliedMigration | undefined;
}

/**
 * Which files of a folder a database still lacks, by the rule of the tool whose history it has. Of the database's
 * histories that of the folder's own tool is taken, else the one that most files are found in.
 */
export async function pendingFiles(
  folder: Pick<MigrationFolder, 'layout' | 'files'>,
  histories: readonly AppliedMigrations[],
): Promise<PendingMigrations> {
  const history = historyOf(folder, histories);
  if (history === undefined) return { pending: folder.files, applied: [], notes: noHistory(folder.layout, histories) };
  const rule = historyRule(history.tool);
  const matched = matchedFiles(folder.files, history.migrations, rule);
  const done = new Set(history.latestOnly ? upToLatest(matched, history, rule) : eachDone(matched, history, rule));
  const changed = await changedFiles(matched, done, rule);
  const again = new Set(changed.filter(({ version }) => history.tool === 'flyway' && version === undefined));
  const late = history.latestOnly
    ? []
    : rule.skipsLate
      ? olderFiles(matched, done, rule)
      : lateFiles(folder.files, done);
  const skipped = new Set(rule.skipsLate ? late : []);
  return {
    history,
    pending: folder.files.filter((file) => (!done.has(file) || again.has(file)) && !skipped.has(file)),
    applied: folder.files.filter((file) => done.has(file) && !again.has(file)),
    notes: [
      ...history.unread,
      ...failures(history, rule),
      ...late.map((file) => {
        const what = `${file.path} comes before migrations that have run`;
        return rule.late === undefined ? `${what}.` : `${what}: ${rule.late}.`;
      }),
      ...changed
        .filter((file) => !again.has(file))
        .map((file) => `${file.path} was changed after it ran: its checksum is not that of ${history.table}.`),
      ...strangers(folder.files, history, rule),
    ],
  };
}

function historyOf(
  { layout, files }: Pick<MigrationFolder, 'layout' | 'files'>,
  histories: readonly AppliedMigrations[],
): AppliedMigrations | undefined {
  const own = histories.filter(({ tool }) => tool === layout);
  const counted = (own.length > 0 ? own : histories.filter(() => !toolsWithHistory.has(layout))).map((history) => ({
    history,
    hits: matchedFiles(files, history.migrations, historyRule(history.tool)).filter(({ entry }) => entry).length,
  }));
  const [best] = counted.toSorted((a, b) => b.hits - a.hits);
  return best !== undefined && (own.length > 0 || best.hits > 0) ? best.history : undefined;
}

/** Layouts whose own history would be there, had they run. */
const toolsWithHistory: ReadonlySet<string> = new Set(
  'flyway golang-migrate dbmate goose sql-migrate node-pg-migrate prisma drizzle sqitch liquibase alembic atlas supabase'.split(
    ' ',
  ),
);

/** Of several entries that fit the last counts. A name that stands several times is met in turn. */
function matchedFiles(
  files: readonly MigrationText[],
  entries: readonly AppliedMigration[],
  { fileKeys, entryKeys }: HistoryRule,
): readonly Matched[] {
  const entriesAt = grouped(
    entries.filter((entry) => !entry.baseline),
    entryKeys,
  );
  const filesAt = grouped(files, fileKeys);
  const turns = new Map<AppliedMigration, number>();
  return files.map((file) => {
    const fitting = [...new Set(fileKeys(file).flatMap((key) => entriesAt.get(key) ?? []))];
    const [first] = fitting;
    if (first === undefined) return { file, entry: undefined };
    const rivals = new Set(entryKeys(first).flatMap((key) => filesAt.get(key) ?? []));
    if (rivals.size < 2) return { file, entry: fitting.at(-1) };
    const byPath = fitting.find((entry) => entry.file !== undefined && isSamePath(file.path, entry.file));
    if (byPath !== undefined || first.file !== undefined) return { file, entry: byPath };
    const turn = turns.get(first) ?? 0;
    turns.set(first, turn + 1);
    return { file, entry: fitting[turn] };
  });
}

function grouped<T>(items: readonly T[], keysOf: (item: T) => readonly string[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [item]);
      else group.push(item);
    }
  }
  return groups;
}

function isSamePath(a: string, b: string): boolean {
  const [one, other] = [a, b].map((path) => `/${path.replace(/^classpath\*?:/, '').replace(/^\/+/, '')}`);
  return one !== undefined && other !== undefined && (one.endsWith(other) || other.endsWith(one));
}

function eachDone(
  matched: readonly Matched[],
  { migrations }: AppliedMigrations,
  rule: HistoryRule,
): readonly MigrationText[] {
  const baseline = migrations.findLast((one) => one.baseline && one.state === 'applied')?.version;
  return matched.flatMap(({ file, entry }) => {
    const isBelow = baseline !== undefined && file.version !== undefined && rule.order(file.version, baseline) <= 0;
    return entry?.state === 'applied' || isBelow ? [file] : [];
  });
}

/** golang-migrate counts versions; of Alembic's revisions only the file's own order tells. */
function upToLatest(
  matched: readonly Matched[],
  { tool, migrations }: AppliedMigrations,
  rule: HistoryRule,
): readonly MigrationText[] {
  const latest = migrations.at(-1);
  if (latest?.version === undefined) return [];
  const { version, state } = latest;
  if (tool !== 'golang-migrate') {
    const last = matched.findLastIndex(({ entry }) => entry !== undefined);
    return matched.slice(0, last + 1).map(({ file }) => file);
  }
  return matched.flatMap(({ file }) => {
    const order = file.version === undefined ? 1 : rule.order(file.version, version);
    return order < 0 || (order === 0 && state === 'applied') ? [file] : [];
  });
}

async function changedFiles(
  matched: readonly Matched[],
  done: ReadonlySet<MigrationText>,
  { checksum }: HistoryRule,
): Promise<readonly MigrationText[]> {
  if (checksum === undefined) return [];
  const changed: MigrationText[] = [];
  for (const { file, entry } of matched) {
    if (entry?.checksum === undefined || !done.has(file)) continue;
    if (!(await checksum(file.up)).includes(entry.checksum)) changed.push(file);
  }
  return changed;
}

/** Those that did not run and stand before one that did. Without a version (repeatable ones) there is no before. */
function lateFiles(files: readonly MigrationText[], done: ReadonlySet<MigrationText>): readonly MigrationText[] {
  const last = files.findLastIndex((file) => file.version !== undefined && done.has(file));
  return files.slice(0, Math.max(0, last)).filter((file) => !done.has(file));
}

/** Those that did not run and are not newer than the newest that did, whatever the order of the files is. */
function olderFiles(
  matched: readonly Matched[],
  done: ReadonlySet<MigrationText>,
  { order }: HistoryRule,
): readonly MigrationText[] {
  const versions = matched.flatMap(({ entry }) => (entry?.version === undefined ? [] : [entry.version]));
  const newest = versions.toSorted(order).at(-1);
  return matched.flatMap(({ file }) =>
    newest !== undefined && !done.has(file) && file.version !== undefined && order(file.version, newest) <= 0
      ? [file]
      : [],
  );
}

function failures({ table, migrations }: AppliedMigrations, { settle }: HistoryRule): readonly string[] {
  // The last word on a migration counts.
  const last = new Map(migrations.map((entry) => [nameOf(entry), entry]));
  const failed = [...last.values()].filter(({ state }) => state === 'failed');
  return failed.map((entry) => {
    const next = settle === undefined ? '' : ` It is settled by ${settle}.`;
    return `${nameOf(entry)} failed, says ${table}: the database may hold a part of it.${next}`;
  });
}

const mostNames = 5;

function strangers(
  files: readonly MigrationText[],
  { table, migrations }: AppliedMigrations,
  { fileKeys, entryKeys }: HistoryRule,
): readonly string[] {
  const keys = new Set(files.flatMap(fileKeys));
  const gone = migrations.filter(
    (entry) => entry.state === 'applied' && !entry.baseline && !entryKeys(entry).some((key) => keys.has(key)),
  );
  if (gone.length === 0) return [];
  const named = gone.slice(0, mostNames).map(nameOf).join(', ');
  const more = gone.length > mostNames ? ` and ${gone.length - mostNames} more` : '';
  return [`${named}${more} ran, says ${table}, and ${gone.length === 1 ? 'has' : 'have'} no file here.`];
}

function nameOf({ version, name, file }: AppliedMigration): string {
  return [version, name ?? (version === undefined ? file : undefined)].filter((one) => one !== undefined).join(' ');
}

function noHistory(layout: string, histories: readonly AppliedMigrations[]): readonly string[] {
  if (histories.length === 0) return ['The database has no history of migrations: all files are taken as pending.'];
  const there = histories.map(({ tool, table }) => `${tool} (${table})`).join(', ');
  return [
    `The database has no history that fits these files (${layout}), only that of ${there}: all are taken as pending.`,
  ];
}
