import type { GatherRequest, Reading } from './gather.ts';

/** How tables and indexes are used, on every node that was named. */
export async function readUsage({
  engine,
  session,
  replicas = [],
  exported,
  context,
}: GatherRequest): Promise<Reading<'usage'>> {
  if (exported?.usage !== undefined) return { value: exported.usage };
  const { usage } = engine;
  if (session === undefined) return { absent: 'No server was named.', remedy: 'Give --url or --target.' };
  if (usage === undefined) return { absent: `${engine.traits.name} does not count the use of its tables.` };
  context.progress({ message: 'reading how tables and indexes are used' });
  const read = [];
  for (const node of [session, ...replicas]) read.push(await usage(node, context));
  const [first] = read;
  const standbys = first?.standbys === undefined ? {} : { standbys: first.standbys };
  return {
    value: { nodes: read.flatMap(({ nodes }) => nodes), ...standbys, unread: read.flatMap(({ unread }) => unread) },
  };
}
