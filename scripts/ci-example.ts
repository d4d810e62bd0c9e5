/**
 * Writes the files of examples/ci that are made from others: shop.dbw.json, an export as `look export` writes it, from
 * schema.sql and volumes.yaml, so that no server is needed and the same file comes out everywhere; and with `--base`
 * base.json, what `optimize indexes` says of the 100 queries today. `--check` only compares the export.
 */
import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createAgent } from '#agent/create-agent.ts';
import { findEngine } from '#agent/find-engine.ts';
import { makeExport } from '#agent/make-export.ts';
import { readVolumes } from '#agent/read-volumes.ts';
import { json } from '#reporters/json.ts';
import { ServerInfo } from '#vocabulary/server-info.ts';
import { settle } from './generated-files.ts';

const folder = 'examples/ci';
/** The day that the statistics are of. */
const day = new Date('2026-01-01T00:00:00.000Z');
const context = {
  signal: new AbortController().signal,
  progress: () => undefined,
  clock: () => new Date(),
  random: Math.random,
};

settle({ [`${folder}/shop.dbw.json`]: await exported() }, 'scripts/ci-example.ts');
if (process.argv.includes('--base')) writeFileSync(`${folder}/base.json`, await base());

async function exported(): Promise<string> {
  const engine = findEngine(undefined);
  const schema = await engine.parse?.schema?.(await readFile(`${folder}/schema.sql`, 'utf8'), context);
  if (schema === undefined) throw new Error(`${engine.traits.name} cannot read a schema.`);
  const statistics = engine.fabricateStatistics?.(schema, await readVolumes(`${folder}/volumes.yaml`), day);
  if (statistics === undefined) throw new Error(`${engine.traits.name} cannot make statistics.`);
  const server = ServerInfo.parse({
    ...{ engine: 'postgres', product: 'PostgreSQL', version: '18.4', major: 18, database: 'shop', role: 'redacted' },
    ...{ superuser: false, recovering: false, identity: '' },
  });
  const settings = { random_page_cost: { value: '1.1' }, effective_cache_size: { value: '524288', unit: '8kB' } };
  const made = makeExport(
    { server, settings, schema: { ...schema, database: 'shop' }, statistics },
    { takenAt: day.toISOString(), redact: false, redactSql: engine.parse?.redact },
  );
  return `${JSON.stringify(made, null, 1)}\n`;
}

/** As `dbwright optimize indexes --rows 0 --format json --out base.json` with the three files. */
async function base(): Promise<string> {
  const agent = createAgent();
  const report = await agent.run(
    'optimize indexes',
    {},
    {
      sources: {
        export: `${folder}/shop.dbw.json`,
        schema: `${folder}/schema.sql`,
        queries: [`${folder}/queries.sql`],
        rows: 0,
      },
      context,
    },
  );
  return json.print(report, { color: false, width: 100 });
}
