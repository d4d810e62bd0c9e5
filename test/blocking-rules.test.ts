import { expect, test } from 'vitest';
import { readMigrations } from '#engines/postgres/read-migrations.ts';
import { blocksOf } from '#engines/postgres/twin/rehearse/lock-modes.ts';
import { migrationRules } from '#rules/catalogue.ts';
import { judge } from '#rules/judge.ts';
import type { Finding } from '#vocabulary/finding.ts';
import type { MigrationFile, MigrationStep } from '#vocabulary/migration.ts';
import { knows, type MigrationForm, migrationForms } from './migration-forms.ts';

/*
 * What the rules say of each form of statement whose locks and work are known: of one that blocks there is a word that it
 * does, of one that does not there is none.
 */

const major = 18;
const known = migrationForms.filter((form) => knows(form, major));
const nothing = { engine: 'postgres', searchPath: ['public'], tables: [], views: [], objects: [], unread: [] };

/** What is found about the statement that the form is about. */
function findingsAbout(form: MigrationForm, isSeen: boolean): readonly Finding[] {
  const transaction = form.concurrent ? ('statement' as const) : ('file' as const);
  const texts = [
    { path: 'setup.sql', name: 'setup', up: form.setup, line: 1, transaction: 'file' as const },
    { path: 'form.sql', name: 'form', up: form.sql.map((sql) => `${sql};\n`).join(''), line: 1, transaction },
  ];
  const [setup, file] = readMigrations({ files: texts, schema: nothing, major });
  const last = file?.steps.at(-1);
  if (setup === undefined || file === undefined || last === undefined) throw new Error(`${form.name} was not read.`);
  const steps = isSeen ? [...file.steps.slice(0, -1), asSeen(last, form)] : file.steps;
  const files: readonly MigrationFile[] = [setup, { ...file, steps }];
  const { findings } = judge(migrationRules, { migration: { layout: 'forms', files: [...files], unread: [] } });
  return findings.filter(({ place }) => place?.file === 'form.sql' && place.line === last.line);
}

function asSeen(step: MigrationStep, { locks, rewrites, scans, built }: MigrationForm): MigrationStep {
  return {
    ...step,
    observed: {
      statement: step.statement,
      locks: Object.entries(locks).map(([relation, mode]) => ({
        relation,
        mode,
        blocks: blocksOf(mode, kindOf(relation, step)),
      })),
      rewrites: [...rewrites],
      scans: [...scans],
      built: [...built],
      unknown: [],
      milliseconds: 1,
    },
  };
}

function kindOf(relation: string, { before }: MigrationStep): 'm' | 'r' {
  const table = before.tables.find(({ schema, name }) => `${schema}.${name}` === relation);
  return table?.kind === 'materialized-view' ? 'm' : 'r';
}

/** Rules that say that a statement keeps others out for as long as its work takes. */
const saysBlocking = ({ message }: Finding) => /keeps (readers and )?writers out of .* while /.test(message);

test.each([true, false])('every form that blocks is spoken of (seen: %s)', (isSeen) => {
  const blocking = known.filter(({ verdict }) => verdict === 'blocks');
  expect(blocking.length).toBeGreaterThan(30);
  const silent = blocking.filter((form) => !findingsAbout(form, isSeen).some(saysBlocking));
  expect(silent.map(({ name }) => name)).toEqual([]);
});

test.each([true, false])('no form is said to block that does not (seen: %s)', (isSeen) => {
  const others = known.filter(({ verdict }) => verdict !== 'blocks');
  expect(others.length).toBeGreaterThan(30);
  const wrong = others.flatMap((form) =>
    findingsAbout(form, isSeen)
      .filter(saysBlocking)
      .map(({ rule }) => `${form.name}: ${rule}`),
  );
  expect(wrong).toEqual([]);
});

test('few say the same of a statement that blocks', () => {
  const blocking = known.filter(({ verdict }) => verdict === 'blocks');
  const said = blocking.flatMap((form) => findingsAbout(form, true)).filter(saysBlocking);
  expect(said.length / blocking.length).toBeLessThanOrEqual(1.25);
});
