import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { dialectEngine } from './dialect-engine.ts';
import type { GatherRequest } from './gather.ts';
import { readDdl, refuseWrong } from './read-ddl.ts';

/** What also speaks of the engine: a schema beside it is that engine's. */
const engineBound: ReadonlySet<string> = new Set(['query', 'plan', 'plans', 'load', 'trace']);

/** The schema of the file that the user gave, read by the engine whose words it has. */
export async function readSchemaFile({
  engine,
  sources: { schema: path },
  needs,
  likes,
  context,
}: GatherRequest): Promise<DatabaseSchema | undefined> {
  if (path === undefined || engine.parse?.schema === undefined) return undefined;
  context.progress({ message: `reading ${path}` });
  const ddl = await readDdl(path, 'the DDL (pg_dump --schema-only)');
  const isAlone = ![...needs, ...likes].some((fact) => engineBound.has(fact));
  const reader = isAlone ? dialectEngine(engine, { path, text: ddl.text }) : engine;
  const schema = await (reader.parse?.schema ?? engine.parse.schema)(ddl.text, context);
  if (ddl.placeOf !== undefined) refuseWrong(schema.unread, ddl, path);
  return { ...schema, unread: [...ddl.missed, ...schema.unread] };
}
