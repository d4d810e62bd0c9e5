import { count } from '#analysis/plan-words.ts';
import type { Row } from '#contracts/session.ts';
import type { AccessGrade, Power } from '#vocabulary/access.ts';
import type { ServerInfo } from '#vocabulary/server-info.ts';

type Answers = Readonly<Record<string, readonly Row[]>>;

/** What the answers to `accessQueries` amount to. https://www.postgresql.org/docs/18/predefined-roles.html */
export function powersOf(answers: Answers, server: Pick<ServerInfo, 'database' | 'major'>): readonly Power[] {
  const of = (name: string) => answers[name] ?? [];
  const [attributes = {}] = of('attributes');
  const schemas = of('schemas');
  const tables = of('relations').filter(isNoSequence);
  if (attributes['superuser'] === true) {
    return [power('administrator', 'may do everything, on the server and its files too', 'it is a superuser')];
  }
  return [
    ...attributePowers(attributes, server),
    ...membershipPowers(of('memberships')),
    ...databasePowers(of('database')),
    ...listed('owner', ['owns 1 schema', 'owns # schemas'], 'ownership', schemas.filter(has('owned'))),
    ...listed('owner', ['owns 1 table or view', 'owns # tables and views'], 'ownership', tables.filter(has('owned'))),
    ...listed(
      'writer',
      ['may make things in 1 schema', 'may make things in # schemas'],
      'CREATE on the schema',
      schemas.filter(has('creates')).filter(hasNot('owned')),
    ),
    ...listed(
      'writer',
      ['may write 1 table or view', 'may write # tables and views'],
      'INSERT, UPDATE, DELETE or TRUNCATE',
      tables.filter(has('writes')).filter(hasNot('owned')),
    ),
    ...listed(
      'writer',
      ['may advance 1 sequence', 'may advance # sequences'],
      'USAGE or UPDATE on it',
      of('relations').filter(has('writes')).filter(isSequence),
    ),
    ...listed(
      'writer',
      ['may call 1 function with the rights of its owner', 'may call # functions with the rights of their owners'],
      'SECURITY DEFINER and EXECUTE',
      of('definers'),
    ),
    ...listed(
      'administrator',
      ['may call 1 function that reaches outside', 'may call # functions that reach outside'],
      'EXECUTE on it',
      of('reaching'),
    ),
    ...listed('writer', ['may reach 1 foreign server', 'may reach # foreign servers'], 'USAGE on it', of('servers')),
    ...listed(
      'administrator',
      ['may change 1 setting of the server', 'may change # settings of the server'],
      'ALTER SYSTEM',
      of('parameters').filter(has('system')),
    ),
    ...listed(
      'writer',
      ['may set 1 setting kept for superusers', 'may set # settings kept for superusers'],
      'SET on it',
      of('parameters').filter(hasNot('system')),
    ),
  ];
}

function power(grade: AccessGrade, what: string, why: string, examples: readonly string[] = []): Power {
  return { grade, what, why, examples: [...examples] };
}

function attributePowers(row: Row, { major }: Pick<ServerInfo, 'major'>): readonly Power[] {
  const known: readonly (readonly [string, AccessGrade, string, string])[] = [
    [
      'createrole',
      'administrator',
      major < 16 ? 'may give itself every role but superusers’' : 'may make roles and change those that it administers',
      'CREATEROLE',
    ],
    ['createdb', 'owner', 'may make databases', 'CREATEDB'],
    ['replication', 'administrator', 'may copy the whole server and hold back its WAL', 'REPLICATION'],
    ['bypassrls', 'reader', 'sees rows that row security hides', 'BYPASSRLS'],
  ];
  return known.flatMap(([name, grade, what, why]) => (row[name] === true ? [power(grade, what, why)] : []));
}

const predefined: Readonly<Record<string, readonly [AccessGrade, string]>> = {
  pg_execute_server_program: ['administrator', 'may start programs on the server'],
  pg_write_server_files: ['administrator', 'may write files of the server'],
  pg_read_server_files: ['administrator', 'may read files of the server'],
  pg_write_all_data: ['writer', 'may write every table'],
  pg_signal_backend: ['writer', 'may cancel and end other sessions'],
  pg_maintain: ['owner', 'may vacuum, analyze, reindex and lock every table'],
  pg_checkpoint: ['writer', 'may force checkpoints'],
  pg_create_subscription: ['owner', 'may make subscriptions'],
  pg_use_reserved_connections: ['reader', 'may take the connections kept in reserve'],
};

function membershipPowers(rows: readonly Row[]): readonly Power[] {
  return rows.flatMap((row) => {
    const name = String(row['name']);
    if (row['superuser'] === true)
      return [power('administrator', 'may become a superuser', `it is a member of ${name}`)];
    const known = predefined[name];
    return known === undefined ? [] : [power(known[0], known[1], `it is a member of ${name}`)];
  });
}

function databasePowers(rows: readonly Row[]): readonly Power[] {
  return rows.flatMap((row) => [
    ...(row['owned'] === true ? [power('owner', 'may drop and change the database', 'it owns it')] : []),
    ...(row['creates'] === true && row['owned'] !== true
      ? [power('writer', 'may make schemas and extensions', 'CREATE on the database')]
      : []),
    ...(row['temporary'] === true
      ? [power('reader', 'may make temporary tables', 'TEMPORARY, granted to everyone')]
      : []),
  ]);
}

const examples = 8;

/** One power over several things of a kind. */
function listed(
  grade: AccessGrade,
  [one, many]: readonly [one: string, many: string],
  why: string,
  rows: readonly Row[],
): readonly Power[] {
  if (rows.length === 0) return [];
  const names = rows.map((row) => (row['schema'] === undefined ? `${row['name']}` : `${row['schema']}.${row['name']}`));
  const what = rows.length === 1 ? one : many.replace('#', count(rows.length));
  return [power(grade, what, why, names.slice(0, examples))];
}

const has = (name: string) => (row: Row) => row[name] === true;
const hasNot = (name: string) => (row: Row) => row[name] !== true;
const isSequence = (row: Row) => row['kind'] === 'S';
const isNoSequence = (row: Row) => row['kind'] !== 'S';
