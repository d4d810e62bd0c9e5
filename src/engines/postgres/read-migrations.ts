import type { MigrationRequest } from '#contracts/engine.ts';
import type { MigrationFile } from '#vocabulary/migration.ts';
import { createCatalog } from './migration/catalog.ts';
import { readFile } from './migration/read-file.ts';

/**
 * The statements of migrations with what each does by the manual, from the schema that the first of them meets. The schema
 * goes on from file to file; nothing is run, and what cannot be known without running it is said in `foreseen.unknown`.
 */
export function readMigrations({ files, schema, major }: MigrationRequest): readonly MigrationFile[] {
  let catalog = createCatalog(schema);
  return files.map((text) => {
    const read = readFile(text, catalog, major);
    catalog = read.catalog;
    catalog.setSearchPath(schema.searchPath);
    return read.file;
  });
}
