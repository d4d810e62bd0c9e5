import { bytesOf, MB, majorOf, sizeValue, sizeWords } from './setting-amount.ts';
import type { Proposal, ServerFacts, SettingFault } from './setting-verdict.ts';

/** One server of the trial: the first has the settings as they are. */
export interface TrialServer {
  /** "as they are", "max_wal_size", "all of them". */
  readonly title: string;
  /** Whose proposals it has. */
  readonly faults: readonly SettingFault[];
  readonly settings: Readonly<Record<string, string>>;
}

export interface ServerTrialPlan {
  readonly servers: readonly TrialServer[];
  /** Of the made-up tables. */
  readonly bytes: number;
  /** At what scale it is tried, a sentence each. */
  readonly scale: readonly string[];
}

/** Settings of the whole server that a small workload of seconds can show the effect of. */
const shown = ['max_wal_size', 'min_wal_size', 'wal_compression', 'wal_buffers', 'shared_buffers'] as const;
type Shown = (typeof shown)[number];

/** So much is made up in a second or two, and written over many times in a round. */
const mostBytes = 48 * MB;
/** A checkpoint every 8 MB or so: in each round of a second there are some. */
const smallestWal = 16 * MB;
/** The disk that a trial may take for one server's WAL. */
const largestWal = 512 * MB;
/** Below this a server has not buffers enough for its sessions. */
const leastBuffers = 2 * MB;
/** All made-up rows fit. */
const ampleBuffers = 128 * MB;

/**
 * The settings as they are and as proposed, for servers with some dozen megabytes: sizes that the data decide on are
 * brought to their scale. Each fault has a server of its own, and all together one where there are several. undefined:
 * nothing of it can be shown.
 */
export function serverTrialPlan(
  faults: readonly SettingFault[],
  { settings, counters }: ServerFacts,
): ServerTrialPlan | undefined {
  const data = counters?.database.bytes;
  const bytes = Math.max(8 * MB, Math.min(mostBytes, data ?? mostBytes));
  const dataScale = data === undefined ? undefined : Math.min(1, bytes / data);
  const tried = faults.filter((fault) => trialProposals(fault, dataScale).length > 0);
  if (tried.length === 0) return undefined;
  const wal = bytesOf(settings, 'max_wal_size');
  const walScale = wal === undefined ? 1 : Math.min(1, smallestWal / wal);
  const buffersTried = tried.some(({ proposals }) => proposals.some(({ name }) => name === 'shared_buffers'));
  const scaled = (name: Shown, value: string): string => {
    const size = bytesOf({ size: { value } }, 'size');
    if (size === undefined) return value;
    switch (name) {
      case 'max_wal_size':
      case 'min_wal_size':
        return wholeMegabytes(Math.min(largestWal, size * walScale));
      case 'shared_buffers':
        return wholeMegabytes(buffersTried ? Math.min(4 * mostBytes, size * (dataScale ?? 1)) : ampleBuffers);
      default:
        return value;
    }
  };
  const now = Object.fromEntries([
    ...shown.flatMap((name) => (settings[name] === undefined ? [] : [[name, scaled(name, settings[name].value)]])),
    ...asTheyAre.flatMap((name) => (settings[name] === undefined ? [] : [[name, settings[name].value]])),
    // With checksums a hint is logged as a change is.
    ...(settings['data_checksums']?.value === 'on' ? [['wal_log_hints', 'on']] : []),
  ]);
  const changed = (these: readonly SettingFault[]) => ({
    ...now,
    ...Object.fromEntries(
      these
        .flatMap((fault) => trialProposals(fault, dataScale))
        .map(({ name, value }) => [name, scaled(name as Shown, value)]),
    ),
  });
  return {
    bytes,
    servers: [
      { title: 'as they are', faults: [], settings: now },
      ...tried.map((fault) => ({
        title: trialProposals(fault, dataScale)[0]?.name ?? '',
        faults: [fault],
        settings: changed([fault]),
      })),
      ...(tried.length < 2 ? [] : [{ title: 'all of them', faults: tried, settings: changed(tried) }]),
    ],
    scale: [
      ...(walScale === 1
        ? []
        : [
            `max_wal_size stands at 1:${Math.round(1 / walScale)}, in files of 1 MB: ${now['max_wal_size']} for ${settings['max_wal_size']?.value}.`,
          ]),
      ...(buffersTried && dataScale !== undefined && dataScale < 1
        ? [
            `shared_buffers stand at the scale of the data, 1:${Math.round(1 / dataScale)}: ${now['shared_buffers']} for ${settings['shared_buffers']?.value}.`,
          ]
        : []),
      ...(data !== undefined && data * walScale > 1.5 * bytes
        ? [
            `At the scale of max_wal_size your data would be ${sizeWords(data * walScale)}, and ${sizeWords(bytes)} were made up: the same page is met again sooner, so fewer checkpoints spare more WAL here than on your server.`,
          ]
        : []),
      ...(majorOf(settings) < 14 ? ['PostgreSQL 13 counts no full-page images.'] : []),
    ],
  };
}

/** What of a fault's proposals can be tried; none where a part that cannot be is the point of it. */
export function trialProposals({ proposals }: SettingFault, dataScale: number | undefined): readonly Proposal[] {
  return proposals.filter(({ name, current }) => {
    if (name !== 'shared_buffers') return shown.some((one) => one === name);
    const size = bytesOf({ size: { value: current } }, 'size');
    return size !== undefined && dataScale !== undefined && size * dataScale >= leastBuffers;
  });
}

/** The server takes no fewer than two files of WAL. */
function wholeMegabytes(size: number): string {
  return sizeValue(Math.max(2, Math.round(size / MB)) * MB);
}

/** They decide when a checkpoint comes. */
const asTheyAre = ['checkpoint_timeout', 'checkpoint_completion_target', 'wal_log_hints'];

/** Settings of the server that such a trial does not show, each group with the reason. */
export function notShown(
  faults: readonly SettingFault[],
  plan: ServerTrialPlan | undefined,
): readonly { readonly names: readonly string[]; readonly why: string }[] {
  const tried = new Set(plan?.servers.flatMap((server) => server.faults) ?? []);
  const left = faults.filter((fault) => !tried.has(fault)).flatMap(({ proposals }) => proposals);
  const group = (why: string, names: readonly string[]) =>
    names.length === 0 ? [] : [{ names: [...new Set(names)], why }];
  const buffers = left.filter(({ name }) => name === 'shared_buffers').map(({ name }) => name);
  return [
    ...group(
      'A trial has some dozen megabytes; at that scale the buffers would be too small for a server, or the size of the database is not known.',
      buffers,
    ),
    ...group(
      'A lost write does not show in a trial of seconds, and the speed that it buys is no reason.',
      left.filter(({ name }) => dangerous.test(name)).map(({ name }) => name),
    ),
    ...group(
      'Half a minute of small transactions does not show what they do: they act over hours, on large tables, or only tell more.',
      left.filter(({ name }) => name !== 'shared_buffers' && !dangerous.test(name)).map(({ name }) => name),
    ),
  ];
}

const dangerous = /^(fsync|full_page_writes|synchronous_commit)$/;
