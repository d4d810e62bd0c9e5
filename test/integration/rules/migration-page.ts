import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { filesBelow } from '../../source-files.ts';

/*
 * What the page of a rule about migrations may hold, each in a fence of its own (```sql fires):
 *
 * - `sql before`: the schema that the migration meets, with rows where they matter.
 * - `sql fires`: a migration with the fault; there may be several. `sql fires observed`: only running it shows the fault.
 * - `sql remedy`: the first of them as it should be; several fences are several files, in this order. Or `text remedy`: why
 *   no statement can be given. It leads to the same catalog as the fault, unless it says `elsewhere`.
 * - `sql silent`: decoys, each a migration that looks alike and is none.
 * - `facts fires`, `facts silent`: recorded facts in JSON, where no single file shows the fault.
 *
 * Behind it may stand `statement` (each statement is run for itself; else the file is one transaction) and `major=17` (on
 * PostgreSQL 17 only).
 */

/** A migration as one file. */
export interface PageMigration {
  readonly text: string;
  readonly transaction: 'file' | 'statement';
  readonly major?: number;
  /** Nothing but running it shows what it does. */
  readonly observed?: boolean;
  /** A remedy that means another catalog than the fault's. */
  readonly elsewhere?: boolean;
}

export interface MigrationPage {
  readonly id: string;
  readonly path: string;
  readonly before: string;
  readonly fires: readonly PageMigration[];
  readonly remedy: readonly PageMigration[];
  /** Why no statement can be given. */
  readonly advice: string | undefined;
  readonly silent: readonly PageMigration[];
  readonly recorded: { readonly fires: readonly unknown[]; readonly silent: readonly unknown[] };
}

export function migrationPages(folder: string): readonly MigrationPage[] {
  return filesBelow(folder, /\.md$/).map(readMigrationPage);
}

function readMigrationPage(path: string): MigrationPage {
  const blocks = [...readFileSync(path, 'utf8').matchAll(/^```(\w+) (\w+)([^\n]*)\n([\s\S]*?)^```$/gm)].map(
    ([, language, use, words = '', body = '']) => ({
      kind: `${language} ${use}`,
      words: words.split(' ').filter((word) => word !== ''),
      body,
    }),
  );
  const of = (kind: string) => blocks.filter((block) => block.kind === kind);
  const migrations = (kind: string) => of(kind).map(({ words, body }) => migration(path, words, body));
  const facts = (kind: string) => of(kind).map(({ body }): unknown => JSON.parse(body));
  const page = {
    id: basename(path, '.md'),
    path,
    before: of('sql before')
      .map(({ body }) => body)
      .join('\n'),
    fires: migrations('sql fires'),
    remedy: migrations('sql remedy'),
    advice: of('text remedy')[0]?.body.trim(),
    silent: migrations('sql silent'),
    recorded: { fires: facts('facts fires'), silent: facts('facts silent') },
  };
  const { fires, remedy, advice, silent, recorded } = page;
  if (fires.length + recorded.fires.length === 0) throw new Error(`${path} shows no fault.`);
  if (silent.length + recorded.silent.length === 0) throw new Error(`${path} has no decoy.`);
  if ((remedy.length === 0) === (advice === undefined)) throw new Error(`${path} needs a remedy, in SQL or in words.`);
  return page;
}

function migration(path: string, words: readonly string[], body: string): PageMigration {
  const unknown = words.filter((word) => !/^(statement|observed|elsewhere|major=\d+)$/.test(word));
  if (unknown.length > 0) throw new Error(`${path}: nobody knows the word ${unknown.join(', ')} of a fence.`);
  const major = words.find((word) => word.startsWith('major='))?.slice('major='.length);
  return {
    text: body,
    transaction: words.includes('statement') ? 'statement' : 'file',
    ...(major === undefined ? {} : { major: Number(major) }),
    observed: words.includes('observed'),
    elsewhere: words.includes('elsewhere'),
  };
}
