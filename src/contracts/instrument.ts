import type { Bounds } from '#vocabulary/bounds.ts';
import type { Change } from '#vocabulary/change.ts';
import type { CombinedQuery } from '#vocabulary/combined-query.ts';
import type { Comparison } from '#vocabulary/comparison.ts';
import type { DesignProof } from '#vocabulary/design-proof.ts';
import type { Diagram, DiagramForm } from '#vocabulary/diagram.ts';
import type { ProofLevel } from '#vocabulary/evidence.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { InterleavedTrial } from '#vocabulary/interleaved-trial.ts';
import type { LogicalModel, ModelSource } from '#vocabulary/logical-model.ts';
import type { Measurement } from '#vocabulary/measurement.ts';
import type { PhysicalDesign } from '#vocabulary/physical-design.ts';
import type { Plan } from '#vocabulary/plan.ts';
import type { QueryText } from '#vocabulary/query-text.ts';
import type { FileRehearsal, Rehearsal } from '#vocabulary/rehearsal.ts';
import type { Artifact } from '#vocabulary/report.ts';
import type { ResolvedQuery } from '#vocabulary/resolved-query.ts';
import type { Rewrite } from '#vocabulary/rewrite.ts';
import type { ServerTrial } from '#vocabulary/server-trial.ts';
import type { Execution } from '#vocabulary/traced-statement.ts';
import type { ChatModel } from './chat-model.ts';
import type { Destination } from './destination.ts';
import type { Seed, SeedProof, SeedQuestion } from './seed.ts';
import type { Answer, AskOptions } from './session.ts';
import type { ShapeReader } from './trace.ts';

/** What may be asked, handed to a command beside its facts. Each says who answers and how well that supports a claim. */
export interface Instrument {
  /** "statistics twin, PostgreSQL 18.4". */
  readonly by: string;
  readonly level: ProofLevel;
  /** What weakens its answers here, one sentence each. */
  readonly notes: readonly string[];
}

export interface WhatIfAnswer {
  readonly plan: Plan;
  /** The planner's total cost; where the planner tells none, what `costUnit` says. */
  readonly cost: number;
  /** Names of the offered indexes that the plan uses. */
  readonly used: readonly string[];
  /** Estimated size of each offered index by name. */
  readonly bytes: Readonly<Record<string, number>>;
  /** What this answer rests on and nobody knows, one sentence each. Where there is one, its level is at best derived. */
  readonly doubts?: readonly string[];
}

/** The plan of a query under hypothetical indexes; `without` hides existing ones by name. */
export interface WhatIf extends Instrument {
  /** What costs are counted in, where they are not the planner's own: "rows visited". */
  readonly costUnit?: string;
  readonly ask: (question: {
    readonly query: QueryText;
    readonly indexes: readonly IndexDefinition[];
    readonly without?: readonly string[];
  }) => Promise<WhatIfAnswer>;
}

export interface Trial {
  readonly before: Measurement;
  readonly after: Measurement;
  /** Both gave the same bag of rows; `unknown` where the result was too large to compare. */
  readonly sameRows: boolean | 'unknown';
  /** Real size of each built index by name. */
  readonly bytes: Readonly<Record<string, number>>;
  /** How long each index took to build, ms, by name. */
  readonly buildMs: Readonly<Record<string, number>>;
}

/**
 * Runs a query in a database with rows, before and after really building indexes there, with other settings or fresh
 * statistics, or beside another text of it. Leaves nothing behind.
 */
export interface Run extends Instrument {
  /** Where the rows come from: "your copy staging", "rows generated from the statistics". */
  readonly rowsFrom: string;
  readonly measure: (question: { readonly query: QueryText; readonly runs: number }) => Promise<Measurement>;
  readonly compare: (question: {
    readonly query: QueryText;
    /** What is run afterwards in its place. */
    readonly instead?: QueryText;
    readonly indexes: readonly IndexDefinition[];
    /** Settings and statistics that hold for the runs afterwards: what `set-setting`, `analyze-table` and the like ask for. */
    readonly adjust?: readonly Change[];
    readonly runs: number;
  }) => Promise<Trial>;
  /** Several statements under several sets of indexes, in turns; the empty set is one of them where it is asked for. */
  readonly interleave?: (question: {
    readonly statements: readonly QueryText[];
    readonly sets: readonly {
      readonly create: readonly IndexDefinition[];
      readonly drop?: readonly IndexDefinition[];
    }[];
    /** Rounds in which each statement runs once under each set; the warming one is left out. */
    readonly rounds: number;
    /** A statement that takes longer is given up, ms. */
    readonly statementMs?: number;
    /** No new round is begun after so many ms; each statement has at least `rounds` until then or is told as it is. */
    readonly withinMs?: number;
  }) => Promise<InterleavedTrial>;
}

/** Says what a statement reads, compares, joins and sorts by. Asks nobody but the schema. */
export interface Resolve {
  /** Problem `invalid` where it does not parse. */
  readonly resolve: (text: string) => Promise<ResolvedQuery>;
  readonly shapeOf: ShapeReader;
}

/** Runs the statements of a change one after the other in a twin, and tells what each was seen to lock, rewrite and scan. */
export interface Rehearse extends Instrument {
  readonly rehearse: (statements: readonly string[]) => Promise<Rehearsal>;
  /** The statements that the change is spelled as. */
  readonly change: (change: Change) => Promise<Rehearsal>;
  /**
   * Files of migrations one after the other, each from where the one before it ended; behind one that failed, and was
   * rolled back as its tool would, the next goes on. The locks of a step are those that its statement took or made
   * stronger, on relations that were there before its transaction.
   */
  readonly files: (
    files: readonly StatementFile[],
    options?: {
      /** A statement that runs longer is ended, ms; 20,000 where it is not said. */
      readonly statementMs?: number;
    },
  ) => Promise<readonly FileRehearsal[]>;
}

/** A file of migrations, split into its statements. */
export interface StatementFile {
  readonly path: string;
  readonly statements: readonly string[];
  /** How its tool runs it: all in one transaction, or each statement for itself. BEGIN and COMMIT in it count in both. */
  readonly transaction: 'file' | 'statement';
}

/** Runs two statements on many small databases, made up so that they keep every constraint and hit every boundary. */
export interface Compare extends Instrument {
  readonly compare: (question: {
    readonly before: QueryText;
    readonly after: Pick<Rewrite, 'text' | 'ordered' | 'compared' | 'keyset'>;
    /** 500 where it is not said. */
    readonly databases?: number;
  }) => Promise<Comparison>;
}

export interface ServeQuestion {
  /** Settings by name as postgresql.conf takes them, one set for each server; the first is what the others are held against. */
  readonly sets: readonly Readonly<Record<string, string>>[];
  /** Size of the made-up tables with their indexes, about. */
  readonly bytes: number;
  /** In each, every server does the same work once. */
  readonly rounds: number;
  /** About how long all rounds may take together, ms. */
  readonly withinMs: number;
}

/** The same small workload on throw-away servers with different settings of the whole server. They are gone when it ends. */
export interface Serve extends Instrument {
  /** Problem `unsupported` where no real server can be started. */
  readonly serve: (question: ServeQuestion) => Promise<ServerTrial>;
}

/** Says what a statement is without its values, and which one statement does the work of many executions of one. */
export interface Combine extends Instrument {
  readonly shapeOf: ShapeReader;
  /** Empty where it cannot be told how. Nothing is compared yet. */
  readonly combine: (question: {
    readonly executions: readonly Execution[];
    readonly parent?: Execution;
  }) => Promise<readonly CombinedQuery[]>;
}

/** Reads rows of the target itself, through the guard. */
export interface Read {
  readonly bounds: Bounds;
  readonly ask: (query: QueryText, options?: AskOptions) => Promise<Answer>;
}

/** Draws. It asks no database and proves nothing. */
export interface Draw {
  /** One file, or of a large picture an overview first and then a page for each group of tables. */
  readonly draw: (diagram: Diagram, form: DiagramForm) => Promise<readonly Artifact[]>;
}

/** Spells a logical model in a dialect, and tries it on a server of that kind. */
export interface Designs {
  /** Their ids: "postgres". */
  readonly dialects: readonly string[];
  /** Problem `unsupported` names the dialects that there are. */
  readonly spell: (model: LogicalModel, dialect: string) => PhysicalDesign;
  /** undefined where no server of the dialect can run here. */
  readonly prove: (model: LogicalModel, design: PhysicalDesign) => Promise<DesignProof | undefined>;
  /**
   * Rows for a design as one script, tried in a twin; undefined where no rows are made up for the dialect. With triggers
   * where they let the rows in, else without: `rulesKept` says whether the rules that triggers keep hold for them.
   */
  readonly seed: (
    design: PhysicalDesign,
    question: SeedQuestion,
  ) => Promise<{ readonly script: string; readonly proof: SeedProof; readonly rulesKept: boolean } | undefined>;
  /** A model from a file's text; `file` is only named. Problem `invalid`: each fault with its line, at most ten. */
  readonly read: (text: string, file: string) => LogicalModel;
  /** The model as a file that `--model` takes. */
  readonly write: (model: ModelSource) => string;
}

export interface Instruments {
  readonly whatIf: WhatIf;
  readonly run: Run;
  readonly rehearse: Rehearse;
  readonly compare: Compare;
  readonly combine: Combine;
  readonly read: Read;
  readonly resolve: Resolve;
  readonly serve: Serve;
  readonly seed: Seed;
  readonly destination: Destination;
  readonly draw: Draw;
  readonly designs: Designs;
  readonly chat: ChatModel;
}
export type InstrumentName = keyof Instruments;
