import type { Access } from '#vocabulary/access.ts';
import type { Activity } from '#vocabulary/activity.ts';
import type { AppliedMigrations } from '#vocabulary/applied-migrations.ts';
import type { Bounds } from '#vocabulary/bounds.ts';
import type { Catalog } from '#vocabulary/catalog.ts';
import type { CatalogDiff, Rename } from '#vocabulary/catalog-diff.ts';
import type { Change } from '#vocabulary/change.ts';
import type { CombinedQuery } from '#vocabulary/combined-query.ts';
import type { Counters } from '#vocabulary/counters.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { DesignProof } from '#vocabulary/design-proof.ts';
import type { LoggedStatement } from '#vocabulary/logged-statement.ts';
import type { LogicalModel } from '#vocabulary/logical-model.ts';
import type { MigrationFile, MigrationText } from '#vocabulary/migration.ts';
import type { PhysicalDesign } from '#vocabulary/physical-design.ts';
import type { Plan } from '#vocabulary/plan.ts';
import type { QueryText } from '#vocabulary/query-text.ts';
import type { ResolvedQuery } from '#vocabulary/resolved-query.ts';
import type { Rewrite } from '#vocabulary/rewrite.ts';
import type { ServerTrial } from '#vocabulary/server-trial.ts';
import type { Settings } from '#vocabulary/settings.ts';
import type { Statement } from '#vocabulary/statement.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import type { TableSample } from '#vocabulary/table-sample.ts';
import type { Execution } from '#vocabulary/traced-statement.ts';
import type { Usage } from '#vocabulary/usage.ts';
import type { Volumes } from '#vocabulary/volumes.ts';
import type { Workload } from '#vocabulary/workload.ts';
import type { ChangeSession } from './change-session.ts';
import type { Context } from './context.ts';
import type { Destination } from './destination.ts';
import type { Compare, Rehearse, Run, ServeQuestion, WhatIf } from './instrument.ts';
import type { Seed } from './seed.ts';
import type { Session } from './session.ts';
import type { LogReading, ShapeReader } from './trace.ts';

export interface EngineTraits {
  /** Folder name: "postgres". */
  readonly id: string;
  readonly name: string;
  /** Schemes of the URLs that it understands, without "://". */
  readonly schemes: readonly string[];
  readonly family: 'relational' | 'document' | 'key-value' | 'wide-column' | 'graph' | 'search' | 'time-series';
  /** First and last major version that it is tested on. */
  readonly versions: readonly [number, number];
}

/** A throw-away database in which ideas are tried. */
export interface Twin {
  readonly close: () => Promise<void>;
}

export interface TwinRequest {
  readonly schema: DatabaseSchema;
  readonly statistics: Statistics;
  readonly settings: Settings;
  /** Major version of the target, where there is one. */
  readonly major?: number;
  /** Reads rows of the target, where the user allowed that: the guard. */
  readonly sample?: Session['ask'];
  /** The target, where there is one: an engine whose databases are files copies it. */
  readonly target?: Session;
}

export interface MigrationRequest {
  /** In the order in which they run. */
  readonly files: readonly MigrationText[];
  /** What the first of them meets. */
  readonly schema: DatabaseSchema;
  /** Of the server that they run on. */
  readonly major: number;
}

/** A design to be tried, with what its model says of it. */
export interface ProveRequest {
  readonly model: LogicalModel;
  readonly design: PhysicalDesign;
  readonly volumes: Volumes;
}

export interface CombineRequest {
  /** Executions of one shape with different values; one with $1, $2 … where no values are known. */
  readonly executions: readonly Execution[];
  /** The statement whose rows they were run for. */
  readonly parent?: Execution;
  /** Without it types are guessed, and no form rests on a key. */
  readonly schema?: DatabaseSchema;
}

export interface ConnectOptions {
  readonly bounds: Bounds;
  /** Functions of the user's own that statements may call although nobody can look into them: `app.tax_of`. */
  readonly functions?: readonly string[];
}

/** A database to fill: each step is shown by its label while its SQL runs. */
export interface EmbeddedRequest {
  readonly label: string;
  readonly steps: readonly { readonly label: string; readonly sql: string }[];
}

/**
 * Translation to and from one kind of database: traits and abilities, each one function, each optional.
 * A missing ability is a Problem `unsupported` that names the engines which can.
 */
export interface Engine {
  readonly traits: EngineTraits;
  /** Opens the read-only chokepoint. */
  readonly connect?: (url: string, options: ConnectOptions, context: Context) => Promise<Session>;
  readonly inspect?: (session: Session, context: Context) => Promise<DatabaseSchema>;
  /** All that the catalog holds, to be compared. Problem `unsupported`: larger than may be read. */
  readonly catalog?: (session: Session, context: Context) => Promise<Catalog>;
  /** The statements that make one catalog into another; without answers, what may be a rename is asked. */
  readonly diffCatalogs?: (
    from: Catalog,
    to: Catalog,
    options: { readonly renames: 'ask' | 'none' | readonly Rename[] },
  ) => CatalogDiff;
  readonly statistics?: (session: Session, schema: DatabaseSchema, context: Context) => Promise<Statistics>;
  /** Some rows of each table, within bounds of rows, bytes and time; only where the user allowed that. */
  readonly sample?: (session: Session, schema: DatabaseSchema, context: Context) => Promise<readonly TableSample[]>;
  readonly settings?: (session: Session, context: Context) => Promise<Settings>;
  /** What the login could do, and how to make one that can only read. */
  readonly access?: (session: Session, context: Context) => Promise<Access>;
  /** What the database has to do, as the server counted it. Problem `unsupported` or `denied` with the remedy. */
  readonly workload?: (session: Session, context: Context) => Promise<Workload>;
  /** How often the tables and indexes of one node were read and written. */
  readonly usage?: (session: Session, context: Context) => Promise<Usage>;
  readonly counters?: (session: Session, context: Context) => Promise<Counters>;
  /** The statements seen running while it was watched: one for each look at a session that was active. */
  readonly activity?: (session: Session, options: { readonly seconds: number }, context: Context) => Promise<Activity>;
  /** Which migrations the database already has, one for each tool's history that is there. */
  readonly appliedMigrations?: (session: Session, context: Context) => Promise<readonly AppliedMigrations[]>;
  /** The plan without running the query. */
  readonly explain?: (session: Session, query: QueryText, context: Context) => Promise<Plan>;
  /** Names to relations and columns. Problem `invalid` with a position and a suggestion where it does not parse. */
  readonly resolve?: (text: string, schema: DatabaseSchema) => Promise<ResolvedQuery>;
  /** Other ways to write the statement, each with what the catalog must say for it; not yet compared. */
  readonly rewrite?: (text: string, schema: DatabaseSchema) => Promise<readonly Rewrite[]>;
  /** One statement in place of many executions of one; not yet compared. Empty where it cannot be told how. */
  readonly combine?: (request: CombineRequest) => Promise<readonly CombinedQuery[]>;
  readonly parse?: {
    /** A server's log, packed or not, as it is read. */
    readonly log?: (chunks: AsyncIterable<Uint8Array | string>) => LogReading;
    /** A file of SQL as its statements; parts of it that a comment begins are sessions of their own. */
    readonly statements?: (text: string) => readonly LoggedStatement[];
    /** A reader of shapes, with a memory of its own. */
    readonly shapes?: () => ShapeReader;
    /** A pasted plan in any of the engine's forms; of a log with several, the one of `query`, else the first. */
    readonly plan?: (text: string, query?: string) => Promise<Plan>;
    /** DDL, as a dump tool or a person writes it. */
    readonly schema?: (text: string, context: Context) => Promise<DatabaseSchema>;
    /** SQL with every literal replaced by `?`, for redaction. */
    readonly redact?: (sql: string) => string;
    /** The values by number, where the dialect has named parameters. Problem `invalid`: a value for none of them. */
    readonly parameters?: (query: QueryText) => QueryText;
  };
  /** Statistics guessed from one plan's rows and sizes, where no server can be asked. */
  readonly inferStatistics?: (plan: Plan, query: ResolvedQuery, schema: DatabaseSchema) => Statistics;
  /** Statistics of a database that has no data yet, from stated sizes; times that nobody stated end `today`. */
  readonly fabricateStatistics?: (schema: DatabaseSchema, volumes: Volumes, today: Date) => Statistics;
  /** The statements of migrations with what they do, from the schema that the first of them meets. */
  readonly readMigrations?: (request: MigrationRequest) => readonly MigrationFile[];
  readonly spell?: (change: Change) => readonly Statement[];
  /** Tables, rules, indexes and triggers that hold a model. The model is sound; `now` is where parts by time begin. */
  readonly design?: (model: LogicalModel, now: Date) => PhysicalDesign;
  /** A model read out of a schema, with what of it is kept for this engine only, or not at all: one sentence each. */
  readonly readModel?: (schema: DatabaseSchema) => { readonly model: LogicalModel; readonly notes: readonly string[] };
  /** Rows for a schema that has none; a twin starts when they are to be proved. */
  readonly seed?: (request: Pick<TwinRequest, 'schema' | 'settings' | 'major'>, context: Context) => Seed;
  /** A database that rows are to be loaded into; `url` is that of the session, for its place. */
  readonly destination?: (session: Session, url: string, context: Context) => Destination;
  readonly openForChange?: (url: string, context: Context) => Promise<ChangeSession>;
  readonly twin?: {
    /** Schema and statistics, no rows. */
    readonly statistics?: (request: TwinRequest, context: Context) => Promise<Twin & { readonly whatIf: WhatIf }>;
    /** Schema and rows made from the statistics. */
    readonly data?: (
      request: TwinRequest & { readonly rows: number },
      context: Context,
    ) => Promise<Twin & { readonly run: Run }>;
    /** Schema and statistics, a little of rows; sees what statements lock, rewrite and scan. */
    readonly rehearsal?: (
      request: TwinRequest,
      context: Context,
    ) => Promise<Twin & { readonly rehearse: Omit<Rehearse, 'change'> }>;
    /** Schema without rows, filled and emptied hundreds of times with small made-up databases. */
    readonly comparison?: (
      request: Pick<TwinRequest, 'schema' | 'settings' | 'major'>,
      context: Context,
    ) => Promise<Twin & { readonly compare: Compare }>;
    /** Several servers like the target, each with settings of its own, under the same work; gone when it is done. */
    readonly serve?: (
      request: Pick<TwinRequest, 'major'>,
      question: ServeQuestion,
      context: Context,
    ) => Promise<ServerTrial>;
    /** Makes a design on a throw-away server, tries its scenarios and plans its reads. */
    readonly prove?: (request: ProveRequest, context: Context) => Promise<DesignProof>;
    /** A copy that the user names; `target` is refused as a twin of itself. */
    readonly copy?: (
      url: string,
      target: Session | undefined,
      context: Context,
    ) => Promise<Twin & { readonly run: Run }>;
    /** An embedded database filled by scripts, which is target and data twin in one. */
    readonly embedded?: (
      request: EmbeddedRequest,
      context: Context,
    ) => Promise<Twin & { readonly url: string; readonly run: Run }>;
  };
}
