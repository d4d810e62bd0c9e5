import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blockVerdict } from '#analysis/migration/block-verdict.ts';
import { effectsOf } from '#analysis/migration/effects-of.ts';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { migrationRules } from '#rules/catalogue.ts';
import { judge } from '#rules/judge.ts';
import type { MigrationStep } from '#vocabulary/migration.ts';
import { knows, type MigrationForm, migrationForms } from '../../migration-forms.ts';
import { sampleOf } from '../../sample-of.ts';
import { startTestServer } from '../../servers.ts';
import { mendedFiles } from './mended-files.ts';
import type { PageMigration } from './migration-page.ts';
import { openMigrationTrial } from './migration-trial.ts';
import { comparable } from './same-catalog.ts';

/*
 * What the rules propose in the place of each statement that blocks: it runs without error, keeps nobody out while it works,
 * and leads to the same catalog.
 */

let server: EmbeddedServer;

beforeAll(async () => {
  server = await startTestServer({ settings: { autovacuum: 'off', max_connections: '20' } });
});

afterAll(async () => {
  await server?.stop();
});

const blocking = migrationForms.filter((form) => form.verdict === 'blocks' && knows(form, 18));

describe.each(sampleOf(blocking, 4).map((form, at) => [form.name, form, at] as const))('%s', (_, form, at) => {
  test('has a way that keeps nobody out, or a word about it', async () => {
    const trial = await openMigrationTrial(server, `form_${at}`, form.setup);
    try {
      const example = migrationOf(form);
      const fault = await trial.observed([example], true);
      const last = fault.facts.migration.files[0]?.steps.at(-1);
      const { findings } = judge(migrationRules, fault.facts);
      // Of several clauses each has its own way: which statement is left is for the reader to write.
      if (last === undefined || last.actions.length > 1) return;
      for (const rule of migrationRules) {
        const own = findings.filter((one) => one.rule === rule.id && one.place?.line === last.line);
        for (const files of mendedFiles(fault.facts.migration, own, example)) {
          const mended = await trial.observed(files, true);
          expect(mended.files.flatMap(({ steps }) => steps.flatMap(({ error }) => error?.message ?? []))).toEqual([]);
          expect(mended.facts.migration.files.flatMap(({ steps }) => steps.filter(isBlocking))).toEqual([]);
          expect(mended.after && comparable(mended.after)).toEqual(fault.after && comparable(fault.after));
        }
      }
    } finally {
      await trial.close();
    }
  });
});

function isBlocking(step: MigrationStep): boolean {
  return blockVerdict(effectsOf(step).effects).kind === 'blocks';
}

function migrationOf({ sql, concurrent }: MigrationForm): PageMigration {
  return { text: sql.map((text) => `${text};\n`).join(''), transaction: concurrent ? 'statement' : 'file' };
}
