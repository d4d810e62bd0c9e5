import { afterAll, describe, expect, it } from 'vitest';
import { below, seededRandom } from '#analysis/row-generator/random.ts';
import { parseSchema } from '#engines/postgres/parse/schema.ts';
import { rewrites } from '#engines/postgres/rewrite/catalogue.ts';
import { rewrite } from '#engines/postgres/rewrite.ts';
import { comparison } from '#engines/postgres/twin/comparison.ts';
import type { Comparison } from '#vocabulary/comparison.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { quiet } from '../../../bench/quiet-context.ts';
import { rewrittenQueries } from './rewritten-queries.ts';
import { type SchemaName, schemas } from './schemas.ts';

/*
 * What says that it gives the same rows gives them, on small random databases that keep every constraint: all candidates
 * of the class equivalent, and those of style.
 */

const full = process.env['DBWRIGHT_FULL'] === '1';
const databases = full ? 500 : 100;

const all = (Object.keys(schemas) as SchemaName[]).flatMap((schema) =>
  rewrittenQueries[schema].map((text) => ({ schema, text })),
);

/** In the gate a few of them, always the same ones. */
function some(count: number): typeof all {
  if (full) return all;
  const random = seededRandom('equivalent rewrites');
  const left = [...all];
  return Array.from({ length: count }, () => left.splice(below(random, left.length), 1)).flat();
}

interface House {
  readonly schema: DatabaseSchema;
  readonly twin: Awaited<ReturnType<typeof comparison>>;
}

const parsed = new Map<SchemaName, Promise<DatabaseSchema>>();

function schemaOf(name: SchemaName): Promise<DatabaseSchema> {
  const known = parsed.get(name) ?? parseSchema(schemas[name], quiet);
  parsed.set(name, known);
  return known;
}

const houses = new Map<SchemaName, Promise<House>>();

function houseOf(name: SchemaName): Promise<House> {
  const known = houses.get(name);
  if (known) return known;
  const house = (async () => {
    const schema = await schemaOf(name);
    return { schema, twin: await comparison({ schema, settings: {} }, quiet) };
  })();
  houses.set(name, house);
  return house;
}

afterAll(async () => {
  for (const house of houses.values()) await (await house).twin.close();
});

it('the queries call for every rewrite that keeps the rows', async () => {
  expect(all.length).toBeGreaterThanOrEqual(80);
  const found = new Set<string>();
  for (const { schema, text } of all) {
    const candidates = await rewrite(text, await schemaOf(schema));
    for (const one of candidates) for (const id of one.rule.split(', then ')) found.add(id);
  }
  const wanted = rewrites.filter((one) => one.class !== 'changes-contract').map(({ id }) => id);
  expect(wanted.filter((id) => !found.has(id))).toEqual([]);
});

describe('on small random databases', () => {
  it.each(some(20).map(({ text, schema }) => [text, schema] as const))(
    '%s',
    async (text, name) => {
      const { schema, twin } = await houseOf(name);
      const candidates = (await rewrite(text, schema)).filter((one) => one.class !== 'changes-contract');
      const judged: [string, Comparison][] = [];
      for (const after of candidates) {
        judged.push([after.rule, await twin.compare.compare({ before: { text, parameters: {} }, after, databases })]);
      }
      for (const [rule, one] of judged) {
        const seen = JSON.stringify({ rule, ...one }, undefined, 1);
        expect(one.verdict, seen).not.toBe('differs');
        // What fails, or gives nothing, in most small databases says nothing.
        if (one.verdict === 'unknown') expect(one.notes[0], seen).toMatch(/gave rows in only|both statements fail/);
      }
    },
    120_000,
  );
});
