import { parse } from 'node:path';
import { checkModel } from '#analysis/logical-model/check-model.ts';
import { tableName } from '#analysis/logical-model/table-name.ts';
import type { Context } from '#contracts/context.ts';
import type { Engine } from '#contracts/engine.ts';
import { problem } from '#contracts/problem-error.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { LogicalModel } from '#vocabulary/logical-model.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import { dialectEngine } from './dialect-engine.ts';
import { isSchemaFile, readDdl, refuseWrong } from './read-ddl.ts';
import { readModel } from './read-model.ts';

/** A logical model from a file of any kind: its ending tells DDL, DBML and Prisma, all others are YAML or JSON. */
export async function readModelFile(path: string, engine: Engine, context: Context): Promise<LogicalModel> {
  return (await isSchemaFile(path)) ? await importModel(path, engine, context) : await readModel(path);
}

/**
 * A logical model from a file of DDL, DBML or Prisma. What of it is kept for its own engine only, or not at all, stands among the
 * model's decisions. Errors: not-found; invalid (each statement that is no SQL with its line, at most ten); unsupported.
 */
async function importModel(path: string, engine: Engine, context: Context): Promise<LogicalModel> {
  context.progress({ message: `reading ${path}` });
  const ddl = await readDdl(path, 'the schema');
  const reader = dialectEngine(engine, { path, text: ddl.text });
  const { parse: parsing, readModel: read } = reader;
  if (parsing?.schema === undefined || read === undefined) throw noModel(reader);
  const schema = await parsing.schema(ddl.text, context);
  refuseWrong(schema.unread, ddl, path, ddl.placeOf === undefined ? reader.traits.name : undefined);
  const { model, notes } = read(schema);
  const made = { model: { ...model, name: nameOf(path) ?? model.name }, notes: [...ddl.notes, ...notes] };
  return soundModel(made, schema, { place: path, remedy: 'Mend the DDL, or give a YAML file.' });
}

/** What the file is called, where that says anything. */
function nameOf(path: string): string | undefined {
  const name = parse(path)
    .name.replaceAll(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase();
  return /^[a-z]\w*$/.test(name) && !/^(schema|structure|model|models|dump|database|db|prisma)$/.test(name)
    ? name
    : undefined;
}

/** A logical model from a database that is there, or from its export; `statistics` tell how many rows it has today. */
export function modelOfDatabase(
  engine: Engine,
  schema: DatabaseSchema,
  statistics: Statistics | undefined,
): LogicalModel {
  if (engine.readModel === undefined) throw noModel(engine);
  const model = soundModel(engine.readModel(schema), schema, {
    place: 'the database',
    remedy: 'Export its DDL, mend it, and give --model.',
  });
  return statistics === undefined ? model : withRows(model, statistics);
}

function soundModel(
  { model, notes }: ReturnType<NonNullable<Engine['readModel']>>,
  schema: DatabaseSchema,
  { place, remedy }: { readonly place: string; readonly remedy: string },
): LogicalModel {
  if (Object.keys(model.entities).length === 0) {
    const others = [...new Set(schema.tables.map((table) => table.schema))].join(', ');
    throw problem(
      'invalid',
      `${place} has no tables that a model could be made of${others === '' ? '.' : `: they are in the schema ${others}, and only those of the default one are read.`}`,
      others === '' ? remedy : 'Give DDL without the schema’s name before the tables.',
    );
  }
  const [fault] = checkModel(model);
  if (fault !== undefined) {
    throw problem('invalid', `${place}: ${fault.path.join('.')}: ${fault.message}`, fault.hint ?? remedy);
  }
  const decisions = notes.map((what) => ({ what, why: `Read from ${place}; the model itself has no words for it.` }));
  return { ...model, decisions };
}

function withRows(model: LogicalModel, { relations }: Statistics): LogicalModel {
  const rowsOf = new Map(relations.flatMap(({ kind, name, rows }) => (kind === 'table' ? [[name, rows]] : [])));
  return {
    ...model,
    entities: Object.fromEntries(
      Object.entries(model.entities).map(([name, entity]) => {
        const rows = rowsOf.get(tableName(model, name));
        return [name, rows === undefined ? entity : { ...entity, volume: { rows: Math.round(rows) } }];
      }),
    ),
  };
}

function noModel({ traits }: Engine) {
  return problem(
    'unsupported',
    `No model can be read from the schema of ${traits.name} yet.`,
    'Give a YAML file, or DDL of PostgreSQL.',
  );
}
