import { count, percent } from '#analysis/plan-words.ts';
import { memoryPlan } from './memory-plan.ts';
import { bytesOf, GB, isOff, MB, sizeValue, sizeWords } from './setting-amount.ts';
import { counted, fine, manual, proposal, type ServerFacts, type SettingVerdict, unknown } from './setting-verdict.ts';

const page = 'runtime-config-resource';

/** shared_buffers, effective_cache_size, huge_pages. */
export function bufferSettings(facts: ServerFacts): readonly SettingVerdict[] {
  return [...sharedBuffers(facts), ...cacheSize(facts), ...hugePages(facts)];
}

/** Below this the server has what initdb wrote, and nobody has thought of it. */
const initial = 128 * MB;

function sharedBuffers(facts: ServerFacts): readonly SettingVerdict[] {
  const { settings, counters, hardware } = facts;
  const now = bytesOf(settings, 'shared_buffers');
  if (now === undefined) return [];
  const source = manual(page, 'shared_buffers');
  const { ram } = hardware;
  const data = counters?.clusterBytes ?? counters?.database.bytes;
  const asked = counters === undefined ? 0 : counters.database.blocksRead + counters.database.blocksHit;
  const hits = asked === 0 ? undefined : (counters?.database.blocksHit ?? 0) / asked;
  const observed =
    hits === undefined
      ? []
      : [counted('blocks found in shared_buffers', percent(hits), 'of all', `${count(asked)} blocks were asked for.`)];
  const why =
    'What is not in shared_buffers is asked of the operating system, and of the disk where that has it not either. A quarter of the memory is where to begin.';
  if (ram === undefined) {
    if (now > initial || data === undefined || data <= now || hits === undefined || hits >= 0.99) {
      return unknown(
        settings,
        'shared_buffers',
        'A quarter of the memory is usual, and no server tells how much there is',
        '--ram',
      );
    }
    return [
      {
        kind: 'change',
        fault: 'shared-buffers-default',
        severity: 'info',
        title: 'Give the server more memory for its buffers',
        message: `shared_buffers is ${settings['shared_buffers']?.value}, as initdb wrote it, for ${sizeWords(data)} of data; ${percent(hits)} of the blocks asked for were found there.`,
        why,
        proposals: [],
        advice: `Set it to a quarter of the machine's memory. How much there is no server tells: dbwright optimize settings --ram 16GB gives the figures.`,
        arithmetic: [],
        gain: 'Fewer blocks asked of the operating system and the disk',
        cost: 'The memory',
        risk: 'low',
        confidence: 0.6,
        source,
        observed,
      },
    ];
  }
  const wanted = memoryPlan(ram, facts).sharedBuffers;
  const share = now / ram;
  const part = hardware.kind === 'desktop' ? '1/16' : '25 %';
  if (now >= 0.6 * wanted && share <= 0.4) {
    return fine(settings, 'shared_buffers', `${percent(share)} of ${sizeWords(ram)}; ${part} is usual`);
  }
  if (data !== undefined && data < now && share <= 0.4) {
    return fine(settings, 'shared_buffers', `all ${sizeWords(data)} of data fit into it`);
  }
  const held =
    wanted < ram / 4 && part === '25 %' && wanted === 64 * GB
      ? ', held at 64 GB: more of it is rarely worth the upkeep'
      : '';
  return [
    {
      kind: 'change',
      fault: share > 0.4 ? 'shared-buffers-too-large' : 'shared-buffers-default',
      severity: share > 0.4 ? 'warning' : 'info',
      title: share > 0.4 ? 'Leave more memory to the operating system' : 'Give the server more memory for its buffers',
      message: `shared_buffers is ${settings['shared_buffers']?.value}, ${percent(share)} of ${sizeWords(ram)}.`,
      why:
        share > 0.4
          ? 'PostgreSQL reads through the cache of the operating system: what both of them hold is held twice, and sorts and sessions need memory too.'
          : why,
      proposals: proposal(settings, 'shared_buffers', sizeValue(wanted)),
      arithmetic: [
        `${part} of ${sizeWords(ram)} = ${sizeWords(part === '25 %' ? ram / 4 : ram / 16)}${held}; it is ${sizeWords(now)}.`,
        ...(data === undefined ? [] : [`All data are ${sizeWords(data)}.`]),
        ...(hits === undefined ? [] : [`${percent(hits)} of ${count(asked)} blocks were found in shared_buffers.`]),
      ],
      gain:
        share > 0.4
          ? `${sizeWords(now - wanted)} for the operating system's cache, sorts and sessions`
          : 'Fewer blocks asked of the operating system and the disk',
      cost: `${sizeWords(Math.abs(wanted - now))} of memory${share > 0.4 ? ' less for buffers' : ''}`,
      risk: 'low',
      confidence: hits !== undefined && hits < 0.99 ? 0.75 : 0.6,
      source,
      observed,
    },
  ];
}

/** An estimate for the planner; nothing is allocated. */
function cacheSize(facts: ServerFacts): readonly SettingVerdict[] {
  const { settings, hardware } = facts;
  const now = bytesOf(settings, 'effective_cache_size');
  const buffers = bytesOf(settings, 'shared_buffers');
  if (now === undefined || buffers === undefined) return [];
  const source = manual('runtime-config-query', 'effective_cache_size');
  const { ram } = hardware;
  const common = {
    kind: 'change',
    severity: 'info',
    why: 'The planner takes it for the memory in which index pages stay from one look-up to the next. Where it is too small, it holds indexes for dear.',
    gain: 'Plans that count on the cache that is there',
    cost: 'None: nothing is allocated; plans may change',
    risk: 'low',
    source,
    observed: [],
  } as const;
  if (ram === undefined) {
    if (now >= buffers) {
      return unknown(settings, 'effective_cache_size', 'Three quarters of the memory are usual', '--ram');
    }
    return [
      {
        ...common,
        fault: 'cache-size-below-buffers',
        title: 'Tell the planner of the cache that is there',
        message: `effective_cache_size is ${settings['effective_cache_size']?.value}, less than shared_buffers alone (${settings['shared_buffers']?.value}).`,
        proposals: proposal(settings, 'effective_cache_size', sizeValue(3 * buffers)),
        arithmetic: [
          `shared_buffers is usually a quarter of the memory and the cache three quarters: 3 × ${sizeWords(buffers)} = ${sizeWords(3 * buffers)}. With --ram it is reckoned from the memory.`,
        ],
        confidence: 0.6,
      },
    ];
  }
  const wanted = memoryPlan(ram, facts).effectiveCacheSize;
  const part = hardware.kind === 'desktop' ? 0.25 : 0.75;
  if (now >= 0.6 * wanted && now <= 0.95 * ram) {
    return fine(settings, 'effective_cache_size', `${percent(now / ram)} of ${sizeWords(ram)}`);
  }
  return [
    {
      ...common,
      fault: 'cache-size-off',
      title: 'Tell the planner of the cache that is there',
      message: `effective_cache_size is ${settings['effective_cache_size']?.value}, ${percent(now / ram)} of ${sizeWords(ram)}.`,
      proposals: proposal(settings, 'effective_cache_size', sizeValue(wanted)),
      arithmetic: [`${percent(part)} of ${sizeWords(ram)} = ${sizeWords(ram * part)}; it is ${sizeWords(now)}.`],
      confidence: 0.7,
    },
  ];
}

function hugePages({ settings, hardware: { ram } }: ServerFacts): readonly SettingVerdict[] {
  const buffers = Math.max(bytesOf(settings, 'shared_buffers') ?? 0, ram === undefined ? 0 : ram / 4);
  if (!isOff(settings, 'huge_pages')) {
    const told =
      buffers >= 8 * GB
        ? 'they are used where the operating system has enough (vm.nr_hugepages; SHOW huge_pages_status tells since 17)'
        : 'they are used where the operating system has them';
    return settings['huge_pages'] === undefined ? [] : fine(settings, 'huge_pages', told);
  }
  if (buffers < 2 * GB) return fine(settings, 'huge_pages', 'below 2 GB of buffers they gain little');
  return [
    {
      kind: 'change',
      fault: 'huge-pages-off',
      severity: 'info',
      title: 'Let the server use huge pages',
      message: `huge_pages is off, with ${sizeWords(buffers)} of shared_buffers.`,
      why: 'Each session maps all of shared_buffers in pages of 4 kB: page tables take memory once per session, and looking addresses up takes time.',
      proposals: proposal(settings, 'huge_pages', 'try'),
      arithmetic: [
        `${sizeWords(buffers)} / 4 kB = ${count(buffers / 4096)} page entries of 8 bytes, up to ${sizeWords((buffers / 4096) * 8)} per session; in pages of 2 MB ${count(buffers / (2 * MB))}.`,
      ],
      gain: 'Less memory for page tables',
      cost: 'vm.nr_hugepages to be set in the operating system',
      risk: 'low',
      confidence: 0.6,
      source: manual(page, 'huge_pages'),
      observed: [],
    },
  ];
}
