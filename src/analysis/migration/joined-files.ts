import type { Migration, MigrationFile } from '#vocabulary/migration.ts';

/**
 * Files that their tool runs in one transaction as one file, so that a rule about transactions sees all of it. Statements
 * keep the file and the line where they stand.
 */
export function joinedFiles(migration: Migration): Migration {
  const files: MigrationFile[] = [];
  for (const file of migration.files) {
    const last = files.at(-1);
    if (file.joined === true && last !== undefined) files[files.length - 1] = together(last, file);
    else files.push(file);
  }
  return { ...migration, files };
}

/** The second goes on in the last transaction of the first. */
function together(first: MigrationFile, second: MigrationFile): MigrationFile {
  const open = first.steps.at(-1)?.transaction ?? 0;
  const steps = second.steps.map((step) => ({ ...step, transaction: open + step.transaction }));
  return { ...first, steps: [...first.steps, ...steps], after: second.after };
}
