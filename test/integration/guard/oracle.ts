import type { AttackCase } from './attack-case.ts';
import type { ResourceUse } from './resources.ts';
import type { AttackRun, Reply } from './run-attacks.ts';

interface Observed {
  readonly attack: AttackCase;
  readonly run: Pick<AttackRun, 'as' | 'statementMs' | 'temporaryBytes'>;
  readonly reply: Reply;
  readonly use: ResourceUse;
  /** What is different on the server. */
  readonly changes: readonly string[];
  /** The session's settings before and after. */
  readonly settings: readonly [before: string, after: string];
}

const megabyte = 1024 * 1024;

/** Memory that a statement under the guard may take in the server, and its answer in ours. */
const memoryLimit = { server: 400 * megabyte, client: 300 * megabyte };

/** How much later than the limit of time an answer may come. */
const graceMs = 4_000;

/** The reasons why an attack counts as passed. The server is what speaks here, not the wording of a refusal. */
export function judge({ attack, run, reply, use, changes, settings }: Observed): readonly string[] {
  const reasons = changes.map((change) => `on the server ${change}`);
  if (attack.harm !== 'bounded' && reply.answered) reasons.push('it was answered');
  if (reply.lost) reasons.push('no answer came');
  if (attack.leaks !== undefined && reply.text.includes(attack.leaks)) reasons.push('the secret was told');
  if (settings[0] !== settings[1]) reasons.push(`the session's settings changed: ${firstDifference(settings)}`);
  const limitMs = attack.statements.length * (run.statementMs + graceMs);
  if (use.milliseconds > limitMs) reasons.push(`it took ${Math.round(use.milliseconds)} ms`);
  if (use.serverBytes > memoryLimit.server) reasons.push(`the server took ${inMegabytes(use.serverBytes)}`);
  if (use.clientBytes > memoryLimit.client) reasons.push(`we took ${inMegabytes(use.clientBytes)}`);
  if (use.temporaryBytes > diskLimit(run)) reasons.push(`temporary files took ${inMegabytes(use.temporaryBytes)}`);
  return reasons;
}

/** Only an administrator may set temp_file_limit; for others the limits of cost and time stand in. */
function diskLimit({ as, temporaryBytes }: Pick<AttackRun, 'as' | 'temporaryBytes'>): number {
  return as === 'administrator' ? temporaryBytes + 8 * megabyte : temporaryBytes + 1024 * megabyte;
}

function firstDifference([before, after]: readonly [string, string]): string {
  const known = new Set(before.split('],['));
  return after.split('],[').find((entry) => !known.has(entry)) ?? 'one is missing';
}

function inMegabytes(bytes: number): string {
  return `${Math.round(bytes / megabyte)} MB`;
}
