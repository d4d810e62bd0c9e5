import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Facts } from '#contracts/facts.ts';
import type { Rule } from '#contracts/rule.ts';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { migrationRules } from '#rules/catalogue.ts';
import { judge } from '#rules/judge.ts';
import { Finding } from '#vocabulary/finding.ts';
import { Migration } from '#vocabulary/migration.ts';
import { sampleOf } from '../../sample-of.ts';
import { startTestServer } from '../../servers.ts';
import { mendedFiles } from './mended-files.ts';
import { migrationPages, type PageMigration } from './migration-page.ts';
import { type MigrationTrial, type ObservedTrial, openMigrationTrial } from './migration-trial.ts';
import { comparable } from './same-catalog.ts';

/*
 * Every page's examples: the rule fires by what is foreseen, and by what a real server was seen to do; the page's remedy
 * and the rule's own changes run without error, silence it, and lead to the same catalog; the decoys stay silent.
 */

let server: EmbeddedServer;

beforeAll(async () => {
  server = await startTestServer({ settings: { autovacuum: 'off', max_connections: '20' } });
});

afterAll(async () => {
  await server?.stop();
});

const pages = migrationPages('src/rules/migration');

test('every rule about migrations has its page', () => {
  expect(pages.map(({ id }) => id).sort()).toEqual(migrationRules.map(({ id }) => id).sort());
});

describe.each(sampleOf(pages, 10).map((page) => [page.id, page] as const))('%s', (id, page) => {
  const rule = migrationRules.find((one) => one.id === id) as Rule;
  let trial: MigrationTrial;
  /** What comes of each of the migrations with the fault. */
  const fired = new Map<PageMigration, Promise<Heard>>();

  beforeAll(async () => {
    trial = await openMigrationTrial(server, `page_${id.replaceAll('-', '_')}`, page.before);
  });

  afterAll(async () => {
    await trial?.close();
  });

  const isHere = ({ major }: PageMigration) => major === undefined || major === server.major;
  /** By what is foreseen, and by what was seen. */
  const findingsOf = async (files: readonly PageMigration[], isLookedAt = true): Promise<Heard> => {
    const foreseen = heard(rule, trial.foreseen(files));
    const seen = files.every(isHere) ? await trial.observed(files, isLookedAt) : undefined;
    return { foreseen, seen, observed: seen === undefined ? [] : heard(rule, seen.facts) };
  };

  const firedAt = (example: PageMigration): Promise<Heard> => {
    const known = fired.get(example) ?? findingsOf([example]);
    fired.set(example, known);
    return known;
  };

  test.each(page.fires.map((one, at) => [at + 1, one] as const))('fires at example %i', async (_, example) => {
    const { foreseen, seen, observed } = await firedAt(example);
    if (!example.observed) checked(foreseen);
    if (seen === undefined) return;
    checked(observed);
    for (const finding of observed) expect(wasSeen(finding, seen)).toBe(true);
  });

  test.each(page.fires.map((one, at) => [at + 1, one] as const))(
    'what it proposes for example %i passes, silences it and leads to the same catalog',
    async (_, example) => {
      const { foreseen, observed, seen } = await firedAt(example);
      const { migration } = trial.foreseen([example]);
      const proposed = [foreseen, observed].flatMap((findings) => mendedFiles(migration, findings, example));
      for (const files of differing(proposed)) await checkRemedy(files, seen);
    },
  );

  test(`remedy: ${page.advice ?? 'as the page has it'}`, async () => {
    const [example] = page.fires;
    if (example !== undefined && page.remedy.length > 0) await checkRemedy(page.remedy, (await firedAt(example)).seen);
  });

  test.each(page.silent.map((one, at) => [at + 1, one] as const))('stays silent at decoy %i', async (_, decoy) => {
    const { foreseen, seen, observed } = await findingsOf([decoy], false);
    expect(messages(foreseen)).toEqual([]);
    expect(messages(observed)).toEqual([]);
    expect(seen?.files.map(faultOf) ?? []).toEqual(seen?.files.map(() => undefined) ?? []);
  });

  test.each(page.recorded.fires.map((facts, at) => [at + 1, facts] as const))(
    'fires at recorded facts %i',
    (_, facts) => {
      checked(heard(rule, recorded(facts)));
    },
  );

  test.each(page.recorded.silent.map((facts, at) => [at + 1, facts] as const))(
    'stays silent at recorded facts %i',
    (_, facts) => {
      expect(messages(heard(rule, recorded(facts)))).toEqual([]);
    },
  );

  async function checkRemedy(files: readonly PageMigration[], fault: ObservedTrial | undefined): Promise<void> {
    const { foreseen, seen, observed } = await findingsOf(files);
    expect(seen?.files.map(faultOf)).toEqual(files.map(() => undefined));
    expect(messages(foreseen)).toEqual([]);
    expect(messages(observed)).toEqual([]);
    // A migration that fails leads nowhere.
    if (seen?.after === undefined || fault?.after === undefined || !fault.completed) return;
    const [there, wanted] = [comparable(seen.after), comparable(fault.after)];
    if (files.some(({ elsewhere }) => elsewhere)) expect(there).not.toEqual(wanted);
    else expect(there).toEqual(wanted);
  }
});

/** What a rule said by what is foreseen and by what was seen; `seen` is absent where it was not run. */
interface Heard {
  readonly foreseen: readonly Finding[];
  readonly observed: readonly Finding[];
  readonly seen: ObservedTrial | undefined;
}

function differing<T>(list: readonly T[]): readonly T[] {
  return [...new Map(list.map((one) => [JSON.stringify(one), one])).values()];
}

function checked(findings: readonly Finding[]): void {
  expect(findings.length).toBeGreaterThan(0);
  for (const finding of findings) {
    expect(Finding.parse(finding)).toEqual(finding);
    expect(finding.changes.length > 0 || finding.advice !== undefined).toBe(true);
  }
}

/** It rests on what the server was seen to do, unless the server refused the statement. */
function wasSeen({ place, evidence }: Finding, { facts }: ObservedTrial): boolean {
  const file = facts.migration.files.find(({ path }) => path === place?.file);
  const step = file?.steps.find(({ line }) => line === place?.line);
  return step?.observed?.error !== undefined || evidence.some(({ level }) => level !== 'derived');
}

function faultOf({ completed, steps }: ObservedTrial['files'][number]): string | undefined {
  return completed ? undefined : `${steps.at(-1)?.statement}: ${steps.at(-1)?.error?.message}`;
}

function recorded(facts: unknown): Pick<Facts, 'migration'> {
  const given: unknown = typeof facts === 'object' && facts !== null ? Reflect.get(facts, 'migration') : undefined;
  return { migration: Migration.parse(given) };
}

function heard(rule: Rule, facts: Partial<Facts>): readonly Finding[] {
  const { findings, unseen } = judge([rule], facts);
  expect(unseen).toEqual([]);
  return findings;
}

function messages(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ message }) => message);
}
