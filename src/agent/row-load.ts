import type { RowLoad } from '#contracts/change-session.ts';
import type { Context } from '#contracts/context.ts';
import type { Engine } from '#contracts/engine.ts';
import { problem } from '#contracts/problem-error.ts';
import type { Change } from '#vocabulary/change.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { Volumes } from '#vocabulary/volumes.ts';

/** What rows are made by, beside their recipe. */
export interface RowGround {
  readonly engine: Engine;
  readonly schema: DatabaseSchema;
  readonly volumes: Volumes | undefined;
}

/** The rows of a change, made anew: the digest tells whether they are the same ones. */
export function rowLoad(
  { recipe, tables, triggers, sequences, digest }: Extract<Change, { kind: 'load-rows' }>,
  { engine, schema, volumes }: RowGround,
  context: Context,
): RowLoad {
  const seed = engine.seed?.({ schema, settings: {} }, context);
  if (seed === undefined) throw problem('unsupported', `No rows are made up for ${engine.traits.name} yet.`);
  const { leftOut, ...question } = recipe;
  const without = new Map(Object.entries(leftOut).map(([table, rows]) => [table, new Set(rows)]));
  return {
    schema,
    set: () => seed.rows({ ...question, ...(volumes === undefined ? {} : { volumes }) }, without),
    digest,
    triggers,
    sequences,
    rows: tables.reduce((sum, { rows }) => sum + rows, 0),
  };
}
