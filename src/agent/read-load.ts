import { type LoadFold, loadFold, type TraceOrigin } from '#analysis/load/fold-load.ts';
import { planShape } from '#analysis/plan-shape.ts';
import type { Engine } from '#contracts/engine.ts';
import type { Facts, MissingFact } from '#contracts/facts.ts';
import { ProblemError } from '#contracts/problem-error.ts';
import type { TraceFile } from '#contracts/trace.ts';
import type { Settings } from '#vocabulary/settings.ts';
import type { GatherRequest, Reading } from './gather.ts';
import { readTrace } from './read-trace.ts';

/**
 * The statements of all sources that were given, together: counters, running sessions, logs, files of SQL. Files are
 * read as streams. Errors: those of the files (not-found, invalid, denied), unsupported (nothing tells what runs).
 */
export async function readLoad(
  request: GatherRequest,
  facts: Partial<Facts>,
  missing: readonly MissingFact[] = [],
): Promise<Reading<'load'>> {
  const { engine, session, exported, sources, context } = request;
  const { log = [], slowLog = [], queries = [], activity: seconds } = sources;
  const { workload, settings } = facts;
  if (workload === undefined && log.length + slowLog.length + queries.length === 0 && seconds === undefined) {
    return nothing(
      request,
      missing.find(({ fact }) => fact === 'workload'),
    );
  }
  const shapeOf = engine.parse?.shapes?.();
  if (shapeOf === undefined) return { absent: `${engine.traits.name} statements cannot be told apart yet.` };

  const fold = loadFold({ shapeOf, ...planShapes(engine) });
  const files: TraceFile[] = [];
  const origins: string[] = [];
  const unread: string[] = [];
  if (workload !== undefined) {
    fold.addCounted(workload);
    origins.push(workload.origin);
    unread.push(...workload.unread);
  }
  const traces: readonly (readonly [TraceOrigin, readonly string[], readonly string[]])[] = [
    ['logged', log, []],
    ['slow', slowLog, []],
    ['written', [], queries],
  ];
  for (const [origin, logs, texts] of traces) {
    if (logs.length + texts.length === 0) continue;
    const read = await addTrace(fold, request, origin, { logs, queries: texts });
    if (read === undefined) return { absent: `${engine.traits.name} logs cannot be read yet.` };
    files.push(...read.files);
    origins.push(...read.files.map(({ name }) => name));
    unread.push(...read.files.flatMap((file) => notesOn(file, origin, settings)), ...read.notes);
  }
  if (seconds !== undefined) {
    if (session === undefined || engine.activity === undefined) {
      unread.push('Running statements could not be watched (--activity): no server was named that tells them.');
    } else {
      const activity = await engine.activity(session, { seconds }, context);
      fold.addActivity(activity);
      origins.push(`running statements, ${seconds} s`);
      unread.push(...activity.unread);
    }
  }
  context.progress({ message: 'joining the statements of all sources' });
  const now = session === undefined && exported !== undefined ? new Date(exported.takenAt) : context.clock();
  return { value: await fold.end({ origins, files, unread, now }) };
}

/** Where a server was named, how it would tell them; else what to give. */
function nothing({ engine, session, exported }: GatherRequest, counters: MissingFact | undefined): Reading<'load'> {
  const files = '--log with a log of the server, or --queries with the SQL of the application';
  if (session !== undefined && engine.workload !== undefined) {
    const why = counters?.why ?? `The counters of ${engine.traits.name} could not be read.`;
    const grant = counters?.remedy === undefined ? '' : `${counters.remedy} `;
    return {
      absent: `Nothing tells what runs: no log was given, and there are no counters. ${why}`,
      remedy: `${grant}${grant === '' ? 'Give' : 'Or give'} ${files}, or --activity 30 to watch for 30 seconds.`,
    };
  }
  return {
    absent:
      exported === undefined
        ? 'No statements were given.'
        : 'The export holds no counts of statements, and no log was given.',
    remedy: `Give --url for a database with pg_stat_statements, ${files}.`,
  };
}

interface ReadFiles {
  readonly files: readonly TraceFile[];
  readonly notes: readonly string[];
}

/**
 * One after the other, in constant memory; undefined where the engine cannot read them. A log is of all databases of its
 * server: where it is known which one is meant, the others' statements are passed over.
 */
async function addTrace(
  fold: LoadFold,
  { engine, session, exported, context }: GatherRequest,
  origin: TraceOrigin,
  paths: { readonly logs: readonly string[]; readonly queries: readonly string[] },
): Promise<ReadFiles | undefined> {
  const trace = await readTrace({ ...paths, parse: engine.parse ?? {}, context });
  if (trace === undefined) return undefined;
  const own = session?.server.database ?? exported?.server.database;
  const databases = new Map<string, number>();
  for await (const { file, statements } of trace.batches()) {
    context.signal.throwIfAborted();
    const place = origin === 'written' ? file : undefined;
    for (const statement of statements) {
      const { database } = statement.logged;
      if (database !== undefined && database !== own) {
        databases.set(database, (databases.get(database) ?? 0) + 1);
        if (own !== undefined) continue;
      }
      const waiting = fold.addTraced(statement, origin, place);
      if (waiting !== undefined) await waiting;
    }
  }
  return { files: trace.files(), notes: notesOnDatabases(databases, own) };
}

function notesOnDatabases(databases: ReadonlyMap<string, number>, own: string | undefined): readonly string[] {
  const names = [...databases.keys()].toSorted().slice(0, 5).join(', ');
  const messages = [...databases.values()].reduce((sum, count) => sum + count, 0);
  if (own !== undefined && databases.size > 0) {
    return [`${messages} logged statements of other databases (${names}) than ${own} were passed over.`];
  }
  if (databases.size < 2) return [];
  return [
    `The log is of ${databases.size} databases (${names}), and their statements are taken together: give --url or --export, and those of that one are read alone.`,
  ];
}

/** auto_explain's plans by what they do, where the engine reads plans. */
function planShapes({ parse }: Engine): Partial<Pick<Parameters<typeof loadFold>[0], 'readPlanShape'>> {
  const read = parse?.plan;
  if (read === undefined) return {};
  return {
    readPlanShape: async (text) => {
      try {
        return planShape(await read(text));
      } catch (error) {
        // Cut off, or of a format that is none: the other plans still tell.
        if (!(error instanceof ProblemError)) throw error;
        return undefined;
      }
    },
  };
}

function notesOn({ name, summary }: TraceFile, origin: TraceOrigin, settings: Settings | undefined): readonly string[] {
  const notes = (summary?.notes ?? []).map((note) => `${name}: ${note}`);
  if (summary !== undefined && summary.unread.count > 0) {
    notes.push(`${name}: ${summary.unread.count} of ${summary.lines} lines are no messages of a server.`);
  }
  if (origin !== 'slow') return notes;
  const limit = settings?.['log_min_duration_statement']?.value;
  const slower = limit === undefined || /^-?[01]\b/.test(limit) ? '' : ` than ${limit} (log_min_duration_statement)`;
  return [
    ...notes,
    `${name} holds only statements that took longer${slower}: calls and time are of these alone, and fast statements that run often are missing.`,
  ];
}
