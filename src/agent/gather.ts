import type { Context } from '#contracts/context.ts';
import type { Engine } from '#contracts/engine.ts';
import type { FactName, Facts, MissingFact } from '#contracts/facts.ts';
import { ProblemError, problem } from '#contracts/problem-error.ts';
import type { Session } from '#contracts/session.ts';
import type { DatabaseExport } from '#vocabulary/database-export.ts';
import type { QueryText } from '#vocabulary/query-text.ts';
import type { Sources } from '#vocabulary/sources.ts';
import { checkPlan } from './check-plan.ts';
import { readGivenModel } from './read-given-model.ts';
import { readLoad } from './read-load.ts';
import { readLoops } from './read-loops.ts';
import { emptySchema, readMigration, withMade } from './read-migration.ts';
import { readPlans } from './read-plans.ts';
import { readRequirements } from './read-requirements.ts';
import { readSamples } from './read-samples.ts';
import { readSchemaFile } from './read-schema-file.ts';
import { extrasOf, readSnapshot } from './read-snapshot.ts';
import { readSource } from './read-source.ts';
import { readStatedVolumes } from './read-stated-volumes.ts';
import { readTrace } from './read-trace.ts';
import { readUsage } from './read-usage.ts';
import { readVolumes } from './read-volumes.ts';

export interface GatherRequest {
  readonly engine: Engine;
  readonly session: Session | undefined;
  /** Other nodes of the same cluster. */
  readonly replicas?: readonly Session[];
  /** Instead of a server: what was exported from one. */
  readonly exported: DatabaseExport | undefined;
  readonly sources: Sources;
  readonly needs: readonly FactName[];
  readonly likes: readonly FactName[];
  /** What a snapshot is to be taken without. */
  readonly spared?: readonly FactName[];
  /** The statement that `plan` and `query` are about. */
  readonly query: QueryText | undefined;
  /** SQL of a migration, where it was not named as files. */
  readonly migrationText?: string | undefined;
  readonly redact: boolean;
  readonly context: Context;
}

export interface Gathered {
  readonly facts: Partial<Facts>;
  readonly missing: readonly MissingFact[];
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Each fact from the file that the user gave, then from the live server, else not at all: then it is named as missing,
 * with the reason. A missing fact that the command needs is a Problem.
 */
export async function gather(request: GatherRequest): Promise<Gathered> {
  const facts: Partial<Writable<Facts>> = {};
  const missing: MissingFact[] = [];
  const wanted = new Set<FactName>([...request.needs, ...request.likes]);
  const extras = wanted.has('snapshot') ? extrasOf(request) : [];
  if (wanted.has('snapshot'))
    for (const part of ['server', 'settings', 'statistics', ...extras] as const) wanted.add(part);
  // A statement is resolved against the schema, and statistics are read per table: both need it first.
  if (wanted.has('query') || wanted.has('statistics') || wanted.has('samples')) wanted.add('schema');
  if (wanted.has('rewrites')) wanted.add('query');
  if (wanted.has('load')) wanted.add('workload');
  if (wanted.has('migration')) wanted.add('schema').add('server');

  for (const fact of order.filter((name) => wanted.has(name))) {
    try {
      const value = await readers[fact](request, facts, missing);
      if (typeof value === 'object' && 'absent' in value) {
        missing.push({ fact, why: value.absent, ...(value.remedy === undefined ? {} : { remedy: value.remedy }) });
      } else {
        Object.assign(facts, { [fact]: value.value });
      }
    } catch (error) {
      if (extras.some((name) => name === fact) && !request.context.signal.aborted) {
        missing.push({ fact, ...whyNot(error) });
        continue;
      }
      // What is wrong with a file that was named is never passed over.
      const isNamed = fact === 'model' && request.sources.model !== undefined;
      if (!(error instanceof ProblemError) || request.needs.includes(fact) || isNamed || !bearable(error)) throw error;
      missing.push({ fact, ...whyNot(error) });
    }
  }

  const lacking = missing.find((one) => request.needs.includes(one.fact));
  if (lacking !== undefined) throw problem('invalid', lacking.why, lacking.remedy);
  return { facts, missing };
}

function whyNot(error: unknown): Omit<MissingFact, 'fact'> {
  if (!(error instanceof ProblemError)) return { why: 'It could not be read.' };
  return { why: error.message, ...(error.problem.hint ? { remedy: error.problem.hint } : {}) };
}

/** Input that the user must mend, or a lost server, is no "missing fact". */
function bearable(error: ProblemError): boolean {
  return ['denied', 'timeout', 'unsupported', 'busy'].includes(error.problem.code);
}

const order = [
  'server',
  'settings',
  'access',
  'schema',
  'query',
  'rewrites',
  'plan',
  'plans',
  'migration',
  'statistics',
  'volumes',
  'samples',
  'model',
  'requirements',
  'workload',
  'usage',
  'counters',
  'snapshot',
  'loops',
  'trace',
  'load',
] as const satisfies readonly FactName[];

export type Reading<K extends FactName> =
  | { readonly value: Facts[K] }
  | { readonly absent: string; readonly remedy?: string };
type Missing = readonly MissingFact[];
type Readers = {
  readonly [K in FactName]: (request: GatherRequest, facts: Partial<Facts>, missing: Missing) => Promise<Reading<K>>;
};

const readers: Readers = {
  server: async ({ session, exported }) => {
    const server = session?.server ?? exported?.server;
    return server === undefined ? { absent: 'No server was named.', remedy: 'Give --url.' } : { value: server };
  },

  access: async ({ engine, session, exported, context }) => {
    if (session === undefined) {
      const why = exported === undefined ? 'No server was named.' : 'An export does not tell what a login may do.';
      return { absent: why, remedy: 'Give --url or --target, for a database.' };
    }
    if (engine.access === undefined) return { absent: `${engine.traits.name} logins cannot be judged yet.` };
    context.progress({ message: 'reading the rights of the login' });
    return { value: await engine.access(session, context) };
  },

  settings: async ({ engine, session, exported, context }) => {
    if (exported !== undefined) return { value: exported.settings };
    if (session === undefined || engine.settings === undefined) {
      return { absent: 'No server was named, so its settings are unknown.', remedy: 'Give --url.' };
    }
    context.progress({ message: 'reading settings' });
    return { value: await engine.settings(session, context) };
  },

  schema: async (request) => {
    const { engine, session, exported, context } = request;
    const given = await readSchemaFile(request);
    if (given !== undefined) return { value: given };
    if (exported !== undefined) return { value: exported.schema };
    if (session !== undefined && engine.inspect !== undefined) {
      context.progress({ message: 'reading the schema' });
      return { value: await engine.inspect(session, context) };
    }
    // Migrations alone make theirs from nothing.
    if (request.needs.includes('migration')) return { value: emptySchema };
    return {
      absent: 'There is no schema to work on.',
      remedy:
        'Give --url postgres://… for a live database, --export with what `look export` wrote, or --schema schema.sql (pg_dump --schema-only).',
    };
  },

  query: async ({ engine, query }, { schema }) => {
    if (query === undefined) return { absent: 'There is no query.', remedy: 'Give the query.' };
    if (engine.resolve === undefined || schema === undefined) {
      return { absent: `${engine.traits.name} queries cannot be resolved yet.` };
    }
    return { value: await engine.resolve(query.text, schema) };
  },

  rewrites: async ({ engine }, { query, schema }) => {
    if (engine.rewrite === undefined || query === undefined || schema === undefined) {
      return { absent: `${engine.traits.name} queries cannot be rewritten yet.` };
    }
    const { resolve } = engine;
    if (resolve === undefined) return { value: [] };
    const rewrites = await engine.rewrite(query.text, schema);
    const resolved = await Promise.allSettled(rewrites.map((one) => resolve(one.text, schema)));
    return {
      value: rewrites.flatMap((rewrite, at) => {
        const found = resolved[at];
        return found?.status === 'fulfilled' ? [{ rewrite, query: found.value }] : [];
      }),
    };
  },

  plan: async ({ engine, session, sources, query, context }, facts) => {
    if (sources.plan !== undefined && engine.parse?.plan !== undefined) {
      const plan = await engine.parse.plan(await readSource(sources.plan, 'the output of EXPLAIN'), query?.text);
      checkPlan(plan, facts.query, facts.schema);
      return { value: plan };
    }
    if (session === undefined) {
      return {
        absent: 'No plan of the server was given.',
        remedy: 'Give --url, or --plan with the output of EXPLAIN.',
      };
    }
    if (sources.schema !== undefined && facts.server === undefined)
      return { absent: 'No plan was given.', remedy: 'Give --plan.' };
    if (query === undefined || engine.explain === undefined) return { absent: 'There is no query to explain.' };
    context.progress({ message: 'asking for the plan' });
    return { value: await engine.explain(session, query, context) };
  },

  plans: readPlans,

  statistics: async ({ engine, session, exported, sources, context }, { schema, plan, query, migration }) => {
    if (sources.volumes !== undefined && schema !== undefined && engine.fabricateStatistics !== undefined) {
      const whole = migration === undefined ? schema : withMade(schema, migration);
      return { value: engine.fabricateStatistics(whole, await readVolumes(sources.volumes), context.clock()) };
    }
    if (exported !== undefined) return { value: exported.statistics };
    if (session !== undefined && schema !== undefined && engine.statistics !== undefined) {
      context.progress({ message: 'reading the planner statistics' });
      return { value: await engine.statistics(session, schema, context) };
    }
    if (plan !== undefined && query !== undefined && schema !== undefined && engine.inferStatistics !== undefined) {
      return { value: engine.inferStatistics(plan, query, schema) };
    }
    return {
      absent: 'Without a server or a plan nothing is known of the sizes of the tables.',
      remedy: 'Give --url, --plan with the output of EXPLAIN, or --volumes with stated sizes.',
    };
  },

  volumes: readStatedVolumes,

  workload: async ({ engine, session, exported, context }) => {
    if (exported?.workload !== undefined) return { value: exported.workload };
    if (session === undefined) {
      const why = exported === undefined ? 'No server was named.' : 'The export holds no counts of statements.';
      return { absent: why, remedy: 'Give --url or --target, for a database with pg_stat_statements.' };
    }
    if (engine.workload === undefined) return { absent: `${engine.traits.name} does not count its statements.` };
    return { value: await engine.workload(session, context) };
  },

  usage: readUsage,

  counters: async ({ engine, session, exported, context }) => {
    if (exported?.counters !== undefined) return { value: exported.counters };
    if (session === undefined) return { absent: 'No server was named.', remedy: 'Give --url or --target.' };
    if (engine.counters === undefined) return { absent: `${engine.traits.name} keeps no counters of itself.` };
    context.progress({ message: 'reading the counters of the server' });
    return { value: await engine.counters(session, context) };
  },

  load: readLoad,

  samples: readSamples,

  model: readGivenModel,

  requirements: async ({ sources }) =>
    sources.requirements === undefined
      ? { absent: 'No requirements were given.', remedy: 'Give --requirements with a YAML file.' }
      : { value: await readRequirements(sources.requirements) },

  migration: readMigration,

  loops: async ({ sources, context }) => {
    const { code = [] } = sources;
    if (code.length === 0) return { absent: 'No sources were given.', remedy: 'Give --code with their folder.' };
    return { value: await readLoops(code, context) };
  },

  trace: async ({ engine, sources, context }) => {
    const { log: logs = [], queries = [] } = sources;
    if (logs.length + queries.length === 0) {
      return { absent: 'No log was given.', remedy: 'Give --log, or --queries with the SQL of the application.' };
    }
    const trace = await readTrace({ logs, queries, parse: engine.parse ?? {}, context });
    return trace === undefined ? { absent: `${engine.traits.name} logs cannot be read yet.` } : { value: trace };
  },

  snapshot: async (request, facts) => readSnapshot(request, facts),
};
