import { parseSchema } from '#engines/postgres/parse/schema.ts';
import { comparison } from '#engines/postgres/twin/comparison.ts';
import type { Comparison } from '#vocabulary/comparison.ts';
import { quiet } from '../../../bench/quiet-context.ts';
import type { RewritePair } from './rewrite-pair.ts';
import { type SchemaName, schemas } from './schemas.ts';

export interface ComparedPair {
  readonly pair: RewritePair;
  readonly comparison: Comparison;
  readonly ms: number;
}

/** Compares pairs one after the other, in one server for each schema. */
export async function comparePairs(
  pairs: readonly RewritePair[],
  request: { readonly databases?: number; readonly kind?: 'native' | 'pglite' } = {},
): Promise<readonly ComparedPair[]> {
  const compared: ComparedPair[] = [];
  for (const name of Object.keys(schemas) as SchemaName[]) {
    const wanted = pairs.filter((pair) => (pair.schema ?? 'shop') === name);
    if (wanted.length === 0) continue;
    const schema = await parseSchema(schemas[name], quiet);
    const twin = await comparison({ schema, settings: {} }, quiet, request.kind ? { kind: request.kind } : {});
    try {
      for (const pair of wanted) {
        const start = performance.now();
        const { ordered = false, compared: how = 'rows', keyset, parameters = {} } = pair;
        const found = await twin.compare.compare({
          before: { text: pair.before, parameters: { ...parameters } },
          after: { text: pair.after, ordered, compared: how, ...(keyset === undefined ? {} : { keyset }) },
          ...(request.databases === undefined ? {} : { databases: request.databases }),
        });
        compared.push({ pair, comparison: found, ms: performance.now() - start });
      }
    } finally {
      await twin.close();
    }
  }
  return compared;
}
