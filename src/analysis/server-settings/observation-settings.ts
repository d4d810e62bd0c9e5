import { isOff, MB, millisecondsOf, sizeWords } from './setting-amount.ts';
import { fine, manual, proposal, type ServerFacts, type SettingFault, type SettingVerdict } from './setting-verdict.ts';

/** What the server counts and logs, so that anybody can say what to tune. */
export function observationSettings(facts: ServerFacts): readonly SettingVerdict[] {
  return [
    ...ioTiming(facts),
    ...statements(facts),
    ...lockWaits(facts),
    ...temporaryFiles(facts),
    ...slowStatements(facts),
  ];
}

type Words = Pick<
  SettingFault,
  'fault' | 'title' | 'message' | 'why' | 'proposals' | 'advice' | 'arithmetic' | 'gain' | 'cost' | 'source'
>;

function remark(words: Words, confidence = 0.8): readonly SettingVerdict[] {
  return [
    {
      kind: 'change',
      severity: 'info',
      risk: 'low',
      confidence,
      observed: [],
      together: 'Let the server tell more of itself',
      ...words,
    },
  ];
}

function ioTiming({ settings }: ServerFacts): readonly SettingVerdict[] {
  const name = 'track_io_timing';
  if (!isOff(settings, name)) return fine(settings, name, 'reads and writes are timed');
  return remark({
    fault: 'io-timing-off',
    title: 'Time reads and writes',
    message: 'track_io_timing is off: nobody can tell whether statements wait for the disk.',
    why: 'EXPLAIN (BUFFERS) and pg_stat_statements then tell blocks, but not how long they took.',
    proposals: proposal(settings, name, 'on'),
    arithmetic: [
      'Two looks at the clock for each block. pg_test_timing tells what one costs: below 100 ns it is not felt.',
    ],
    gain: 'Time spent on the disk is told apart from the rest',
    cost: 'Two looks at the clock for each block read; dear only where the clock is slow',
    source: manual('runtime-config-statistics', name),
  });
}

/** The extension's own settings are there when, and only when, the server has loaded it. */
function statements({ settings, load }: ServerFacts): readonly SettingVerdict[] {
  const loaded = settings['pg_stat_statements.max'];
  if (loaded !== undefined || load?.origins.some((origin) => origin.startsWith('pg_stat_statements')) === true) {
    return fine(settings, 'pg_stat_statements.max', 'statements are counted');
  }
  const libraries = settings['shared_preload_libraries'];
  const others = (libraries?.value ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  // A list of names: the server takes each for itself only where the whole is not one quoted text.
  const known = libraries !== undefined;
  return remark({
    fault: 'statements-not-counted',
    title: 'Count the statements',
    message: 'pg_stat_statements is not loaded: which statements take the time nobody can tell.',
    why: 'It counts calls, time, blocks, temporary files and WAL of each statement, for a percent or two of the time at most.',
    proposals: known
      ? proposal(settings, 'shared_preload_libraries', [...others, 'pg_stat_statements'].join(', '))
      : [],
    ...(known
      ? {}
      : {
          advice:
            'Add pg_stat_statements to shared_preload_libraries, beside what stands there (this role may not see it), and restart.',
        }),
    arithmetic: [
      `After the restart, in each database: CREATE EXTENSION pg_stat_statements.${others.length === 0 ? '' : ` ${others.join(', ')} ${others.length === 1 ? 'stays' : 'stay'} loaded.`}`,
    ],
    gain: 'The statements that take the time are known',
    cost: 'Some megabytes',
    source: 'https://www.postgresql.org/docs/18/pgstatstatements.html',
  });
}

function lockWaits({ settings }: ServerFacts): readonly SettingVerdict[] {
  const name = 'log_lock_waits';
  if (!isOff(settings, name)) return fine(settings, name, 'who waited for a lock stands in the log');
  return remark({
    fault: 'lock-waits-unlogged',
    title: 'Log who waits for locks',
    message: 'log_lock_waits is off: a statement that waited for a lock looks like a slow one.',
    why: 'The server looks for a deadlock after deadlock_timeout anyway; then it can as well write who waited for whom.',
    proposals: proposal(settings, name, 'on'),
    arithmetic: [
      `One line for each wait of more than ${settings['deadlock_timeout']?.value ?? '1s'} (deadlock_timeout).`,
    ],
    gain: 'Waits are told apart from work',
    cost: 'A few lines in the log',
    source: manual('runtime-config-logging', name),
  });
}

function temporaryFiles({ settings, counters }: ServerFacts): readonly SettingVerdict[] {
  const name = 'log_temp_files';
  const bytes = counters?.database.tempBytes ?? 0;
  if (settings[name]?.value !== '-1') return fine(settings, name, 'statements that write large files are logged');
  if (bytes < 100 * MB) return fine(settings, name, 'hardly any temporary files');
  return remark({
    fault: 'temporary-files-unlogged',
    title: 'Log which statements write temporary files',
    message: `${sizeWords(bytes)} were written to temporary files, and log_temp_files is off.`,
    why: 'The counters tell how much was written, not by which statement with which values.',
    proposals: proposal(settings, name, '10MB'),
    arithmetic: ['10 MB leaves the small ones out.'],
    gain: 'The statements that need more work_mem stand in the log, with the size',
    cost: 'One line for each file of 10 MB or more',
    source: manual('runtime-config-logging', name),
  });
}

function slowStatements({ settings }: ServerFacts): readonly SettingVerdict[] {
  const name = 'log_min_duration_statement';
  const explained = (settings['auto_explain.log_min_duration']?.value ?? '-1') !== '-1';
  const limit = settings[name]?.value;
  if (limit === undefined) return [];
  if (limit !== '-1' || explained) {
    const milliseconds = millisecondsOf(settings, name);
    return fine(
      settings,
      name,
      explained
        ? 'auto_explain logs slow statements with their plans'
        : milliseconds === 0
          ? 'every statement is logged'
          : 'slow statements are logged',
    );
  }
  return remark(
    {
      fault: 'slow-statements-unlogged',
      title: 'Log slow statements',
      message:
        'log_min_duration_statement is -1 and auto_explain does not log: a slow statement leaves no trace with its values.',
      why: 'The counters have means only. Which values were slow, and when, a log tells.',
      proposals: proposal(settings, name, '1s'),
      arithmetic: [
        'One second logs few lines on most servers. auto_explain adds the plan: session_preload_libraries = auto_explain, auto_explain.log_min_duration = 1s.',
      ],
      gain: 'Slow statements are known with their values and their time',
      cost: 'A line for each statement above one second; its values stand in the log',
      source: manual('runtime-config-logging', name),
    },
    0.6,
  );
}
