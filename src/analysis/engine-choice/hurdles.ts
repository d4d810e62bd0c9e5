import type { Cloud, EngineNeed, EngineRequirements, WorkloadKind } from '#vocabulary/engine-requirements.ts';
import { byteWords } from './byte-words.ts';
import { figure } from './figure-words.ts';
import { carries, type DegreeFact, type Hurdle, has, type NumberFact, type Values } from './hurdle.ts';
import { kindHurdles } from './kind-hurdles.ts';
import { type Figure, sizedLoad } from './sized-load.ts';

/** Everything that a request asks of an engine. */
export function hurdlesOf(asked: EngineRequirements): readonly Hurdle[] {
  return [
    ...asked.workloads.flatMap((group) => kindHurdles(group, asked)),
    ...asked.needs.flatMap((need) => needHurdles(need, asked)),
    ...loadHurdles(asked),
    ...promiseHurdles(asked),
    ...placeHurdles(asked),
  ];
}

const clouds: readonly Cloud[] = ['aws', 'google', 'azure'];
const cloudNames: Readonly<Record<Cloud, string>> = { aws: 'AWS', google: 'Google Cloud', azure: 'Azure' };

/** The kinds of work that a need or a figure belongs to, the first that is there; else the main store. */
const fast: readonly WorkloadKind[] = ['cache', 'sessions', 'rankings', 'key-value'];
const owners: Partial<Record<EngineNeed | 'reads' | 'writes' | 'latency', readonly WorkloadKind[]>> = {
  expiry: fast,
  reads: fast,
  latency: fast,
  writes: ['time-series', 'events', 'rankings', 'key-value'],
  'hot-updates': ['rankings'],
  'flexible-schema': ['documents'],
  rdf: ['graph'],
};

function ownerOf(need: EngineNeed | 'reads' | 'writes' | 'latency', asked: EngineRequirements): Hurdle['scope'] {
  const kinds = asked.workloads.map(({ kind }) => kind);
  return owners[need]?.find((kind) => kinds.includes(kind)) ?? 'main';
}

const degreeNeeds: Partial<Record<EngineNeed, readonly [fact: DegreeFact, asks: string, least: 'yes' | 'partial']>> = {
  serializable: ['serializable', 'serializable transactions', 'yes'],
  constraints: ['constraints', 'foreign keys and checks', 'yes'],
  joins: ['joins', 'joins', 'yes'],
  'ad-hoc-queries': ['adHoc', 'questions that nobody planned', 'yes'],
  'flexible-schema': ['flexibleSchema', 'fields that vary', 'partial'],
  geo: ['geo', 'places, distances and areas', 'yes'],
  rdf: ['rdf', 'RDF and SPARQL', 'yes'],
  expiry: ['expiry', 'entries that expire on their own', 'yes'],
  durable: ['durable', 'nothing acknowledged is lost', 'yes'],
  'change-stream': ['changeStream', 'changes as a stream', 'yes'],
  'point-in-time': ['pointInTime', 'restore to any second', 'yes'],
  'offline-sync': ['offlineSync', 'copies that were apart merge later', 'yes'],
};

function needHurdles(need: EngineNeed, asked: EngineRequirements): readonly Hurdle[] {
  const scope = ownerOf(need, asked);
  const said = { id: need, strength: 'must', scope, origin: 'said' } as const;
  if (need === 'row-transactions') {
    return [
      {
        ...said,
        fact: 'transactions',
        asks: 'several rows change together or not at all',
        met: ({ transactions }) => transactions === 'rows',
      },
    ];
  }
  if (need === 'horizontal-writes') {
    return [
      {
        ...said,
        fact: 'writeScaling',
        asks: 'writes spread over nodes',
        met: ({ writeScaling }) => writeScaling !== 'one-node',
      },
    ];
  }
  if (need === 'hot-updates') {
    const writes = sizedLoad(asked).writes?.value ?? 0;
    const least = writes >= 20_000 ? 'yes' : 'partial';
    const asks = `the same rows updated${writes > 0 ? ` ${figure(writes)} times a second` : ' over and over'}`;
    return [
      { ...said, fact: 'hotUpdates', asks, met: has('hotUpdates', least) },
      { ...said, id: 'hot-updates-wish', strength: 'wish', fact: 'hotUpdates', asks, met: has('hotUpdates', 'yes') },
    ];
  }
  const known = degreeNeeds[need];
  if (known === undefined) return [];
  const [fact, asks, least] = known;
  const wish: Hurdle = { ...said, id: `${need}-wish`, strength: 'wish', fact, asks, met: has(fact, 'yes') };
  return [{ ...said, fact, asks, met: has(fact, least) }, ...(least === 'partial' ? [wish] : [])];
}

function loadHurdles(asked: EngineRequirements): readonly Hurdle[] {
  const { reads, writes, bytes } = sizedLoad(asked);
  const carried = (
    id: string,
    fact: NumberFact,
    scope: Hurdle['scope'],
    known: Figure | undefined,
    asks: (value: number) => string,
  ): readonly Hurdle[] =>
    known === undefined
      ? []
      : [
          {
            id,
            strength: 'must',
            scope,
            fact,
            asks: asks(known.value),
            origin: known.basis === 'stated' ? 'said' : 'derived',
            met: carries(fact, known.value),
          },
        ];
  const latency = asked.latencyMs;
  return [
    ...carried('reads', 'readsPerSecond', ownerOf('reads', asked), reads, (value) => `${figure(value)} reads a second`),
    ...carried(
      'writes',
      'writesPerSecond',
      ownerOf('writes', asked),
      writes,
      (value) => `${figure(value)} writes a second`,
    ),
    ...carried('bytes', 'dataBytes', 'main', bytes, (value) => `${byteWords(value)} of data`),
    ...carried(
      'item',
      'maxItemBytes',
      'main',
      asked.itemBytes === undefined ? undefined : { value: asked.itemBytes, basis: 'stated' },
      (value) => `items of ${byteWords(value)}`,
    ),
    ...(latency === undefined
      ? []
      : [
          {
            id: 'latency',
            strength: 'must',
            scope: ownerOf('latency', asked),
            fact: 'readMs',
            asks: `reads within ${latency} ms`,
            origin: 'said',
            met: ({ readMs }) => readMs <= latency,
          } satisfies Hurdle,
        ]),
  ];
}

function promiseHurdles({ consistency, regions, licence }: EngineRequirements): readonly Hurdle[] {
  const said = { strength: 'must', origin: 'said' } as const;
  const hurdles: Hurdle[] = [];
  if (consistency === 'strong') {
    hurdles.push({
      ...said,
      id: 'strong',
      scope: 'main',
      fact: 'strongReads',
      asks: 'reads that see the last write',
      met: has('strongReads', 'yes'),
    });
  }
  if (regions?.writes === 'all') {
    const isStrong = consistency === 'strong';
    hurdles.push({
      ...said,
      id: 'active-active',
      scope: 'main',
      fact: 'activeActive',
      asks: `writes in ${figure(regions.count)} regions at once${isStrong ? ', strongly consistent' : ''}`,
      met: ({ activeActive }) => activeActive === 'strong' || (activeActive === 'last-write' && !isStrong),
    });
  }
  if (licence !== undefined) {
    hurdles.push({
      ...said,
      id: 'licence',
      scope: 'all',
      fact: 'licence',
      asks: licence === 'permissive' ? 'a permissive licence' : 'open source',
      met: (values) => values.licence === 'permissive' || (values.licence === 'copyleft' && licence === 'open-source'),
    });
  }
  return hurdles;
}

function placeHurdles({ hosting = {} }: EngineRequirements): readonly Hurdle[] {
  const said = { strength: 'must', scope: 'all', origin: 'said' } as const;
  const {
    cloud,
    managed = false,
    serverless = false,
    selfHosted = false,
    embedded = false,
    manyClouds = false,
  } = hosting;
  const hurdles: Hurdle[] = [
    embedded
      ? {
          ...said,
          id: 'embedded',
          fact: 'embedded',
          asks: 'to run inside the application',
          met: has('embedded', 'yes'),
        }
      : {
          ...said,
          id: 'server',
          origin: 'implied',
          fact: 'server',
          asks: 'a server on the network',
          met: has('server', 'yes'),
        },
  ];
  if (cloud !== undefined) {
    const asks = managed || serverless ? `managed on ${cloudNames[cloud]}` : `on ${cloudNames[cloud]}`;
    const runs = (values: Values) => values[cloud] !== 'no' || (!managed && !serverless && values.selfHosted === 'yes');
    hurdles.push({ ...said, id: 'cloud', fact: cloud, asks, met: runs });
  } else if (managed) {
    hurdles.push({
      ...said,
      id: 'managed',
      fact: 'aws',
      asks: 'run by somebody else',
      met: (values) => clouds.some((one) => values[one] !== 'no'),
    });
  }
  if (serverless) {
    hurdles.push({
      ...said,
      id: 'serverless',
      fact: 'serverless',
      asks: 'no instances to size',
      met: has('serverless', 'partial'),
    });
    hurdles.push({
      ...said,
      id: 'serverless-wish',
      strength: 'wish',
      fact: 'serverless',
      asks: 'no instances to size',
      met: has('serverless', 'yes'),
    });
  }
  if (selfHosted)
    hurdles.push({
      ...said,
      id: 'self-hosted',
      fact: 'selfHosted',
      asks: 'on machines of one’s own',
      met: has('selfHosted', 'yes'),
    });
  if (manyClouds) {
    const moves = (values: Values) =>
      values.selfHosted === 'yes' || clouds.filter((one) => values[one] !== 'no').length > 1;
    hurdles.push({ ...said, id: 'many-clouds', fact: 'selfHosted', asks: 'able to move between clouds', met: moves });
  }
  return hurdles;
}
