import { count, percent } from '#analysis/plan-words.ts';
import type { WorkloadKind } from '#vocabulary/engine-requirements.ts';
import { type Meaning, numberOf, numberWords, type SentenceRule } from './sentence-rule.ts';

const n = numberWords;
const pattern = (source: string) => new RegExp(source, 'gi');
const seconds: Readonly<Record<string, number>> = {
  s: 1,
  second: 1,
  sec: 1,
  minute: 60,
  min: 60,
  hour: 3600,
  h: 3600,
  day: 86_400,
  d: 86_400,
};

const time = '(?:(?:\\s*\\/\\s*|\\s+(?:per|a|an|each)\\s+)(second|sec|s|minute|min|hour|h|day|d)\\b)';
const written = 'writes?|inserts?|updates?|upserts?|rows';
const read = 'reads?|gets?|lookups?|queries|selects?|hits';
const both = 'requests?|ops|operations|calls|transactions|tps|qps|rps';
const things: Readonly<Record<string, WorkloadKind>> = {
  point: 'time-series',
  metric: 'time-series',
  measurement: 'time-series',
  reading: 'time-series',
  sample: 'time-series',
  event: 'events',
  message: 'events',
  click: 'events',
  log: 'events',
  job: 'queue',
  task: 'queue',
  score: 'rankings',
};

/** Figures, the most special form first. */
export const figureRules: readonly SentenceRule[] = [
  {
    words: pattern(
      `\\b${n}\\s+([a-z]+s)\\s+(?:(?!every\\b|once\\b)[a-z]+\\s+){0,4}(?:every|once (?:per|an?|every))\\s+(?:${n}\\s*)?(seconds?|sec|s|minutes?|min|hours?|h)\\b`,
    ),
    read: ([, many, , interval, unit = 's']) => {
      const span =
        (interval === undefined ? 1 : numberOf(interval)) * (seconds[unit.toLowerCase().replace(/(.)s$/, '$1')] ?? 1);
      const writesPerSecond = numberOf(many) / span;
      return {
        says: `time series, ${count(writesPerSecond)} points a second`,
        patch: { workloads: [{ kind: 'time-series', writesPerSecond }] },
      };
    },
  },
  {
    words: pattern(
      `\\b(?:the )?same (?:rows?|keys?|counters?|records?)\\b(?:[^,.;]*?${n}\\s*(?:times|updates))?(?:\\s*(?:per|a)\\s+second)?`,
    ),
    read: ([, many]) => ({
      says: `the same rows are updated over and over${many === undefined ? '' : `, ${count(numberOf(many))} times a second`}`,
      patch: { needs: ['hot-updates'], ...(many === undefined ? {} : { writesPerSecond: numberOf(many) }) },
    }),
  },
  {
    words: pattern(
      `\\b${n}\\s*(?:data |score |log )?(points?|metrics?|measurements?|readings?|samples?|events?|messages?|clicks?|logs?|jobs?|tasks?|scores?)(?:\\s+(?:updates?|writes?|lines?))?${time}`,
    ),
    read: ([whole, many, thing = '', unit = 's']) => {
      const kind = /\bscore/i.test(whole) ? 'rankings' : things[thing.toLowerCase().replace(/s$/, '')];
      const writesPerSecond = numberOf(many) / (seconds[unit.toLowerCase()] ?? 1);
      return kind === undefined ? undefined : rate(kind, writesPerSecond);
    },
  },
  {
    words: pattern(`\\b${n}\\s*score\\s+updates?${time}`),
    read: ([, many, unit = 's']) => rate('rankings', numberOf(many) / (seconds[unit.toLowerCase()] ?? 1)),
  },
  {
    words: pattern(`\\b${n}\\s*(${written}|${read}|${both})${time}`),
    read: ([, many, what = '', unit = 's']) => perSecond(what, numberOf(many) / (seconds[unit.toLowerCase()] ?? 1)),
  },
  {
    // Whatever it is, it comes so often: redirects, page loads, logins.
    words: pattern(`\\b${n}\\s+[a-z]+(?: [a-z]+)?s${time}`),
    read: ([, many, unit = 's']) => perSecond('requests', numberOf(many) / (seconds[unit.toLowerCase()] ?? 1)),
  },
  {
    words: pattern(`\\b${n}\\s*(tps|qps|rps)\\b`),
    read: ([, many, what = '']) => perSecond(what, numberOf(many)),
  },
  {
    words: /\b(\d+)\s*:\s*(\d+)(?:\s*(?:reads?(?:[ -](?:to|vs\.?|\/)?[ -]?writes?)?|read[- ]write(?: ratio)?|r\/w))?/gi,
    read: ([, reads, writes]) => {
      const share = Number(reads) / (Number(reads) + Number(writes));
      return Number.isFinite(share) ? { says: `reads: ${percent(share)}`, patch: { reads: share } } : undefined;
    },
  },
  {
    words: /\b(\d+)\s*(?:%|percent)\s*(reads?|writes?)\b/gi,
    read: ([, share, what = '']) => {
      const reads = what.startsWith('w') ? 1 - Number(share) / 100 : Number(share) / 100;
      return { says: `reads: ${percent(reads)}`, patch: { reads } };
    },
  },
  {
    words: /\b(?:mostly|mainly|almost only) reads?\b|\bread[- ](?:heavy|mostly|intensive)\b|\breads? dominate\b/gi,
    read: () => ({ says: 'reads: about 90 %', patch: { reads: 0.9 } }),
  },
  {
    words: /\b(?:mostly|mainly) writes?\b|\bwrite[- ](?:heavy|intensive)\b/gi,
    read: () => ({ says: 'reads: about 20 %', patch: { reads: 0.2 } }),
  },
  {
    words: /\bhigh(?:est)? write (?:throughput|rates?|volume)\b|\bheavy writes?\b/gi,
    read: () => ({ says: 'many writes: taken as 20,000 a second', patch: { writesPerSecond: 20_000, reads: 0.3 } }),
  },
  {
    words:
      /(?:\b(?:under|below|less than|within|at most|latency of|latency:?)|<)\s*(\d+(?:\.\d+)?)\s*(ms|milliseconds?|µs|us|microseconds?)\b/gi,
    read: ([, figure, unit = 'ms']) => {
      const latencyMs = Number(figure) / (/^(?:µ|us|mic)/i.test(unit) ? 1000 : 1);
      return { says: `reads within ${latencyMs} ms`, patch: { latencyMs } };
    },
  },
  {
    words: /\blow[- ]latency\b/gi,
    read: () => ({ says: 'reads within 5 ms', patch: { latencyMs: 5 } }),
  },
  {
    words: /\b(?:sub-?millisecond|microsecond)s?(?: latency| reads?| responses?)?\b/gi,
    read: () => ({ says: 'reads within 1 ms', patch: { latencyMs: 1 } }),
  },
  {
    words: /\bsingle[- ]digit[- ]milliseconds?(?: latency)?\b/gi,
    read: () => ({ says: 'reads within 9 ms', patch: { latencyMs: 9 } }),
  },
  {
    words: pattern(`\\b${n}\\s+(hops?|levels?|degrees?)(?:\\s+(?:deep|away))?\\b`),
    read: ([, many]) => ({
      says: `graph, paths of ${count(numberOf(many))} steps`,
      patch: { workloads: [{ kind: 'graph', depth: numberOf(many) }] },
    }),
  },
  {
    words: pattern(`\\b${n}\\s+(?:cloud )?regions\\b(?:\\s+at once)?`),
    read: ([, many], { before }) => {
      const writes = /\b(?:writ(?:e|es|ing|ten) (?:in|from|to)|active[- ]active|multi-?master)\b[^,.;]*$/i.test(before)
        ? 'all'
        : 'one';
      return {
        says: `${count(numberOf(many))} regions${writes === 'all' ? ', each of them writes' : ''}`,
        patch: { regions: { count: numberOf(many), writes } },
      };
    },
  },
];

function rate(kind: WorkloadKind, writesPerSecond: number): Meaning {
  return {
    says: `${kind}, ${count(writesPerSecond)} writes a second`,
    patch: { workloads: [{ kind, writesPerSecond }] },
  };
}

function perSecond(what: string, figure: number): Meaning {
  const word = what.toLowerCase();
  if (new RegExp(`^(?:${written})$`).test(word))
    return { says: `${count(figure)} writes a second`, patch: { writesPerSecond: figure } };
  if (new RegExp(`^(?:${read})$`).test(word))
    return { says: `${count(figure)} reads a second`, patch: { readsPerSecond: figure } };
  return { says: `${count(figure)} requests a second`, patch: { requestsPerSecond: figure } };
}
