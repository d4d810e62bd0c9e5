import type { GatherRequest, Reading } from './gather.ts';
import { modelOfDatabase, readModelFile } from './read-model-file.ts';

/** From the file that was named, else from the export, else from the database. */
export async function readGivenModel({
  engine,
  session,
  exported,
  sources: { model },
  context,
}: GatherRequest): Promise<Reading<'model'>> {
  if (model !== undefined) return { value: await readModelFile(model, engine, context) };
  if (exported !== undefined) return { value: modelOfDatabase(engine, exported.schema, exported.statistics) };
  if (session === undefined || engine.inspect === undefined) {
    return {
      absent: 'No model was given.',
      remedy: 'Give --model with a file: .yaml, .sql, .dbml or .prisma; or --url.',
    };
  }
  context.progress({ message: 'reading the schema' });
  const schema = await engine.inspect(session, context);
  return { value: modelOfDatabase(engine, schema, await engine.statistics?.(session, schema, context)) };
}
