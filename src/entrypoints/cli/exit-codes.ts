import type { ProblemCode } from '#vocabulary/problem.ts';

type Outcome = ProblemCode | 'ok' | 'findings' | 'interrupted';

/** What a script sees. 70 is EX_SOFTWARE of sysexits.h; 130 is 128 + SIGINT. */
export const exitCodes = {
  ok: 0,
  findings: 1,
  invalid: 2,
  'not-found': 3,
  unreachable: 4,
  denied: 5,
  unsupported: 6,
  timeout: 7,
  conflict: 8,
  busy: 9,
  declined: 10,
  internal: 70,
  interrupted: 130,
} as const satisfies Readonly<Record<Outcome, number>>;

export type ExitCode = (typeof exitCodes)[Outcome];

/** For help and docs. */
export const exitMeanings: Readonly<Record<Outcome, string>> = {
  ok: 'the report is there',
  findings: 'the report is there, with a finding that --fail-on names',
  invalid: 'the question, a flag or the configuration is wrong',
  'not-found': 'a file, a target, a table or a command is not there',
  unreachable: 'the server cannot be reached',
  denied: 'the login may not do that',
  unsupported: 'the engine or the version cannot do that',
  timeout: 'it took longer than --timeout or the bounds allow',
  conflict: 'things changed since the plan was made',
  busy: 'something else holds what is needed; try again',
  declined: 'the changes were not approved',
  internal: 'a fault in dbwright',
  interrupted: 'stopped by Ctrl-C',
};
