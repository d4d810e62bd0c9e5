import { spell } from '#engines/postgres/spell.ts';
import type { Change } from '#vocabulary/change.ts';
import type { Finding } from '#vocabulary/finding.ts';
import type { Migration, MigrationStep } from '#vocabulary/migration.ts';
import type { PageMigration } from './migration-page.ts';

/** The migration with what the rule proposes in the place of what it finds fault with; none where it gives advice only. */
export function mendedFiles(
  migration: Migration,
  findings: readonly Finding[],
  example: PageMigration,
): readonly (readonly PageMigration[])[] {
  if (findings.length === 0 || findings.some(({ changes }) => changes.length === 0)) return [];
  const files: PageMigration[] = [];
  let kept: MigrationStep[] = [];
  const keep = () => {
    if (kept.length > 0) files.push({ ...example, text: script(kept.map(({ statement }) => statement)) });
    kept = [];
  };
  for (const step of migration.files.flatMap(({ steps }) => steps)) {
    const changes = findings.filter(({ place }) => place?.line === step.line).flatMap((finding) => finding.changes);
    if (changes.length === 0) kept.push(step);
    else {
      keep();
      files.push(...changes.map((change) => fileOf(change)));
    }
  }
  keep();
  return [files];
}

function fileOf(change: Change): PageMigration {
  const statements = spell(change);
  return {
    text: script(statements.map(({ text }) => text)),
    transaction: statements.every(({ transactional }) => transactional) ? 'file' : 'statement',
  };
}

function script(statements: readonly string[]): string {
  return statements.map((text) => `${text.replace(/;\s*$/, '')};\n`).join('');
}
