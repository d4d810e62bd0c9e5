/** Yes; in part, or with work of one's own; no. */
export type Degree = 'yes' | 'partial' | 'no';

/** One to five: little to much. */
export type Level = 1 | 2 | 3 | 4 | 5;

/**
 * What is known of an engine. Figures without a page of their own (what one deployment carries comfortably, effort, cost)
 * are judged from the page that is cited, and the confidence of an answer shakes them hardest.
 */
export interface Capabilities {
  // What it holds.
  /** Tables with declared columns. */
  readonly tables: Degree;
  /** JSON documents that can be searched inside. */
  readonly documents: Degree;
  readonly keyValue: Degree;
  /** Rows kept in order under a partition key, read as one range. */
  readonly wideRows: Degree;
  /** Paths of any length. */
  readonly graph: Degree;
  /** Ranked search with typos, facets and suggestions; partial: words with ranking only. */
  readonly search: Degree;
  readonly vector: Degree;
  /** Retention, compression and downsampling of its own; partial: expiry or partitions only. */
  readonly timeSeries: Degree;
  /** Column storage: aggregates over terabytes. */
  readonly columnar: Degree;
  readonly geo: Degree;
  /** Several consumers take jobs, each job once. */
  readonly queue: Degree;
  /** Ranks and counters kept up to date at each write. */
  readonly rankings: Degree;
  /** RDF and SPARQL. */
  readonly rdf: Degree;

  // How it is asked.
  readonly joins: Degree;
  /** Questions nobody planned for. */
  readonly adHoc: Degree;
  readonly aggregates: Degree;
  readonly secondaryIndexes: Degree;
  readonly flexibleSchema: Degree;

  // What it promises.
  readonly transactions: 'rows' | 'partition' | 'item' | 'none';
  readonly serializable: Degree;
  /** Foreign keys, CHECK and UNIQUE. */
  readonly constraints: Degree;
  /** A read sees the last acknowledged write. */
  readonly strongReads: Degree;
  /** What it acknowledged survives a crash, as installed. */
  readonly durable: Degree;

  // How data lives.
  readonly expiry: Degree;
  readonly changeStream: Degree;
  readonly pointInTime: Degree;

  // How far it reaches.
  readonly writeScaling: 'one-node' | 'sharded' | 'partitioned';
  /** Writes in several regions at once: none, the last one wins, or strong. */
  readonly activeActive: 'none' | 'last-write' | 'strong';
  /** Copies that were apart for long merge later. */
  readonly offlineSync: Degree;
  readonly failover: Degree;
  /** Bytes of a row, document or value. */
  readonly maxItemBytes: number;
  /** Bytes that one deployment holds comfortably. */
  readonly dataBytes: number;
  /** Writes a second that one deployment takes comfortably. */
  readonly writesPerSecond: number;
  /** Reads a second, replicas included. */
  readonly readsPerSecond: number;
  /** Median of a read by key, ms. */
  readonly readMs: number;
  /** The same row updated over and over, cheaply. */
  readonly hotUpdates: Degree;

  // Where it runs.
  readonly selfHosted: Degree;
  /** Inside the application's process. */
  readonly embedded: Degree;
  /** Many machines ask it over a network. */
  readonly server: Degree;
  /** Managed there by the cloud itself (yes) or by the vendor (partial). */
  readonly aws: Degree;
  readonly google: Degree;
  readonly azure: Degree;
  /** No instance to size: paid by use. */
  readonly serverless: Degree;

  // What it asks for.
  readonly licence: 'permissive' | 'copyleft' | 'source-available' | 'proprietary';
  readonly operations: Level;
  readonly cost: Level;
  readonly costAtScale: Level;
  readonly costModel: 'free' | 'nodes' | 'requests' | 'scans' | 'credits';
  readonly skills: Level;
  /** Year of the first release. */
  readonly since: number;
}
export type FactName = keyof Capabilities;

export interface Fact<Value = Capabilities[FactName]> {
  readonly value: Value;
  /** Public page that says so, or that the judgement rests on. */
  readonly source: string;
  /** stated: the page says so. judged: concluded from it. */
  readonly basis: 'stated' | 'judged';
  /** When, or of which version, the page was read: "18, 2025-09". */
  readonly date: string;
  readonly note?: string;
}

export type EngineType = 'relational' | 'document' | 'key-value' | 'wide-column' | 'graph' | 'search';

export interface EngineSheet {
  readonly id: string;
  readonly name: string;
  /** In the words of the engine contract, which knows six. */
  readonly type: EngineType;
  /** In plain words, where those six do not fit: "time series". */
  readonly kind: string;
  /** Other names that people use. */
  readonly aliases: readonly string[];
  readonly facts: { readonly [Name in FactName]: Fact<Capabilities[Name]> };
}

/** [value, page, note, date]: the page below the manual or with its whole address; the date where it is not the sheet's. */
type Written<Value> = readonly [value: Value, page: string, note?: string, date?: string];

interface WrittenSheet extends Omit<EngineSheet, 'facts'> {
  readonly manual: string;
  /** Version and date of the manual. */
  readonly asOf: string;
  readonly facts: { readonly [Name in FactName]: Written<Capabilities[Name]> };
}

/** No manual states these: they are judged. */
export const judgedFacts: ReadonlySet<FactName> = new Set<FactName>([
  'dataBytes',
  'writesPerSecond',
  'readsPerSecond',
  'readMs',
  'hotUpdates',
  'operations',
  'cost',
  'costAtScale',
  'skills',
  'adHoc',
]);

/** Writes a sheet out: each fact with its whole address, basis and date. */
export function engineSheet({ manual, asOf, facts, ...rest }: WrittenSheet): EngineSheet {
  const whole = Object.entries(facts).map(([name, [value, page, note, date]]) => [
    name,
    {
      value,
      source: page.startsWith('https://') ? page : `${manual}${page}`,
      basis: judgedFacts.has(name as FactName) ? 'judged' : 'stated',
      date: date ?? asOf,
      ...(note === undefined ? {} : { note }),
    },
  ]);
  return { ...rest, facts: Object.fromEntries(whole) };
}
