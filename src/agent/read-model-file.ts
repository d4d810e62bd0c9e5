import { checkModel } from '#analysis/logical-model/check-model.ts';
import { readDbml } from '#code/read-dbml.ts';
import type { Context } from '#contracts/context.ts';
import type { Engine } from '#contracts/engine.ts';
import { problem } from '#contracts/problem-error.ts';
import type { LogicalModel } from '#vocabulary/logical-model.ts';
import { readModel } from './read-model.ts';
import { readSource } from './read-source.ts';

/** Faults that are told at once. */
const most = 10;

/** A logical model from a file of any kind: its ending tells DDL (.sql) and DBML (.dbml), all others are YAML or JSON. */
export async function readModelFile(path: string, engine: Engine, context: Context): Promise<LogicalModel> {
  return /\.(?:sql|dbml)$/i.test(path) ? await importModel(path, engine, context) : await readModel(path);
}

/**
 * A logical model from a file of DDL or DBML. What of it is kept for its own engine only, or not at all, stands among the
 * model's decisions. Errors: not-found; invalid (each statement that is no SQL with its line, at most ten); unsupported.
 */
async function importModel(path: string, engine: Engine, context: Context): Promise<LogicalModel> {
  const { parse, traits } = engine;
  if (parse?.schema === undefined || engine.readModel === undefined) {
    throw problem(
      'unsupported',
      `No model can be read from the DDL of ${traits.name} yet.`,
      'Give a YAML file, or DDL of PostgreSQL.',
    );
  }
  context.progress({ message: `reading ${path}` });
  const text = await readSource(path, 'the schema');
  const schema = await parse.schema(/\.dbml$/i.test(path) ? readDbml(text, path) : text, context);
  const wrong = schema.unread.filter((why) => /^Line \d+: not understood/.test(why));
  if (wrong.length > 0) {
    const rest = wrong.length > most ? [`… and ${wrong.length - most} more.`] : [];
    const told = wrong.slice(0, most).map((why) => `${path}, ${why.charAt(0).toLowerCase()}${why.slice(1)}`);
    throw problem('invalid', [...told, ...rest].join('\n'), 'Mend these statements, or leave them out.');
  }
  const { model, notes } = engine.readModel(schema);
  const [fault] = checkModel(model);
  if (fault !== undefined) {
    throw problem(
      'invalid',
      `${path}: ${fault.path.join('.')}: ${fault.message}`,
      fault.hint ?? 'Mend the DDL, or give a YAML file.',
    );
  }
  const decisions = notes.map((what) => ({ what, why: `Read from ${path}; the model itself has no words for it.` }));
  return { ...model, decisions };
}
