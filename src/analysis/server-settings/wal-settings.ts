import { count, countOf, percent } from '#analysis/plan-words.ts';
import { bytesOf, GB, isOff, MB, millisecondsOf, numberOf, roundedUp, sizeValue, sizeWords } from './setting-amount.ts';
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

const page = 'runtime-config-wal';

/** max_wal_size, min_wal_size, checkpoint_timeout, checkpoint_completion_target, wal_buffers, wal_compression. */
export function walSettings(facts: ServerFacts): readonly SettingVerdict[] {
  return [...walSize(facts), ...completionTarget(facts), ...walBuffers(facts), ...walCompression(facts)];
}

/** The server begins a checkpoint when this much of max_wal_size is written. */
function triggerShare(completion: number): number {
  return 1 / (1 + completion);
}

interface WalRate {
  /** Bytes in a second, at the time when checkpoints were requested. */
  readonly busy: number;
  readonly mean: number | undefined;
  /** Since counting began; a lower bound where the server counts checkpoints only. */
  readonly total: number;
  readonly words: readonly string[];
}

function walSize(facts: ServerFacts): readonly SettingVerdict[] {
  const { settings, counters } = facts;
  const size = bytesOf(settings, 'max_wal_size');
  const timeout = millisecondsOf(settings, 'checkpoint_timeout');
  if (size === undefined || timeout === undefined) return [];
  const checkpoints = counters?.checkpoints;
  if (counters === undefined || checkpoints === undefined) {
    return [
      {
        kind: 'unknown',
        name: 'max_wal_size',
        value: settings['max_wal_size']?.value ?? '',
        why: 'It is sized by how often checkpoints were requested, and no counters were had',
        flags: [],
      },
    ];
  }
  const { timed, requested } = checkpoints;
  const all = timed + requested;
  const share = all === 0 ? 0 : requested / all;
  const seconds = secondsOf(checkpoints.since, counters.until);
  const span = seconds === undefined ? '' : ` in ${spanWords(seconds)}`;
  if (requested < 3 || share < 0.1) {
    return [
      ...fine(
        settings,
        'max_wal_size',
        all === 0 ? 'no checkpoint yet' : `${count(requested)} of ${countOf(all, 'checkpoint')} were requested${span}`,
      ),
      ...fine(settings, 'checkpoint_timeout', 'checkpoints come by it'),
    ];
  }
  const completion = numberOf(settings, 'checkpoint_completion_target') ?? 0.9;
  const interval = timeout / 1000;
  const rate = walRate(facts, { size, completion, interval, seconds });
  const inOne = Math.min(rate.busy * interval, rate.total);
  const needed = inOne * (1 + completion) * 1.25;
  // More than was written at all: they were not begun by full WAL, not at this size.
  const filled = requested * size * triggerShare(completion);
  if (counters.wal !== undefined && filled > 1.5 * counters.wal.bytes) {
    return fine(
      settings,
      'max_wal_size',
      `${countOf(requested, 'requested checkpoint')} at this size would be ${sizeWords(filled)} of WAL, and ${sizeWords(counters.wal.bytes)} were written: they were asked for by hand, by backups, or at an earlier size`,
    );
  }
  const most = Math.max(64 * GB, size);
  const wanted = roundedUp(Math.min(Math.max(needed, 2 * size, GB), most));
  const reached = size >= most;
  const capped = needed > most;
  return [
    {
      kind: 'change',
      fault: 'checkpoints-requested',
      severity: share >= 0.5 ? 'warning' : 'info',
      title: 'Let checkpoints come by time',
      message: `${count(requested)} of ${countOf(all, 'checkpoint')}${span} were requested, most of them as ${settings['max_wal_size']?.value} of WAL were full before ${settings['checkpoint_timeout']?.value} were over.`,
      why: 'After each checkpoint every page that is changed is written to the WAL whole once more: checkpoints that come too soon multiply the WAL, and the writes stall.',
      proposals: reached ? [] : [...proposal(settings, 'max_wal_size', sizeValue(wanted)), ...minimum(facts, wanted)],
      ...(reached
        ? {
            advice:
              'max_wal_size is large already: write less WAL (wal_compression, fewer indexes), or let checkpoints come more seldom.',
          }
        : {}),
      arithmetic: [
        ...rate.words,
        `In ${spanWords(interval)} (checkpoint_timeout) ${sizeWords(inOne)} of WAL are written. A checkpoint begins when max_wal_size / (1 + checkpoint_completion_target) is full: ${sizeWords(inOne)} × ${Number((1 + completion).toFixed(2))} and a quarter to spare = ${sizeWords(needed)}${capped ? ', held at 64 GB' : ''}; it is ${sizeWords(size)}.`,
        ...(seconds !== undefined && seconds < 3600
          ? [`The counters are of ${spanWords(seconds)} only: look again after a busy day.`]
          : []),
      ],
      gain: `About ${count(requested)} checkpoints${span} fewer, and the full-page images after each of them`,
      cost: `Up to ${sizeWords(wanted)} of disk for WAL; recovery after a crash may take longer`,
      risk: 'low',
      confidence: seconds !== undefined && seconds < 3600 ? 0.6 : 0.85,
      source: manual(page, 'max_wal_size'),
      observed: [
        counted(
          'requested checkpoints',
          requested,
          'checkpoints',
          `CHECKPOINT, base backups and CREATE DATABASE are counted among them; ${count(timed)} came by time.`,
        ),
      ],
    },
  ];
}

/**
 * The mean hides the busy hours. All of the WAL is taken for theirs, which errs to the safe side: disk for WAL is
 * cheaper than another checkpoint.
 */
function walRate(
  { counters }: ServerFacts,
  {
    size,
    completion,
    interval,
    seconds,
  }: {
    readonly size: number;
    readonly completion: number;
    readonly interval: number;
    readonly seconds: number | undefined;
  },
): WalRate {
  const requested = counters?.checkpoints?.requested ?? 0;
  const timed = counters?.checkpoints?.timed ?? 0;
  const full = size * triggerShare(completion);
  const walSeconds = counters?.wal === undefined ? undefined : secondsOf(counters.wal.since, counters.until);
  const mean = counters?.wal === undefined || walSeconds === undefined ? undefined : counters.wal.bytes / walSeconds;
  // Where the WAL is not counted (13), each requested one stands for as much as begins a checkpoint.
  const total = counters?.wal?.bytes ?? requested * full;
  // Each requested one came before its time: at half of it, say. And the timed ones took theirs.
  const busySeconds = Math.max(
    1,
    Math.min((requested * interval) / 2, (seconds ?? Number.POSITIVE_INFINITY) - timed * interval),
  );
  const byCheckpoints = total / busySeconds;
  const busy = Math.max(byCheckpoints, mean ?? 0);
  return {
    busy,
    mean,
    total,
    words: [
      ...(mean === undefined
        ? []
        : [
            `${sizeWords(counters?.wal?.bytes ?? 0)} of WAL in ${spanWords(walSeconds ?? 1)}: ${sizeWords(mean)} a second in the mean.`,
          ]),
      `${countOf(requested, 'requested checkpoint')}, each before ${spanWords(interval)} were over, and ${count(timed)} timed ones: ${sizeWords(total)}${counters?.wal === undefined ? ` (${sizeWords(full)} for each requested one)` : ''} in about ${spanWords(busySeconds)} of writing, ${sizeWords(byCheckpoints)} a second.`,
    ],
  };
}

/** So much is kept to be written again: files need not be made anew after a quiet hour. */
function minimum({ settings }: ServerFacts, wanted: number) {
  const now = bytesOf(settings, 'min_wal_size');
  const least = Math.floor(Math.min(wanted / 4, 4 * GB) / (16 * MB)) * 16 * MB;
  return now === undefined || now >= least ? [] : proposal(settings, 'min_wal_size', sizeValue(least));
}

function completionTarget({ settings }: ServerFacts): readonly SettingVerdict[] {
  const now = numberOf(settings, 'checkpoint_completion_target');
  if (now === undefined || now >= 0.7)
    return fine(settings, 'checkpoint_completion_target', 'writes are spread over the interval');
  return [
    {
      kind: 'change',
      fault: 'checkpoint-writes-bunched',
      severity: 'info',
      title: 'Spread the writes of a checkpoint',
      message: `checkpoint_completion_target is ${now}: a checkpoint writes all it has in ${percent(now)} of the time until the next.`,
      why: 'Writes in bunches make statements wait for the disk; 0.9 spreads them over nearly the whole interval.',
      proposals: proposal(settings, 'checkpoint_completion_target', '0.9'),
      arithmetic: ['0.9 is what 14 and later begin with.'],
      gain: `The same writes in ${percent(0.9)} of the time instead of ${percent(now)}`,
      cost: 'A little more WAL is kept',
      risk: 'low',
      confidence: 0.8,
      source: manual(page, 'checkpoint_completion_target'),
      observed: [],
    },
  ];
}

function walBuffers({ settings, counters }: ServerFacts): readonly SettingVerdict[] {
  const now = bytesOf(settings, 'wal_buffers');
  const wal = counters?.wal;
  if (now === undefined) return [];
  if (wal === undefined) return fine(settings, 'wal_buffers', '1/32 of shared_buffers up to 16 MB, unless it is set');
  const seconds = secondsOf(wal.since, counters?.until ?? '');
  const span = seconds === undefined ? '' : ` in ${spanWords(seconds)}`;
  const perHour = seconds === undefined ? wal.buffersFull : wal.buffersFull / Math.max(1, seconds / 3600);
  const wanted = 64 * MB;
  if (wal.buffersFull < 100 || perHour < 60 || now >= wanted) {
    return fine(settings, 'wal_buffers', `full ${count(wal.buffersFull)} times${span}`);
  }
  return [
    {
      kind: 'change',
      fault: 'wal-buffers-full',
      severity: 'info',
      title: 'Give the WAL more buffers',
      message: `The WAL buffers (${settings['wal_buffers']?.value}) were full ${count(wal.buffersFull)} times${span}.`,
      why: 'A session that finds no room for its WAL record has to write the buffers to the file itself, and others wait for it.',
      proposals: proposal(settings, 'wal_buffers', sizeValue(wanted)),
      arithmetic: [
        `Full ${count(wal.buffersFull)} times for ${countOf(wal.records, 'record')}${span}. ${sizeWords(wanted)} hold ${count(wanted / now)} times as much.`,
      ],
      gain: `Up to ${count(wal.buffersFull)} waits fewer${span}`,
      cost: `${sizeWords(wanted - now)} of memory`,
      risk: 'low',
      confidence: 0.7,
      source: manual(page, 'wal_buffers'),
      observed: [counted('WAL buffers found full', wal.buffersFull, 'times')],
    },
  ];
}

function walCompression({ settings, counters }: ServerFacts): readonly SettingVerdict[] {
  const wal = counters?.wal;
  const now = settings['wal_compression'];
  if (now === undefined) return [];
  if (wal === undefined)
    return now.value === 'off' ? [] : fine(settings, 'wal_compression', 'full-page images are compressed');
  // An image is a page without the hole in its middle: at most 8 kB.
  const images = Math.min(wal.bytes, wal.fullPageImages * 8192);
  const share = wal.bytes === 0 ? 0 : images / wal.bytes;
  if (!isOff(settings, 'wal_compression')) return fine(settings, 'wal_compression', 'full-page images are compressed');
  if (share < 0.3 || wal.bytes < 256 * MB) {
    return fine(
      settings,
      'wal_compression',
      `full-page images are at most ${percent(share)} of ${sizeWords(wal.bytes)} of WAL`,
    );
  }
  const value = ['lz4', 'zstd', 'pglz'].find((one) => now.choices?.includes(one)) ?? 'on';
  return [
    {
      kind: 'change',
      fault: 'full-page-images-uncompressed',
      severity: 'info',
      title: 'Compress full-page images',
      message: `Up to ${percent(share)} of ${sizeWords(wal.bytes)} of WAL are ${countOf(wal.fullPageImages, 'full-page image')}, and they are not compressed.`,
      why: 'The first change of a page after a checkpoint writes the whole page to the WAL. Compressed it is less to write, to archive and to send to standbys.',
      proposals: proposal(settings, 'wal_compression', value),
      arithmetic: [
        `${count(wal.fullPageImages)} images × at most 8 kB = at most ${sizeWords(images)} of ${sizeWords(wal.bytes)}.`,
        value === 'on' || value === 'pglz'
          ? 'This server offers pglz only, the slowest of the methods.'
          : `${value} is the fastest of those that this server offers (${now.choices?.join(', ')}).`,
      ],
      gain: `Pages often shrink to a half or less: around ${sizeWords(images / 2)} of WAL less`,
      cost: 'Some processor time in the sessions that write',
      risk: 'low',
      confidence: value === 'on' || value === 'pglz' ? 0.6 : 0.75,
      source: manual(page, 'wal_compression'),
      observed: [counted('full-page images', wal.fullPageImages, 'pages')],
    },
  ];
}
