import type { Context } from '#contracts/context.ts';
import type { Twin, TwinRequest } from '#contracts/engine.ts';
import type { Rehearse } from '#contracts/instrument.ts';
import type { Rehearsal, RehearsedStep } from '#vocabulary/rehearsal.ts';
import type { EmbeddedServerRequest } from './embedded-server.ts';
import { rehearseFiles } from './rehearse/rehearse-files.ts';
import { runMended } from './rehearse/run-mended.ts';
import { scriptUnits } from './rehearse/script-units.ts';
import { openStageHouse, type StageHouse } from './rehearse/stage.ts';

/**
 * A throw-away server with the schema of the target and a few rows, in which the statements of a change run one after
 * the other while their locks, rewrites and scans are read from the server itself. Each rehearsal starts from the schema
 * as it was. `server` says which embedded server to take; without it, the target's own major where it is installed.
 * Errors: what startEmbeddedServer says.
 */
export async function rehearsal(
  request: TwinRequest,
  context: Context,
  server: Pick<EmbeddedServerRequest, 'kind' | 'major' | 'binaries'> = {},
): Promise<Twin & { readonly rehearse: Omit<Rehearse, 'change'> }> {
  const house = await openStageHouse(request, context, server);
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };
  const rehearse: Omit<Rehearse, 'change'> = {
    by: `rehearsal twin, PostgreSQL ${house.server.version} (${house.server.kind === 'native' ? 'native' : 'PGlite'})`,
    level: 'simulated',
    notes: [...versionNotes(house, request.major), ...house.notes],
    rehearse: (statements) => inTurn(() => rehearseScript(house, statements, context)),
    files: (files, { statementMs = 20_000 } = {}) => inTurn(() => rehearseFiles(house, files, statementMs, context)),
  };
  return { rehearse, close: house.close };
}

/** A statement of a script that runs longer is ended, ms. */
const longestStatement = 60_000;

function versionNotes({ server }: StageHouse, major: number | undefined): readonly string[] {
  return [
    'The twin has at most 50 made-up rows a table: times there are not those of your server.',
    ...(major === undefined || major === server.major
      ? []
      : [`Rehearsed by PostgreSQL ${server.major}; your server is ${major}.`]),
    ...(server.kind === 'pglite'
      ? ['Rehearsed by PGlite, PostgreSQL compiled to WebAssembly, which has one session.']
      : []),
  ];
}

async function rehearseScript(house: StageHouse, statements: readonly string[], context: Context): Promise<Rehearsal> {
  context.signal.throwIfAborted();
  const stage = await house.open(longestStatement);
  const stop = () => void stage.interrupt().catch(() => undefined);
  context.signal.addEventListener('abort', stop, { once: true });
  try {
    const steps: RehearsedStep[] = [];
    for (const unit of scriptUnits(statements)) {
      const run = await runMended(stage, unit, 'held', context.signal);
      steps.push(...run.steps);
      if (run.error !== undefined) return { steps, completed: false };
    }
    return { steps, completed: true };
  } finally {
    context.signal.removeEventListener('abort', stop);
    await stage.close();
    context.signal.throwIfAborted();
  }
}
