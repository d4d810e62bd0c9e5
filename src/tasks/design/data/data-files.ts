import { csvPieces } from '#analysis/seed-data/write-csv.ts';
import { jsonlPieces } from '#analysis/seed-data/write-jsonl.ts';
import type { Seed, SeedSet, SeedTable } from '#contracts/seed.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';

export type DataForm = 'insert' | 'copy' | 'csv' | 'jsonl';

export interface DataFile {
  readonly name: string;
  readonly mediaType: string;
  readonly pieces: Iterable<string>;
}

export interface FilesRequest {
  readonly schema: DatabaseSchema;
  readonly set: SeedSet;
  readonly seed: Seed;
  readonly form: DataForm;
  /** Comment at the head of a script. */
  readonly header: string;
}

/** To be taken in order: rows of a table refer to those of the files before. */
export function* dataFiles({ schema, set, seed, form, header }: FilesRequest): Generator<DataFile, void, undefined> {
  if (form === 'insert' || form === 'copy') {
    yield { name: 'seed.sql', mediaType: 'application/sql', pieces: headed(header, seed.script(set, form)) };
    return;
  }
  const fileOf = fileNames(set, form);
  for (const table of set.tables) {
    const pieces = form === 'csv' ? csvPieces(table) : jsonlPieces(schema, table);
    yield { name: fileOf(table), mediaType: form === 'csv' ? 'text/csv' : 'application/jsonl', pieces };
  }
  if (form === 'csv')
    yield { name: 'load.sql', mediaType: 'application/sql', pieces: headed(header, seed.loader(set, fileOf)) };
}

function* headed(header: string, pieces: Iterable<string>): Generator<string, void, undefined> {
  yield header;
  yield* pieces;
}

/** `orders.csv`; `app.orders.csv` where two tables have one name. What no file system takes becomes `_`. */
function fileNames(set: SeedSet, ending: string): (table: Pick<SeedTable, 'schema' | 'name'>) => string {
  const times = new Map<string, number>();
  for (const { name } of set.tables) times.set(name, (times.get(name) ?? 0) + 1);
  return ({ schema, name }) => {
    const plain = times.get(name) === 1 ? name : `${schema}.${name}`;
    return `${plain.replace(/[^\w.-]/g, '_')}.${ending}`;
  };
}
