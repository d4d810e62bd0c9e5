import type { ChatModel } from '#contracts/chat-model.ts';
import type { Command } from '#contracts/command.ts';
import type { Engine } from '#contracts/engine.ts';
import type { Facts } from '#contracts/facts.ts';
import { problem } from '#contracts/problem-error.ts';
import type { Session } from '#contracts/session.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import type { Change } from '#vocabulary/change.ts';
import type { DatabaseExport } from '#vocabulary/database-export.ts';
import { QueryText } from '#vocabulary/query-text.ts';
import type { Report } from '#vocabulary/report.ts';
import type { Sources } from '#vocabulary/sources.ts';
import type { Agent, ApplyRequest, RunOptions } from './agent.ts';
import { applyReport } from './apply/apply-report.ts';
import { planHash, statementsOf } from './apply/plan-hash.ts';
import { chatModelOf } from './chat/chat-model-of.ts';
import { checkInput } from './check-input.ts';
import { findCommand } from './commands.ts';
import { type Config, emptyConfig } from './config.ts';
import { checkDestination, destinationUrl, refuseDestination } from './destination.ts';
import { findEngine } from './find-engine.ts';
import { gather } from './gather.ts';
import { readBaseline } from './read-baseline.ts';
import { readExport } from './read-export.ts';
import { redact as redactReport } from './redact.ts';
import { type RowGround, rowLoad } from './row-load.ts';
import { setUpInstruments } from './set-up-instruments.ts';
import { silence } from './silence.ts';

export interface AgentOptions {
  readonly config?: Config;
  /** Where `.dbwright/` (the journal of changes) is kept. */
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Instead of the one that the configuration names. */
  readonly model?: ChatModel;
}

/** The one composition: words in, facts gathered, the command decides, its report comes back complete. */
export function createAgent(options: AgentOptions = {}): Agent {
  const config = options.config ?? emptyConfig;
  const chat = options.model ?? (config.model === undefined ? undefined : chatModelOf(config.model));
  const grounds: Composition['grounds'] = new WeakMap();
  return {
    targets: Object.keys(config.targets),
    run: (name, input, request) => run(findCommand(name), name, input, request, { config, chat, grounds }),
    apply: (request: ApplyRequest) => {
      const sources = withTarget(request.sources, config);
      const url = destinationUrl(sources, config);
      const ground = grounds.get(request.report);
      return applyReport({
        ...request,
        sources: { ...sources, url },
        engine: findEngine(url),
        folder: options.cwd ?? process.cwd(),
        ...(ground === undefined ? {} : { rowsOf: (change) => rowLoad(change, ground, request.context) }),
      });
    },
  };
}

interface Composition {
  readonly config: Config;
  readonly chat: ChatModel | undefined;
  /** What the rows of a report were made by: too large to stand in it, and needed once more when they are loaded. */
  readonly grounds: WeakMap<Report, RowGround>;
}

async function run(
  command: Command,
  name: string,
  rawInput: unknown,
  request: RunOptions,
  { config, chat, grounds }: Composition,
): Promise<Report> {
  const asked = checkInput(command, name, rawInput);
  const { context } = request;
  const sources = withTarget(request.sources, config);
  if (sources.url !== undefined && sources.export !== undefined) {
    throw problem('invalid', 'An export stands for the database, which was named too.', 'Give one of them.');
  }
  const exported = sources.export === undefined ? undefined : await readExport(sources.export);
  const engine = findEngine(sources.url, exported?.server.engine);
  const query = queryOf(asked, engine);
  const input = query === undefined ? asked : { ...asked, param: query.parameters };
  const session = await openSession(engine, sources, config, request);
  const replicas: Session[] = [];
  let into: Session | undefined;
  try {
    const { needs, likes } = command;
    const spared = command.spares?.(input as never) ?? [];
    for (const replica of sources.replica ?? []) {
      const url = config.targets[replica]?.url ?? replica;
      const opened = await openSession(engine, { url }, config, request);
      if (opened !== undefined) replicas.push(opened);
    }
    const baseline = request.baseline === undefined ? undefined : readBaseline(request.baseline);
    const redact = request.redact === true;
    const gathering = (reading: Session | undefined) =>
      gather({
        engine,
        session: reading,
        replicas,
        exported,
        sources,
        needs,
        likes,
        spared,
        query,
        migrationText: typeof asked['sql'] === 'string' ? asked['sql'] : undefined,
        redact,
        context,
      });
    const isOneMoment = command.consistent === true && session !== undefined;
    const { facts, missing } = isOneMoment ? await session.inSnapshot(gathering) : await gathering(session);
    // The types of facts and input were checked where the command was defined; here they meet at run time.
    const wanted =
      command.wants?.(facts as never, input as never, { baseline: baseline !== undefined }) ?? command.instruments;
    const isLoading = wanted.includes('destination');
    const intoUrl = isLoading ? destinationUrl(sources, config) : refuseDestination(sources);
    if (intoUrl !== undefined) checkDestination(intoUrl, engine);
    into = sources.intoUrl === undefined ? undefined : await openSession(engine, { url: intoUrl }, config, request);
    const loadedInto = into ?? session;
    const set = await setUpInstruments({
      engine,
      session,
      sources,
      facts,
      wanted,
      destination:
        intoUrl === undefined || loadedInto === undefined
          ? undefined
          : engine.destination?.(loadedInto, intoUrl, context),
      run: request.run,
      chat,
      context,
    });
    try {
      const report = await command.decide(facts as never, input as never, {
        instruments: set.instruments,
        missing: [...missing, ...set.missing],
        subject: subjectOf(session, sources, exported),
        redact,
        ...(baseline === undefined ? {} : { baseline }),
        ...(request.files === undefined ? {} : { files: request.files }),
        context,
      });
      // A schema given as a file may be another engine's: statements are its own, or none.
      const speller = facts.schema === undefined ? engine : findEngine(undefined, facts.schema.engine);
      const silenced = silence(spelled(report, speller), {
        config: config.silence,
        query: query?.text,
        files: facts.migration?.files.map(({ path, up }) => ({ path, text: up })) ?? [],
        baseline: baseline?.kind === 'report' ? baseline.report.findings : [],
      });
      const complete = withHash(silenced, isLoading ? loadedInto : session);
      if (isLoading && facts.schema !== undefined)
        grounds.set(complete, { engine, schema: facts.schema, volumes: facts.volumes });
      return redact ? redacted(complete, engine, query, textsOf(facts)) : complete;
    } finally {
      await set.close();
    }
  } finally {
    for (const replica of replicas) await replica.close();
    await into?.close();
    await session?.close();
  }
}

async function openSession(
  engine: Engine,
  sources: Sources,
  config: Config,
  request: RunOptions,
): Promise<Session | undefined> {
  if (sources.url === undefined) return undefined;
  if (engine.connect === undefined)
    throw problem('unsupported', `dbwright cannot connect to ${engine.traits.name} yet.`);
  request.context.progress({ message: 'connecting' });
  const functions = sources.target === undefined ? undefined : config.targets[sources.target]?.functions;
  return engine.connect(
    sources.url,
    { bounds: Bounds.parse(config.bounds ?? {}), ...(functions === undefined ? {} : { functions }) },
    request.context,
  );
}

/** A target's name stands for its URL and what else the configuration says of it; what the caller gives wins. */
function withTarget(sources: Sources, config: Config): Sources {
  if (sources.target === undefined) return sources;
  const target = config.targets[sources.target];
  if (target === undefined) {
    const names = Object.keys(config.targets);
    throw problem(
      'not-found',
      `There is no target "${sources.target}".`,
      names.length === 0 ? 'Name one under targets: in dbwright.config.yaml.' : `Targets: ${names.join(', ')}.`,
    );
  }
  return {
    ...sources,
    url: sources.url ?? target.url,
    export: sources.export ?? target.export,
    schema: sources.schema ?? target.schema,
    twinUrl: sources.twinUrl ?? target.twinUrl,
  };
}

/** Commands about a statement take it as `query`, with `param` for its values: those by name are given their numbers. */
function queryOf(input: Readonly<Record<string, unknown>>, engine: Engine): QueryText | undefined {
  if (typeof input['query'] !== 'string') return undefined;
  const query = QueryText.parse({ text: input['query'], parameters: input['param'] ?? {} });
  return engine.parse?.parameters?.(query) ?? query;
}

function subjectOf(session: Session | undefined, sources: Sources, exported: DatabaseExport | undefined): string {
  if (session !== undefined) {
    const { product, version, database, role } = session.server;
    return `${product} ${version}, database ${database}, as ${role}`;
  }
  if (exported !== undefined) {
    const { product, version, database } = exported.server;
    return `${product} ${version}, database ${database}, as exported on ${exported.takenAt.slice(0, 10)}`;
  }
  const {
    model,
    plan,
    diff = [],
    log = [],
    slowLog = [],
    queries = [],
    code = [],
    migrations = [],
    schema,
    volumes,
    requirements,
  } = sources;
  const files = [
    model,
    plan,
    ...diff,
    ...log,
    ...slowLog,
    ...queries,
    ...code,
    ...migrations,
    schema,
    volumes,
    requirements,
  ].filter((file) => file !== undefined);
  return files.length === 0
    ? 'nothing but the question'
    : files.map((file) => (file === '-' ? 'standard input' : file)).join(' and ');
}

/** Adds the engine's statements to every change of the report. */
function spelled(report: Report, engine: Engine): Report {
  const spell = engine.spell;
  if (spell === undefined) return report;
  const withStatements = (change: Change): Change => ({ ...change, statements: [...spell(change)] });
  return {
    ...report,
    findings: report.findings.map((finding) => ({ ...finding, changes: finding.changes.map(withStatements) })),
    recommendations: report.recommendations.map((one) => ({ ...one, changes: one.changes.map(withStatements) })),
    changes: report.changes.map(withStatements),
  };
}

/** Only for what the door would carry out. */
function withHash(report: Report, session: Session | undefined): Report {
  if (session === undefined || statementsOf(report).length === 0) return report;
  return { ...report, planHash: planHash(report, session.server) };
}

/** SQL beside the query that the user gave. */
function textsOf({ migration }: Partial<Facts>): readonly string[] {
  return migration?.files.flatMap(({ up, down }) => [up, down?.text ?? '']) ?? [];
}

function redacted(report: Report, engine: Engine, query: QueryText | undefined, texts: readonly string[]): Report {
  const scanner = engine.parse?.redact;
  if (scanner === undefined) throw problem('unsupported', `${engine.traits.name} reports cannot be redacted yet.`);
  // Files that a command makes are its own to clean.
  const { artifacts, ...rest } = report;
  const clean = redactReport({ ...rest, artifacts: [] }, scanner, {
    query: query === undefined && texts.length === 0 ? undefined : [query?.text ?? '', ...texts].join('\n'),
    parameters: query?.parameters ?? {},
  });
  return { ...clean, artifacts };
}
