import { describe, expect, test } from 'vitest';
import { blockVerdict } from '#analysis/migration/block-verdict.ts';
import { readMigrations } from '#engines/postgres/read-migrations.ts';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { MigrationText } from '#vocabulary/migration.ts';
import { asLabelled, knows, type MigrationForm, migrationForms } from './migration-forms.ts';

/*
 * What is foreseen of each form of statement, with no database at hand, is what the manual says of it. The schema before
 * it is what its setup makes, read as an earlier file.
 */

const empty = DatabaseSchema.parse({ engine: 'postgres', searchPath: ['public'], tables: [] });

function foresee({ name, setup, sql, concurrent }: MigrationForm, major: number) {
  const text = (path: string, up: string, transaction: MigrationText['transaction']): MigrationText => ({
    path,
    name: path,
    up,
    line: 1,
    transaction,
  });
  const files = [text('setup', setup, 'file'), text(name, sql.join(';\n'), concurrent ? 'statement' : 'file')];
  const steps = readMigrations({ files, schema: empty, major }).map((file) => file.steps);
  const last = steps.at(-1)?.at(-1);
  if (last === undefined) throw new Error(`${name} has no statement`);
  return {
    effects: last.foreseen,
    verdict: blockVerdict(last.foreseen).kind,
    faults: steps.flat().flatMap(({ fault }) => fault ?? []),
  };
}

describe.each([13, 14, 15, 16, 17, 18])('forms on %i, without a database', (major) => {
  const forms = migrationForms.filter((form) => knows(form, major));
  const foreseen = new Map(forms.map((form) => [form, foresee(form, major)]));
  const verdictOf = (form: MigrationForm) => foreseen.get(form)?.verdict;

  test('all that block are told from all that do not', () => {
    const said = forms.filter((form) => verdictOf(form) === 'blocks');
    const real = forms.filter(({ verdict }) => verdict === 'blocks');
    const right = said.filter(({ verdict }) => verdict === 'blocks').length;
    const [precision, recall] = [right / said.length, right / real.length];
    console.log(
      `${major}: ${forms.length} forms, ${real.length} block; foreseen with precision ${precision}, recall ${recall}`,
    );
    expect(forms.length).toBeGreaterThan(110);
    expect(precision).toBeGreaterThanOrEqual(0.95);
    expect(recall).toBeGreaterThanOrEqual(0.95);
  });

  test('every verdict, lock, rewrite, scan and build is the labelled one', () => {
    const differing = forms.flatMap((form) => {
      const { effects, verdict, faults } = foreseen.get(form) ?? foresee(form, major);
      const { locks, rewrites, scans, built } = asLabelled(effects);
      const got = { verdict, locks: sorted(locks), rewrites, scans, built, faults };
      const want = {
        verdict: form.verdict,
        locks: sorted(form.locks),
        rewrites: form.rewrites,
        scans: form.scans,
        built: form.built,
        faults: [],
      };
      return JSON.stringify(got) === JSON.stringify(want) ? [] : [{ form: form.name, got, want }];
    });
    expect(differing).toEqual([]);
  });
});

function sorted(locks: MigrationForm['locks']): MigrationForm['locks'] {
  return Object.fromEntries(Object.entries(locks).sort(([a], [b]) => (a < b ? -1 : 1)));
}
