import type { Access } from '#vocabulary/access.ts';
import type { Counters } from '#vocabulary/counters.ts';
import type { DatabaseExport } from '#vocabulary/database-export.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { EngineRequirements } from '#vocabulary/engine-requirements.ts';
import type { LogicalModel } from '#vocabulary/logical-model.ts';
import type { Migration } from '#vocabulary/migration.ts';
import type { Plan } from '#vocabulary/plan.ts';
import type { QueryLoad } from '#vocabulary/query-load.ts';
import type { QueryLoops } from '#vocabulary/query-loop.ts';
import type { ResolvedQuery } from '#vocabulary/resolved-query.ts';
import type { ResolvedRewrite } from '#vocabulary/rewrite.ts';
import type { ServerInfo } from '#vocabulary/server-info.ts';
import type { Settings } from '#vocabulary/settings.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import type { TableSample } from '#vocabulary/table-sample.ts';
import type { Usage } from '#vocabulary/usage.ts';
import type { Volumes } from '#vocabulary/volumes.ts';
import type { Workload } from '#vocabulary/workload.ts';
import type { Trace } from './trace.ts';

/** Everything that can be known, each under one name. `plan` and `query` are of the statement that the input names. */
export interface Facts {
  readonly server: ServerInfo;
  readonly schema: DatabaseSchema;
  readonly statistics: Statistics;
  readonly settings: Settings;
  /** Stated sizes. */
  readonly volumes: Volumes;
  /** Rows of the tables; only where the user allowed that. */
  readonly samples: readonly TableSample[];
  readonly access: Access;
  /** Server, settings, schema and statistics in one piece, to be kept in a file. */
  readonly snapshot: DatabaseExport;
  readonly plan: Plan;
  /** Two plans to be compared. */
  readonly plans: { readonly before: Plan; readonly after: Plan };
  readonly query: ResolvedQuery;
  /** Other ways to write it, none of them compared yet. */
  readonly rewrites: readonly ResolvedRewrite[];
  /** What the server counted: pg_stat_statements. */
  readonly workload: Workload;
  /** The statements of all sources together: counters, logs, files of SQL, running sessions. */
  readonly load: QueryLoad;
  /** How often tables and indexes were read and written, on each node. */
  readonly usage: Usage;
  /** What the server counted of itself. */
  readonly counters: Counters;
  /** What ran, from logs and files of SQL: a stream that is read once. */
  readonly trace: Trace;
  /** Migrations that are to be judged, statement by statement. */
  readonly migration: Migration;
  /** What the data is to be, before any engine. */
  readonly model: LogicalModel;
  /** What is asked of a database, before there is one. */
  readonly requirements: EngineRequirements;
  /** Queries in loops of an application's sources. */
  readonly loops: QueryLoops;
}
export type FactName = keyof Facts;

/** Facts that were asked for and could not be had, with the reason and what would bring them. */
export interface MissingFact {
  readonly fact: FactName;
  readonly why: string;
  readonly remedy?: string;
}

/** The facts of a thing that needs N and likes L; one not declared does not compile. */
export type FactsOf<N extends FactName, L extends FactName = never> = Pick<Facts, N> & Partial<Pick<Facts, L>>;
