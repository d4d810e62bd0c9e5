import { byteWords } from './byte-words.ts';
import { figure } from './figure-words.ts';
import type { EngineSheet, Fact, FactName } from './sheet.ts';

export interface QuotedFact {
  readonly fact: FactName;
  /** "expiry: no (rows are removed by a job, or with their partition)". */
  readonly words: string;
  readonly source: string;
  readonly date: string;
  readonly basis: Fact['basis'];
}

/** A fact as it is quoted to people. */
export function quoteFact(sheet: EngineSheet, name: FactName): QuotedFact {
  const { value, note, source, date, basis } = sheet.facts[name];
  const remark = note === undefined ? '' : ` (${note})`;
  return { fact: name, words: `${factNames[name]}: ${valueWords(name, value)}${remark}`, source, date, basis };
}

function valueWords(name: FactName, value: Fact['value']): string {
  if (typeof value === 'string') return valueNames[value] ?? value;
  if (name === 'maxItemBytes' || name === 'dataBytes') return `about ${byteWords(value)}`;
  if (name === 'writesPerSecond' || name === 'readsPerSecond') return `about ${figure(value)} a second`;
  if (name === 'readMs') return `about ${value} ms`;
  return name === 'since' ? String(value) : `${value} of 5`;
}

const valueNames: Readonly<Record<string, string>> = {
  partial: 'in part',
  rows: 'over rows',
  partition: 'within a partition',
  item: 'one entry',
  'one-node': 'on one node',
  'last-write': 'the last write wins',
};

const factNames: Readonly<Record<FactName, string>> = {
  tables: 'tables',
  documents: 'documents',
  keyValue: 'values by key',
  wideRows: 'rows in order under a key',
  graph: 'graphs',
  search: 'search',
  vector: 'vectors',
  timeSeries: 'time series',
  columnar: 'column storage',
  geo: 'geography',
  queue: 'queues',
  rankings: 'ranks',
  rdf: 'RDF',
  joins: 'joins',
  adHoc: 'unplanned questions',
  aggregates: 'aggregates',
  secondaryIndexes: 'secondary indexes',
  flexibleSchema: 'flexible schema',
  transactions: 'transactions',
  serializable: 'serializable',
  constraints: 'constraints',
  strongReads: 'strong reads',
  durable: 'durable',
  expiry: 'expiry',
  changeStream: 'change stream',
  pointInTime: 'point-in-time restore',
  writeScaling: 'writes',
  activeActive: 'writes in several regions',
  offlineSync: 'merge after being apart',
  failover: 'failover',
  maxItemBytes: 'largest entry',
  dataBytes: 'data',
  writesPerSecond: 'writes',
  readsPerSecond: 'reads',
  readMs: 'a read by key',
  hotUpdates: 'updates in place',
  selfHosted: 'self-hosted',
  embedded: 'embedded',
  server: 'over the network',
  aws: 'managed on AWS',
  google: 'managed on Google Cloud',
  azure: 'managed on Azure',
  serverless: 'serverless',
  licence: 'licence',
  operations: 'effort to run',
  cost: 'cost',
  costAtScale: 'cost at scale',
  costModel: 'paid by',
  skills: 'people who know it',
  since: 'since',
};
