import type { Context } from '#contracts/context.ts';
import type { TwinRequest } from '#contracts/engine.ts';
import type { Seed } from '#contracts/seed.ts';
import { loadingScript } from './seed/loading-script.ts';
import { seedRows } from './seed/seed-rows.ts';
import { seedScript } from './seed/seed-script.ts';
import { weighRows } from './seed/weigh-rows.ts';
import { proveRows } from './twin/prove-rows.ts';
import type { ServerChoice } from './twin/start-like-target.ts';

/** Makes rows up for a PostgreSQL schema. A server starts when something is to be proved, and goes with the proof. */
export function seed(
  request: Pick<TwinRequest, 'schema' | 'settings' | 'major'>,
  context: Context,
  choice: ServerChoice = {},
): Seed {
  const { schema } = request;
  return {
    by: 'made-up rows',
    level: 'derived',
    notes: [],
    rows: (question, without) => seedRows(schema, { ...question, ...(without === undefined ? {} : { without }) }),
    prove: (question, most) => proveRows(request, { question, most }, context, choice),
    script: (set, form) => seedScript(schema, set, form),
    weigh: (set) => weighRows(set, context),
    loader: (set, fileOf) => loadingScript(schema, set, fileOf),
  };
}
