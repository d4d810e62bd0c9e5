import type { Context } from '#contracts/context.ts';
import type { Twin } from '#contracts/engine.ts';
import { ProblemError, problem } from '#contracts/problem-error.ts';
import type { Session } from '#contracts/session.ts';
import { connect } from '#engines/postgres/connect.ts';
import { checkTakenBack } from '#engines/postgres/parse/readable.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import type { ServerInfo } from '#vocabulary/server-info.ts';
import { type MeasuringRun, trialRun } from './trial.ts';
import { openCopyConnection } from './trial-connection.ts';

/**
 * A copy of the user's database (staging, a restored backup) in which indexes may be built and queries timed.
 * It must be another server or another database than the target: experiments never touch that one.
 * Errors: invalid (the target itself), unsupported (a standby), and what `connect` says of the address.
 */
export async function copyTwin(
  url: string,
  target: Session | undefined,
  context: Context,
): Promise<Twin & { readonly run: MeasuringRun }> {
  context.progress({ message: 'connecting to the copy' });
  const copy = await readCopy(url, context);
  if (target !== undefined) refuseTarget(copy, target.server);
  if (copy.recovering) {
    throw problem(
      'unsupported',
      'The copy is a standby, on which no index can be built.',
      'Promote it, or name a restored backup.',
    );
  }
  const about = {
    by: `copy ${copy.database}, PostgreSQL ${copy.version}`,
    level: 'measured' as const,
    notes: target === undefined ? [] : differences(copy, target.server),
    rowsFrom: `your copy ${copy.database}`,
  };
  const open = () => openCopyConnection(url, context.signal);
  return { run: onlyTakenBack(trialRun(open, about, context)), close: async () => undefined };
}

/** All that is tried is rolled back: what a ROLLBACK does not take back is not run. */
function onlyTakenBack(run: MeasuringRun): MeasuringRun {
  return {
    ...run,
    measure: async (question) => {
      checkTakenBack(question.query.text);
      return run.measure(question);
    },
    compare: async (question) => {
      checkTakenBack(question.query.text);
      checkTakenBack((question.instead ?? question.query).text);
      return run.compare(question);
    },
    // Of several statements the others are run.
    interleave: async (question) => {
      const refusals = question.statements.map(({ text }) => refusalOf(text));
      const statements = question.statements.filter((_, at) => refusals[at] === undefined);
      const trial = await run.interleave({ ...question, statements });
      const measured = [...trial.statements];
      const told = refusals.flatMap((why) =>
        why === undefined ? measured.splice(0, 1) : { kind: 'failed' as const, why },
      );
      return { ...trial, statements: told };
    },
  };
}

function refusalOf(text: string): string | undefined {
  try {
    checkTakenBack(text);
    return undefined;
  } catch (error) {
    if (error instanceof ProblemError) return error.message;
    throw error;
  }
}

/** Who answers there, through the read-only chokepoint, which is not kept. */
async function readCopy(url: string, context: Context): Promise<ServerInfo> {
  const probe = await connect(url, { bounds: Bounds.parse({}) }, context);
  await probe.close();
  return probe.server;
}

function refuseTarget(copy: ServerInfo, target: ServerInfo): void {
  if (copy.identity !== target.identity || copy.database !== target.database) return;
  throw problem(
    'invalid',
    'The copy (--twin-url) is the very database to be optimized (--url).',
    'Experiments never run on the target: name another database, such as staging or a restored backup.',
  );
}

function differences(copy: ServerInfo, target: ServerInfo): readonly string[] {
  const sameServer = serverOf(copy) === serverOf(target);
  return [
    ...(copy.major === target.major
      ? []
      : [`The copy is PostgreSQL ${copy.version}, the target ${target.version}: times and plans may differ.`]),
    ...(sameServer
      ? ["The copy is on the target's own server: what is built and run there takes its processors and its disk."]
      : []),
  ];
}

/** The identity without its last part, which is the database. */
function serverOf({ identity }: ServerInfo): string {
  return identity.slice(0, identity.lastIndexOf('/'));
}
