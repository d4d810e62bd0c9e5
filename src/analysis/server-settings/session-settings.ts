import { count, countOf } from '#analysis/plan-words.ts';
import { millisecondsOf, numberOf } from './setting-amount.ts';
import { counted, fine, manual, proposal, type ServerFacts, type SettingVerdict, unknown } from './setting-verdict.ts';

/** max_connections, the workers, and how long a session may idle or run. */
export function sessionSettings(facts: ServerFacts): readonly SettingVerdict[] {
  return [...connections(facts), ...workers(facts), ...idleTransactions(facts), ...statementTime(facts)];
}

/** More sessions than this are never at work at once, on any machine. */
const many = 500;

function connections({ settings, counters, hardware }: ServerFacts): readonly SettingVerdict[] {
  const allowed = numberOf(settings, 'max_connections');
  if (allowed === undefined) return [];
  const reserved =
    (numberOf(settings, 'superuser_reserved_connections') ?? 3) + (numberOf(settings, 'reserved_connections') ?? 0);
  const { connections: stated, cpus } = hardware;
  const now = counters?.connections?.now;
  const used = Math.max(stated ?? 0, now ?? 0);
  const useful = cpus === undefined ? undefined : 4 * cpus;
  const pool =
    useful === undefined
      ? 'A pooler (PgBouncer, in transaction mode) lets hundreds of clients share some tens of sessions; about four times the processors are at work at most.'
      : `${cpus} processors keep about ${useful} sessions at work; a pooler (PgBouncer, in transaction mode) of ${useful} lets all clients share them.`;
  const common = {
    kind: 'change',
    why: 'A session that only waits still costs memory and makes every snapshot dearer, and when all of them work at once, they take the processors and the memory from each other.',
    gain: 'Steady times when everybody comes at once',
    risk: 'medium',
    source: manual('runtime-config-connection', 'max_connections'),
    observed: now === undefined ? [] : [counted('connected now', now, 'sessions')],
  } as const;
  if (used >= 0.8 * (allowed - reserved)) {
    const wanted = Math.ceil((used * 1.25 + reserved) / 10) * 10;
    const grows = wanted > allowed && wanted <= many;
    return [
      {
        ...common,
        fault: 'connections-nearly-used-up',
        severity: 'warning',
        title: 'Make room for more sessions',
        message: `${countOf(used, 'session')} of ${allowed - reserved} that may connect (max_connections ${allowed}, ${reserved} reserved)${stated !== undefined && stated > (now ?? 0) ? ', by your own figure' : ''}.`,
        proposals: stated !== undefined && grows ? proposal(settings, 'max_connections', String(wanted)) : [],
        advice: pool,
        arithmetic:
          stated !== undefined && grows ? [`${count(used)} × 1.25 + ${reserved} reserved = ${wanted}.`, pool] : [pool],
        cost: 'Each session takes some megabytes, and work_mem for each sort',
        confidence: 0.7,
      },
    ];
  }
  if (allowed > many) {
    const wanted = Math.ceil(Math.max(100, used * 1.5 + reserved) / 10) * 10;
    const lowers = stated !== undefined && wanted < allowed;
    return [
      {
        ...common,
        fault: 'too-many-connections-allowed',
        severity: 'info',
        title: 'Let fewer sessions in',
        message: `max_connections is ${count(allowed)}${now === undefined ? '' : `, and ${countOf(now, 'session')} ${now === 1 ? 'is' : 'are'} there now`}.`,
        proposals: lowers ? proposal(settings, 'max_connections', String(wanted)) : [],
        advice: lowers
          ? pool
          : `${pool} How many come at the busiest time the server does not tell: with --connections a value is reckoned.`,
        arithmetic: lowers ? [`${count(used)} × 1.5 + ${reserved} reserved = ${wanted}.`, pool] : [pool],
        cost: 'A pooler to run',
        confidence: 0.6,
      },
    ];
  }
  return fine(
    settings,
    'max_connections',
    now === undefined && stated === undefined
      ? 'how many come is not known'
      : `${countOf(used, 'session')} ${stated !== undefined && stated >= used ? 'at the busiest time' : 'now'}`,
  );
}

/** Shared by all statements; without the number of processors nothing can be said. */
function workers({ settings, hardware }: ServerFacts): readonly SettingVerdict[] {
  const { cpus, kind } = hardware;
  const now = numberOf(settings, 'max_parallel_workers');
  const processes = numberOf(settings, 'max_worker_processes');
  const perGather = numberOf(settings, 'max_parallel_workers_per_gather');
  if (now === undefined || processes === undefined || perGather === undefined) return [];
  if (cpus === undefined) return unknown(settings, 'max_parallel_workers', 'As many as there are processors', '--cpus');
  const half = Math.max(1, Math.ceil(cpus / 2));
  const gather = cpus === 1 ? 0 : kind === 'warehouse' ? half : Math.min(kind === 'mixed' ? 4 : 2, half);
  const wantedProcesses = Math.max(8, cpus);
  // Fewer than there are is a choice that somebody made, as is more for a warehouse.
  const proposals = [
    ...(processes < wantedProcesses ? proposal(settings, 'max_worker_processes', String(wantedProcesses)) : []),
    ...(now < cpus || now > 2 * cpus ? proposal(settings, 'max_parallel_workers', String(Math.max(1, cpus))) : []),
    ...(perGather > gather || (kind === 'warehouse' && perGather < gather)
      ? proposal(settings, 'max_parallel_workers_per_gather', String(gather))
      : []),
    ...((numberOf(settings, 'max_parallel_maintenance_workers') ?? 2) > half ||
    (cpus >= 8 && (numberOf(settings, 'max_parallel_maintenance_workers') ?? 4) < 4)
      ? proposal(settings, 'max_parallel_maintenance_workers', String(Math.min(4, half)))
      : []),
  ];
  if (proposals.length === 0) return fine(settings, 'max_parallel_workers', `for ${countOf(cpus, 'processor')}`);
  return [
    {
      kind: 'change',
      fault: 'workers-unlike-processors',
      severity: 'info',
      title: 'Fit the parallel workers to the processors',
      message: `max_parallel_workers is ${now} and max_parallel_workers_per_gather ${perGather}, on ${countOf(cpus, 'processor')}.`,
      why: 'Workers beyond the processors take turns and help nobody; where many sessions work at once, each parallel statement takes from the others.',
      proposals,
      arithmetic: [
        `Workers of all statements together: one for each of ${countOf(cpus, 'processor')}; of one statement ${gather} (${kind === 'warehouse' ? 'half of them, as few statements run at once' : `at most half, and ${kind === 'mixed' ? 4 : 2} where many sessions work at once`}); max_worker_processes is 8 or as many as there are processors.`,
      ],
      gain: 'Parallel statements get the workers that they were planned with',
      cost: `Each worker may take work_mem too${proposals.some(({ name }) => name === 'max_worker_processes') ? '; where there are standbys, raise max_worker_processes there first' : ''}`,
      risk: 'low',
      confidence: 0.6,
      source: manual('runtime-config-resource', 'max_parallel_workers'),
      observed: [],
    },
  ];
}

function idleTransactions({ settings, counters }: ServerFacts): readonly SettingVerdict[] {
  const name = 'idle_in_transaction_session_timeout';
  const limit = millisecondsOf(settings, name);
  if (limit === undefined) return [];
  if (limit > 0) return fine(settings, name, 'a forgotten transaction ends');
  const idle = counters?.connections?.idleInTransaction ?? 0;
  return [
    {
      kind: 'change',
      fault: 'idle-transactions-unbounded',
      severity: idle > 0 ? 'warning' : 'info',
      title: 'End transactions that everybody has forgotten',
      message: `A session may idle in an open transaction for ever (${name} = 0)${idle === 0 ? '' : `; ${countOf(idle, 'session')} ${idle === 1 ? 'does' : 'do'} so now`}.`,
      why: 'An open transaction keeps its locks, and keeps VACUUM from removing what was deleted since it began, in all tables.',
      proposals: proposal(settings, name, '10min'),
      arithmetic: [
        '10 minutes are longer than an application should hold a transaction between two statements. Set more for the roles that need it: ALTER ROLE … SET.',
      ],
      gain: 'Locks and dead rows of a forgotten transaction go after 10 minutes',
      cost: 'The application of such a session meets an error and has to connect anew',
      risk: 'medium',
      confidence: 0.7,
      source: manual('runtime-config-client', name),
      observed: idle === 0 ? [] : [counted('sessions idle in a transaction', idle, 'sessions')],
    },
  ];
}

/** A limit for all would end dumps and index builds too. */
function statementTime({ settings }: ServerFacts): readonly SettingVerdict[] {
  const limit = millisecondsOf(settings, 'statement_timeout');
  return limit === undefined
    ? []
    : fine(
        settings,
        'statement_timeout',
        limit === 0
          ? 'no limit for all; give the application one: ALTER ROLE … SET statement_timeout'
          : 'dumps and index builds end by it too, unless their role has its own',
      );
}
