import type { ChatModel } from '#contracts/chat-model.ts';
import type { Context } from '#contracts/context.ts';
import type { Destination } from '#contracts/destination.ts';
import type { Engine, TwinRequest } from '#contracts/engine.ts';
import type { Facts } from '#contracts/facts.ts';
import type { Compare, InstrumentName, Instruments, Run, Serve } from '#contracts/instrument.ts';
import { ProblemError } from '#contracts/problem-error.ts';
import type { Session } from '#contracts/session.ts';
import { drawDiagram } from '#drawing/draw-diagram.ts';
import type { Sources } from '#vocabulary/sources.ts';
import { designs } from './designs.ts';
import { lazyRehearsal, noStatistics } from './lazy-rehearsal.ts';
import { narrowSchema, narrowStatistics } from './narrow-schema.ts';
import { settingsOf } from './settings-of.ts';

/** Made-up rows, all tables together, where the user says nothing. */
const defaultRows = 500_000;

export interface InstrumentRequest {
  readonly engine: Engine;
  readonly session: Session | undefined;
  readonly sources: Sources;
  readonly facts: Partial<Facts>;
  readonly wanted: readonly InstrumentName[];
  /** What rows are to be loaded into, where that is asked. */
  readonly destination: Destination | undefined;
  /** A data twin that is there already. */
  readonly run: Run | undefined;
  /** The language model that is configured. */
  readonly chat: ChatModel | undefined;
  readonly context: Context;
}

export interface MissingInstrument {
  readonly instrument: InstrumentName;
  readonly why: string;
  readonly remedy?: string;
}

export interface InstrumentSet {
  readonly instruments: Partial<Instruments>;
  readonly missing: readonly MissingInstrument[];
  readonly close: () => Promise<void>;
}

/** Starts the twins that a command asks for. One that cannot be had is named with the reason; it never stops the command. */
export async function setUpInstruments(request: InstrumentRequest): Promise<InstrumentSet> {
  const missing: MissingInstrument[] = [];
  const closers: (() => Promise<void>)[] = [];
  const instruments: { -readonly [K in keyof Instruments]?: Instruments[K] } = {};
  const close = async () => {
    for (const end of closers.splice(0).reverse()) await end();
  };
  const attempt = async (instrument: InstrumentName, start: () => Promise<string | undefined>) => {
    if (!request.wanted.includes(instrument)) return;
    try {
      const absent = await start();
      if (absent !== undefined) missing.push({ instrument, why: absent, remedy: remedies[instrument] });
    } catch (error) {
      if (request.context.signal.aborted || !(error instanceof ProblemError)) throw error;
      // A copy that the user named by hand and that does not answer is theirs to mend.
      if (instrument === 'run' && request.sources.twinUrl !== undefined) throw error;
      missing.push({ instrument, why: error.message, remedy: error.problem.hint ?? remedies[instrument] });
    }
  };

  try {
    await attempt('whatIf', async () => {
      const twin = twinRequest(request);
      if (twin === undefined) return 'Without statistics there is no twin to ask.';
      if (request.engine.twin?.statistics === undefined)
        return `${request.engine.traits.name} has no statistics twin yet.`;
      request.context.progress({ message: 'building the statistics twin' });
      const made = await request.engine.twin.statistics(twin, request.context);
      closers.push(made.close);
      instruments.whatIf = made.whatIf;
      return undefined;
    });
    await attempt('run', async () => {
      const made = await dataTwin(request);
      if (typeof made === 'string') return made;
      if (made.close !== undefined) closers.push(made.close);
      instruments.run = made.run;
      return undefined;
    });
    await attempt('rehearse', async () => {
      const { facts } = request;
      // Locks, rewrites and scans do not hang on sizes.
      const twin = twinRequest({ ...request, facts: { ...facts, statistics: facts.statistics ?? noStatistics } });
      const made = lazyRehearsal(twin, request);
      if (typeof made === 'string') return made;
      closers.push(made.close);
      instruments.rehearse = made.rehearse;
      return undefined;
    });
    await attempt('compare', async () => {
      const made = lazyComparison(request);
      if (typeof made === 'string') return made;
      closers.push(made.close);
      instruments.compare = made.compare;
      return undefined;
    });
    await attempt('combine', async () => {
      const { engine, facts } = request;
      const { combine, parse } = engine;
      if (combine === undefined || parse?.shapes === undefined) {
        return `${engine.traits.name} statements cannot be combined yet.`;
      }
      const { schema } = facts;
      instruments.combine = {
        by: 'the parse tree',
        level: 'derived',
        notes: [],
        shapeOf: parse.shapes(),
        combine: (question) => combine({ ...question, ...(schema === undefined ? {} : { schema }) }),
      };
      return undefined;
    });
    await attempt('resolve', async () => {
      const { engine, facts } = request;
      const { resolve, parse } = engine;
      const { schema } = facts;
      if (schema === undefined) return 'Without a schema no name can be resolved.';
      if (resolve === undefined || parse?.shapes === undefined) {
        return `${engine.traits.name} statements cannot be resolved yet.`;
      }
      instruments.resolve = { shapeOf: parse.shapes(), resolve: (text) => resolve(text, schema) };
      return undefined;
    });
    await attempt('serve', async () => {
      const made = lazyServers(request);
      if (typeof made === 'string') return made;
      instruments.serve = made;
      return undefined;
    });
    await attempt('seed', async () => {
      const { engine, facts, context } = request;
      const { schema, server } = facts;
      if (schema === undefined) return 'Without a schema there is nothing to make rows for.';
      if (engine.seed === undefined || schema.engine !== engine.traits.id)
        return `No rows are made up for ${schema.engine === engine.traits.id ? engine.traits.name : schema.engine} yet.`;
      const major = server === undefined ? {} : { major: server.major };
      instruments.seed = engine.seed({ schema, settings: settingsOf(facts), ...major }, context);
      return undefined;
    });
    await attempt('destination', async () => {
      if (request.destination === undefined) return 'There is no database to load the rows into.';
      instruments.destination = request.destination;
      return undefined;
    });
    await attempt('read', async () => {
      const { session, sources } = request;
      if (session === undefined)
        return sources.export === undefined ? 'No database was named.' : 'An export holds no rows.';
      instruments.read = { bounds: session.bounds, ask: session.ask };
      return undefined;
    });
    await attempt('designs', async () => {
      instruments.designs = designs(request.context);
      return undefined;
    });
    await attempt('chat', async () => {
      if (request.chat === undefined) return 'No language model is configured.';
      instruments.chat = request.chat;
      return undefined;
    });
    await attempt('draw', async () => {
      instruments.draw = { draw: drawDiagram };
      return undefined;
    });
    return { instruments, missing, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const remedies: Readonly<Record<InstrumentName, string>> = {
  whatIf: 'Give --url or --export, or --plan and --schema.',
  run: 'Give --twin-url with a copy of your database (staging, a restored backup).',
  rehearse: 'Give --url, --export or --schema.',
  compare: 'Give --url, --export or --schema.',
  combine: 'Name a database whose engine can.',
  read: 'Give --url or --target, for a database.',
  resolve: 'Give --url, --export or --schema.',
  serve: 'Name a database whose engine can.',
  seed: 'Give --url, --export or --schema, of a PostgreSQL database.',
  destination: 'Name it: --into postgres://…; or look at one with --url or --target, and load into it with --into url.',
  draw: 'Take a form that is text: --as mermaid.',
  designs: 'Name a dialect: --engine postgres.',
  chat: 'Name one in dbwright.config.yaml: model: { provider: anthropic, name: …, key: { env: ANTHROPIC_API_KEY } }.',
};

/** Its server starts with the first question: for most queries there is none. */
function lazyComparison({
  engine,
  facts,
  context,
}: InstrumentRequest): string | { readonly compare: Compare; readonly close: () => Promise<void> } {
  const { schema, query, server } = facts;
  const start = engine.twin?.comparison;
  if (schema === undefined) return 'Without a schema there is no database to compare in.';
  if (start === undefined) return `${engine.traits.name} statements cannot be compared yet.`;
  let started: ReturnType<typeof start> | undefined;
  const open = () => {
    context.progress({ message: 'building the databases to compare in' });
    const narrow = query === undefined ? schema : narrowSchema(schema, query);
    const major = server === undefined ? {} : { major: server.major };
    started ??= start({ schema: narrow, settings: settingsOf(facts), ...major }, context);
    return started;
  };
  return {
    compare: {
      by: 'small made-up databases',
      level: 'simulated',
      notes: [],
      compare: async (question) => {
        const { compare } = await open();
        const comparison = await compare.compare(question);
        return { ...comparison, by: comparison.by ?? compare.by };
      },
    },
    close: async () => {
      const twin = await started?.catch(() => undefined);
      await twin?.close();
    },
  };
}

/** Its servers start with the question, and go with the answer. */
function lazyServers({ engine, facts: { server }, context }: InstrumentRequest): string | Serve {
  const serve = engine.twin?.serve;
  if (serve === undefined) return `${engine.traits.name} has no servers to throw away.`;
  return {
    by: 'throw-away servers',
    level: 'simulated',
    notes: [],
    serve: (question) => serve(server === undefined ? {} : { major: server.major }, question, context),
  };
}

async function dataTwin(
  request: InstrumentRequest,
): Promise<string | { readonly run: Run; readonly close?: () => Promise<void> }> {
  const { engine, session, sources, facts, context } = request;
  if (request.run !== undefined) return { run: request.run };
  if (sources.twinUrl !== undefined) {
    if (engine.twin?.copy === undefined) return `${engine.traits.name} copies cannot be measured yet.`;
    return engine.twin.copy(sources.twinUrl, session, context);
  }
  if (sources.rows === 0) return 'Rows were not to be made up (--rows 0).';
  const twin = twinRequest(request);
  if (twin === undefined || engine.twin?.data === undefined) return 'There is no database with rows to measure in.';
  if (facts.statistics?.origin === 'inferred') return 'Sizes inferred from a plan are too rough to make up rows from.';
  context.progress({ message: 'building the data twin' });
  return engine.twin.data({ ...twin, rows: sources.rows ?? defaultRows }, context);
}

/** Only what the query touches goes into a twin: a schema of a thousand tables need not be rebuilt for three. */
function twinRequest({ facts, session, sources }: InstrumentRequest): TwinRequest | undefined {
  const { schema, statistics, query, server } = facts;
  if (schema === undefined || statistics === undefined) return undefined;
  const narrow = query === undefined ? schema : narrowSchema(schema, query);
  return {
    schema: narrow,
    statistics: query === undefined ? statistics : narrowStatistics(statistics, narrow),
    settings: settingsOf(facts),
    ...(server === undefined ? {} : { major: server.major }),
    ...(session === undefined ? {} : { target: session }),
    ...(session !== undefined && sources.sample === true ? { sample: session.ask } : {}),
  };
}
