import { percent } from '#analysis/plan-words.ts';
import { jitShare } from './jit-share.ts';
import { isOff, majorOf, numberOf, sizeWords } from './setting-amount.ts';
import {
  counted,
  type Disk,
  fine,
  manual,
  proposal,
  type ServerFacts,
  type SettingVerdict,
  unknown,
} from './setting-verdict.ts';

const page = 'runtime-config-query';

/** random_page_cost, effective_io_concurrency, default_statistics_target, jit, enable_*. */
export function plannerSettings(facts: ServerFacts): readonly SettingVerdict[] {
  return [
    ...randomPageCost(facts),
    ...ioConcurrency(facts),
    ...statisticsTarget(facts),
    ...jit(facts),
    ...methodsOff(facts),
  ];
}

/** How much dearer a block at random is than the next one. Network volumes answer from flash, over a way that costs. */
const randomCosts: Readonly<Record<Disk, number>> = { nvme: 1.1, ssd: 1.1, network: 1.5, hdd: 4 };

const diskWords: Readonly<Record<Disk, string>> = {
  nvme: 'NVMe flash',
  ssd: 'flash storage',
  network: 'a network volume',
  hdd: 'a spinning disk',
};

function randomPageCost({ settings, counters, hardware }: ServerFacts): readonly SettingVerdict[] {
  const now = numberOf(settings, 'random_page_cost');
  const sequential = numberOf(settings, 'seq_page_cost') ?? 1;
  if (now === undefined) return [];
  const data = counters?.clusterBytes;
  const inMemory = hardware.ram !== undefined && data !== undefined && data < hardware.ram / 2;
  if (hardware.disk === undefined && !inMemory) {
    const asked = counters === undefined ? 0 : counters.database.blocksRead + counters.database.blocksHit;
    const hits =
      asked === 0
        ? ''
        : `; ${percent((counters?.database.blocksHit ?? 0) / asked)} of the blocks were found in shared_buffers`;
    return unknown(settings, 'random_page_cost', `4 is for spinning disks, 1.1 for flash${hits}`, '--disk');
  }
  const cost = inMemory ? 1.1 : randomCosts[hardware.disk ?? 'ssd'];
  const wanted = Number((cost * sequential).toFixed(2));
  const place =
    inMemory && hardware.disk !== 'ssd' && hardware.disk !== 'nvme'
      ? `all ${sizeWords(data ?? 0)} of data stay in ${sizeWords(hardware.ram ?? 0)} of memory`
      : `the data lie on ${diskWords[hardware.disk ?? 'ssd']}`;
  if (Math.abs(now - wanted) <= 0.4 * wanted) return fine(settings, 'random_page_cost', place);
  return [
    {
      kind: 'change',
      fault: 'random-page-cost-off',
      severity: 'info',
      title: now > wanted ? 'Let the planner trust indexes' : 'Let the planner count the way of the disk',
      message: `random_page_cost is ${now}, ${Number((now / sequential).toFixed(1))} times seq_page_cost, and ${place}.`,
      why: 'It is what a block read at random costs the planner beside one read in order. Four is the default, from the time of disks with a moving head.',
      proposals: proposal(settings, 'random_page_cost', String(wanted)),
      arithmetic: [`${cost} × seq_page_cost (${sequential}) = ${wanted}, as ${place}.`],
      gain:
        now > wanted
          ? 'Index scans where whole tables are read today'
          : 'Whole tables are read where indexes would send the disk to and fro',
      cost: 'Plans of many statements may change: look at the heaviest ones before and after',
      risk: 'medium',
      confidence: 0.65,
      source: manual(page, 'random_page_cost'),
      observed: [],
    },
  ];
}

/** Requests that a bitmap heap scan (since 18 others too) keeps on the way. */
function ioConcurrency({ settings, hardware: { disk } }: ServerFacts): readonly SettingVerdict[] {
  const now = numberOf(settings, 'effective_io_concurrency');
  if (now === undefined) return [];
  if (disk === undefined)
    return unknown(settings, 'effective_io_concurrency', 'How many requests the disk can take at once', '--disk');
  const many = majorOf(settings) >= 18 ? 64 : 200;
  const least: Readonly<Record<Disk, number>> = { hdd: 1, ssd: 16, nvme: 16, network: 16 };
  if (now >= least[disk] && (disk !== 'hdd' || now <= 16)) {
    return fine(settings, 'effective_io_concurrency', `for ${diskWords[disk]}`);
  }
  const wanted = disk === 'hdd' ? 2 : many;
  return [
    {
      kind: 'change',
      fault: 'io-concurrency-off',
      severity: 'info',
      title: 'Ask the disk for as much at once as it can',
      message: `effective_io_concurrency is ${now}, and the data lie on ${diskWords[disk]}.`,
      why: 'Bitmap scans ask for so many blocks ahead. Flash answers many requests at once, and a network volume is slow only for one at a time.',
      proposals: proposal(settings, 'effective_io_concurrency', String(wanted)),
      arithmetic: [
        disk === 'hdd'
          ? 'One request for each disk of the array: 2 for a mirror.'
          : `The manual: hundreds for flash. ${wanted} is a usual figure${many === 64 ? ' since 18 begins with 16' : ''}, not a measured one.`,
      ],
      gain: 'Bitmap scans wait less for blocks that are not in memory',
      cost: 'None where the data are in memory',
      risk: 'low',
      confidence: 0.55,
      source: manual('runtime-config-resource', 'effective_io_concurrency'),
      observed: [],
    },
  ];
}

function statisticsTarget({ settings, hardware: { kind } }: ServerFacts): readonly SettingVerdict[] {
  const now = numberOf(settings, 'default_statistics_target');
  if (now === undefined) return [];
  const wanted = kind === 'warehouse' ? 500 : 100;
  if (now >= wanted)
    return fine(
      settings,
      'default_statistics_target',
      now > 500
        ? 'planning takes longer for it: raise it for single columns'
        : `for ${kind === 'warehouse' ? 'a warehouse' : 'most databases'}; single columns can have more`,
    );
  return [
    {
      kind: 'change',
      fault: 'statistics-target-low',
      severity: now < 100 ? 'warning' : 'info',
      title: 'Let ANALYZE see more rows',
      message: `default_statistics_target is ${now}: ANALYZE keeps ${now} common values and as many bounds of each column, from ${now * 300} rows.`,
      why: 'Where values are skewed, what is not among the common ones is taken for the mean.',
      proposals: proposal(settings, 'default_statistics_target', String(wanted)),
      arithmetic: [
        kind === 'warehouse'
          ? `300 × ${wanted} = ${300 * wanted} rows are sampled of each table; long statements are worth it.`
          : `${wanted} is what the server begins with: 300 × ${wanted} rows are sampled of each table.`,
      ],
      gain: 'Better estimates of skewed columns, after the next ANALYZE',
      cost: 'ANALYZE and planning take longer',
      risk: 'low',
      confidence: 0.6,
      source: manual(page, 'default_statistics_target'),
      observed: [],
    },
  ];
}

/** Only where logged plans show what compiling took. */
function jit({ settings, load }: ServerFacts): readonly SettingVerdict[] {
  if (settings['jit'] === undefined) return [];
  if (isOff(settings, 'jit')) return fine(settings, 'jit', 'nothing is compiled');
  const seen = jitShare(load);
  if (seen === undefined || seen.share < 0.1) {
    const why =
      seen === undefined
        ? 'no logged plan shows compiling (auto_explain with ANALYZE would)'
        : `compiling took ${percent(seen.share)} of the logged plans that did`;
    return fine(settings, 'jit', why);
  }
  const above = numberOf(settings, 'jit_above_cost') ?? 100_000;
  const wanted = 1_000_000;
  if (above < 0 || above >= wanted)
    return fine(settings, 'jit_above_cost', `only what costs more than ${above} is compiled`);
  return [
    {
      kind: 'change',
      fault: 'jit-dominating-plans',
      severity: 'warning',
      title: 'Compile only what is worth it',
      message: `Compiling took ${percent(seen.share)} of the time of ${seen.plans} logged plan${seen.plans === 1 ? '' : 's'} that did (${Math.round(seen.milliseconds)} ms).`,
      why: 'Compiling an expression pays off over millions of rows. The planner decides by the cost, which says little of the rows.',
      proposals: proposal(settings, 'jit_above_cost', String(wanted)),
      arithmetic: [
        `${Math.round(seen.milliseconds)} ms of ${Math.round(seen.milliseconds / seen.share)} ms. Compiling begins at a cost of ${above}; ${wanted} keeps it for statements that are ${Math.round(wanted / above)} times as large. jit = off turns it off for all.`,
      ],
      gain: `Up to ${percent(seen.share)} of these statements' time`,
      cost: 'Long statements of middling cost are no longer compiled',
      risk: 'low',
      confidence: 0.7,
      source: manual(page, 'jit_above_cost'),
      observed: [counted('time spent compiling', Math.round(seen.milliseconds), 'ms')],
    },
  ];
}

/** Off for everyone who connects as this role does. */
function methodsOff({ settings }: ServerFacts): readonly SettingVerdict[] {
  const off = Object.keys(settings)
    .filter((name) => name.startsWith('enable_') && isOff(settings, name))
    // Off unless somebody turns them on.
    .filter((name) => settings[name]?.default !== 'off' && !/^enable_partitionwise_/.test(name));
  if (off.length === 0) return [];
  return [
    {
      kind: 'change',
      fault: 'planner-method-off-for-all',
      severity: 'warning',
      title: 'Give the planner all its methods back',
      message: `${off.join(', ')} ${off.length === 1 ? 'is' : 'are'} off, for every statement (${settings[off[0] ?? '']?.source ?? 'by the server'}).`,
      why: 'These settings are for trying out one statement. Left off they take a good way from every statement that comes.',
      proposals: off.flatMap((name) => proposal(settings, name, 'on')),
      arithmetic: ['on is what the server begins with.'],
      gain: 'The cheapest plan is found where it is one of these',
      cost: 'If it was off for one bad plan, that plan comes back: mend its estimate instead',
      risk: 'medium',
      confidence: 0.7,
      source: manual(page, off[0]),
      observed: [],
    },
  ];
}
