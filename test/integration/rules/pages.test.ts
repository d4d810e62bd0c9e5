import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Rule } from '#contracts/rule.ts';
import { planFromJson } from '#engines/postgres/parse/plan-json.ts';
import { spell } from '#engines/postgres/spell.ts';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { rules } from '#rules/catalogue.ts';
import { judge } from '#rules/judge.ts';
import { Finding } from '#vocabulary/finding.ts';
import { startTestServer } from '../../servers.ts';
import { openPageDatabase, type PageDatabase, type PageFacts } from './page-database.ts';
import { type RulePage, rulePages } from './rule-page.ts';

/*
 * Every page's examples, on a real server: the rule fires; its own remedy, carried out, silences it; the silent example
 * stays silent.
 */

let server: EmbeddedServer;

beforeAll(async () => {
  // Autovacuum would mend in the background what the examples show; without a flushed commit VACUUM marks nothing visible.
  // The log shows what a production server writes.
  const settings = { autovacuum: 'off', max_connections: '20', synchronous_commit: 'on', full_page_writes: 'on' };
  server = await startTestServer({ settings });
});

afterAll(async () => {
  await server?.stop();
});

const pages = rulePages('src/rules');

test('every rule has its page', () => {
  expect(pages.map(({ id }) => id).sort()).toEqual(rules.map(({ id }) => id).sort());
});

describe.each(pages.map((page) => [page.id, page] as const))('%s', (id, page) => {
  const rule = rules.find((one) => one.id === id) as Rule;
  let database: PageDatabase;
  let fired: PageFacts;
  let findings: readonly Finding[] = [];

  beforeAll(async () => {
    database = await openPageDatabase(server.url, `page_${id.replaceAll('-', '_')}`);
    await database.run(page.setup);
  });

  afterAll(async () => {
    await database?.close();
  });

  test('fires', async () => {
    fired = await firing(page, database);
    findings = heard(rule, fired);
    expect(findings.length).toBeGreaterThan(0);
    for (const finding of findings) {
      expect(Finding.parse(finding)).toEqual(finding);
      expect(finding.changes.length > 0 || finding.advice !== undefined).toBe(true);
    }
  });

  test('fires without the facts that it only likes', () => {
    const needed: Readonly<Record<string, unknown>> = { ...fired };
    const facts = Object.fromEntries(rule.needs.map((name) => [name, needed[name]]));
    expect(heard(rule, facts).length).toBeGreaterThan(0);
  });

  test.each(page.silent)('stays silent at the decoy', async (...statements) => {
    const { meanwhile } = page;
    expect(heard(rule, await database.facts(statements, { meanwhile })).map(({ message }) => message)).toEqual([]);
  });

  const remedy = page.remedy === undefined ? page.rewrite : page.remedy;
  if (remedy === undefined) {
    test(`advice only: ${page.advice}`, () => {
      expect(page.advice).toBeTruthy();
      expect(findings.flatMap(({ changes }) => changes)).toEqual([]);
      expect(findings.every(({ advice }) => advice !== undefined)).toBe(true);
    });
  } else if (page.rewrite !== undefined) {
    test('the query as the advice would have it is silent', async () => {
      expect(findings.flatMap(({ changes }) => changes)).toEqual([]);
      const { meanwhile } = page;
      expect(
        heard(rule, await database.facts(page.rewrite ?? [], { meanwhile })).map(({ message }) => message),
      ).toEqual([]);
    });
  } else {
    test('its own remedy silences it', async () => {
      const changes = findings.flatMap((finding) => finding.changes);
      expect(changes.length).toBeGreaterThan(0);
      const lasting = changes.filter(({ kind }) => kind !== 'set-setting');
      const settings = changes.filter(({ kind }) => kind === 'set-setting');
      await database.run(lasting.flatMap(spell).map(({ text }) => text));
      const facts = await database.facts(page.fires, {
        settings: settings.flatMap(spell).map(({ text }) => text),
        meanwhile: page.meanwhile,
        cold: page.cold,
      });
      expect(heard(rule, facts).map(({ message }) => message)).toEqual([]);
    });
  }
});

async function firing(page: RulePage, database: PageDatabase): Promise<PageFacts> {
  const { cold, meanwhile } = page;
  const facts = await database.facts(page.fires, { cold, meanwhile });
  return page.recorded === undefined ? facts : { ...facts, plan: planFromJson(page.recorded) };
}

function heard(rule: Rule, facts: Parameters<typeof judge>[1]): readonly Finding[] {
  const { findings, unseen } = judge([rule], facts);
  expect(unseen).toEqual([]);
  return findings;
}
