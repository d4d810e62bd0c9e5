import { count, percent } from '#analysis/plan-words.ts';
import { numberOf } from './setting-amount.ts';
import {
  counted,
  fine,
  manual,
  proposal,
  type ServerFacts,
  type SettingVerdict,
  secondsOf,
  spanWords,
} from './setting-verdict.ts';

const page = 'runtime-config-resource';

/** The background writer, and since 18 the way of reading. */
export function writerSettings(facts: ServerFacts): readonly SettingVerdict[] {
  return [...cleaner(facts), ...ioMethod(facts)];
}

function cleaner({ settings, counters }: ServerFacts): readonly SettingVerdict[] {
  const name = 'bgwriter_lru_maxpages';
  const now = numberOf(settings, name);
  const checkpoints = counters?.checkpoints;
  if (now === undefined || checkpoints === undefined) return [];
  const { cleanerStops = 0, backendWrites = 0, cleanerWrites = 0, buffersWritten } = checkpoints;
  const seconds = secondsOf(checkpoints.since, counters?.until ?? '');
  const span = seconds === undefined ? '' : ` in ${spanWords(seconds)}`;
  const perHour = seconds === undefined ? cleanerStops : cleanerStops / Math.max(1, seconds / 3600);
  const all = backendWrites + cleanerWrites + buffersWritten;
  if (cleanerStops < 100 || perHour < 60 || now >= 500) {
    return fine(settings, name, `the background writer stopped short ${count(cleanerStops)} times${span}`);
  }
  const wanted = 500;
  const own =
    all === 0
      ? ''
      : ` Sessions wrote ${count(backendWrites)} of ${count(all)} blocks themselves (${percent(backendWrites / all)}).`;
  return [
    {
      kind: 'change',
      fault: 'background-writer-stopping-short',
      severity: 'info',
      title: 'Let the background writer do more in a round',
      message: `The background writer stopped ${count(cleanerStops)} times${span}, as it had written ${now} blocks in a round.${own}`,
      why: 'A session that finds no clean buffer has to write one out before it can read.',
      proposals: proposal(settings, name, String(wanted)),
      arithmetic: [
        `${count(cleanerStops)} rounds${span} ended at ${now} blocks. At ${settings['bgwriter_delay']?.value ?? '200ms'} a round ${wanted} blocks are ${count((wanted * 8 * 1000) / 1024 / delayOf(settings['bgwriter_delay']?.value))} MB a second at most.`,
      ],
      gain: 'Sessions wait less often for a write',
      cost: 'Blocks that change again soon are written more than once',
      risk: 'low',
      confidence: 0.55,
      source: manual(page, name),
      observed: [counted('rounds of the background writer that stopped short', cleanerStops, 'rounds')],
    },
  ];
}

function delayOf(value: string | undefined): number {
  return Number.parseInt(value ?? '200', 10) || 200;
}

function ioMethod({ settings, hardware: { cpus } }: ServerFacts): readonly SettingVerdict[] {
  const method = settings['io_method'];
  const workers = numberOf(settings, 'io_workers');
  if (method === undefined) return [];
  const source = manual(page, 'io_method');
  if (method.value === 'sync') {
    return [
      {
        kind: 'change',
        fault: 'reads-one-by-one',
        severity: 'info',
        title: 'Let the server read ahead',
        message: 'io_method is sync: a session waits for each read, though 18 can have many on the way.',
        why: 'Sequential scans, bitmap scans and VACUUM ask for blocks ahead; with sync they wait for one at a time.',
        proposals: proposal(settings, 'io_method', 'worker'),
        arithmetic: [`worker is what 18 begins with, and io_workers is ${workers ?? 3}.`],
        gain: 'Scans of what is not in memory wait less',
        cost: 'A few processes more',
        risk: 'low',
        confidence: 0.6,
        source,
        observed: [],
      },
    ];
  }
  if (method.value !== 'worker' || workers === undefined || cpus === undefined || cpus < 16 || workers >= cpus / 8) {
    return fine(
      settings,
      'io_method',
      method.value === 'worker' ? `with ${workers ?? 3} workers` : 'reads go on while the session works',
    );
  }
  const wanted = Math.min(32, Math.floor(cpus / 4));
  return [
    {
      kind: 'change',
      fault: 'io-workers-few',
      severity: 'info',
      title: 'Give reads more workers',
      message: `io_workers is ${workers}, for ${cpus} processors.`,
      why: 'All sessions share them: when many read at once, the workers are what they wait for.',
      proposals: proposal(settings, 'io_workers', String(wanted)),
      arithmetic: [
        `A quarter of ${cpus} processors = ${Math.floor(cpus / 4)}, 32 at most. A rule of thumb; workers that have nothing to do cost nothing.`,
      ],
      gain: 'Scans of what is not in memory wait less',
      cost: 'A few processes more',
      risk: 'low',
      confidence: 0.45,
      source: manual(page, 'io_workers'),
      observed: [],
    },
  ];
}
