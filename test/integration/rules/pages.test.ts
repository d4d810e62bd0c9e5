import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FactName, Facts } from '#contracts/facts.ts';
import type { Rule } from '#contracts/rule.ts';
import { planFromJson } from '#engines/postgres/parse/plan-json.ts';
import { spell } from '#engines/postgres/spell.ts';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { migrationRules, rules } from '#rules/catalogue.ts';
import { judge } from '#rules/judge.ts';
import type { Change } from '#vocabulary/change.ts';
import { Finding } from '#vocabulary/finding.ts';
import { startTestServer } from '../../servers.ts';
import { checkedFacts } from './checked-facts.ts';
import { layOver } from './lay-over.ts';
import { type Circumstances, openPageDatabase, type PageDatabase } from './page-database.ts';
import { type Decoy, rulePages } from './rule-page.ts';

/*
 * Every page's examples, on a real server: the rule fires; its own remedy, carried out, silences it; the silent example
 * stays silent.
 */

let server: EmbeddedServer;
/** Of all pages about schemas: each of their examples begins with nothing in it. */
let emptied: PageDatabase | undefined;

beforeAll(async () => {
  // Autovacuum would mend in the background what the examples show; without a flushed commit VACUUM marks nothing visible.
  // The log shows what a production server writes.
  const settings = {
    autovacuum: 'off',
    max_connections: '20',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    shared_preload_libraries: 'pg_stat_statements',
    'pg_stat_statements.track_planning': 'on',
  };
  server = await startTestServer({ settings });
});

afterAll(async () => {
  await server?.stop();
});

/** Those about migrations have pages of another kind: migration-pages.test.ts. */
const otherRules = rules.filter((rule) => !migrationRules.includes(rule));
const pages = rulePages('src/rules', (path) => !path.includes('/migration/'));

test('every rule has its page', () => {
  expect(pages.map(({ id }) => id).sort()).toEqual(otherRules.map(({ id }) => id).sort());
});

describe.each(pages.map((page) => [page.id, page] as const))('%s', (id, page) => {
  const rule = rules.find((one) => one.id === id) as Rule;
  let database: PageDatabase;
  let fired: Partial<Facts>;
  let findings: readonly Finding[] = [];
  const isSampled = [...rule.needs, ...(rule.likes ?? [])].includes('samples');

  beforeAll(async () => {
    if (!page.hasTables) return;
    if (page.isAboutSchema) {
      emptied ??= await openPageDatabase(server.url, 'page_about_schema');
      database = emptied;
      return;
    }
    database = await openPageDatabase(server.url, `page_${id.replaceAll('-', '_')}`);
    await database.run(page.setup);
  });

  afterAll(async () => {
    if (!page.isAboutSchema) await database?.close();
  });

  /** Of a rule about a plan what is known of the last statement; else what the server counts while all of them run. */
  const gathered = async ({ statements, facts }: Decoy, more: Circumstances = {}): Promise<Partial<Facts>> => {
    if (!page.hasTables) return checkedFacts(facts);
    if (page.isAboutSchema) {
      const made = await database.described(statements.length === 0 ? page.fires : statements, isSampled);
      return facts === undefined ? made : checkedFacts(layOver(made, facts, true));
    }
    const asked = { meanwhile: page.meanwhile, traced: page.traced, ...more };
    const isAboutPlan = rule.needs.some((name) => planFacts.includes(name));
    const found = isAboutPlan ? await database.facts(statements, asked) : await database.counted(statements, asked);
    return facts === undefined ? found : checkedFacts(layOver(found, facts, more.settings === undefined));
  };

  test('fires', async () => {
    const facts = await gathered({ statements: page.fires, facts: page.facts }, { cold: page.cold });
    fired = page.recorded === undefined ? facts : { ...facts, plan: planFromJson(page.recorded) };
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

  test.each(page.silent.map((decoy, at) => [at + 1, decoy] as const))('stays silent at decoy %i', async (_, decoy) => {
    expect(heard(rule, await gathered(decoy)).map(({ message }) => message)).toEqual([]);
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
      const facts = await gathered({ statements: page.rewrite ?? [] });
      expect(heard(rule, facts).map(({ message }) => message)).toEqual([]);
    });
  } else {
    test('its own remedy silences it', async () => {
      const changes = findings.flatMap((finding) => finding.changes);
      expect(changes.length).toBeGreaterThan(0);
      const isOf = (kind: Change['kind']) => changes.filter((change) => change.kind === kind);
      const lasting = changes.filter(({ kind }) => kind !== 'set-setting' && kind !== 'alter-system');
      if (page.isAboutSchema) await database.described(page.fires, false);
      if (page.hasTables) await database.run(lasting.flatMap(statementsOf));
      if (page.isAboutSchema) {
        expect(heard(rule, await database.seen(isSampled)).map(({ message }) => message)).toEqual([]);
        return;
      }
      const facts = await gathered(
        { statements: page.fires, facts: page.facts },
        {
          settings: isOf('set-setting')
            .flatMap(spell)
            .map(({ text }) => text),
          cold: page.cold,
        },
      );
      expect(heard(rule, withSettings(facts, changes)).map(({ message }) => message)).toEqual([]);
    });
  }
});

/** As somebody would type them: what may run in one transaction does. */
function statementsOf(change: Change): readonly string[] {
  const spelled = spell(change);
  const texts = spelled.map(({ text }) => text);
  const isTogether = change.kind === 'native' && spelled.every(({ transactional }) => transactional);
  return isTogether ? ['begin', ...texts, 'commit'] : texts;
}

/** Facts that only a statement that is explained has. */
const planFacts: readonly FactName[] = ['plan', 'query'];

/** The server is shared by all pages: what would be changed for all of it is taken as done. */
function withSettings(facts: Partial<Facts>, changes: readonly Change[]): Partial<Facts> {
  const settings = { ...facts.settings };
  for (const change of changes) {
    if (change.kind !== 'alter-system') continue;
    const { unit: _, ...known } = settings[change.name] ?? {};
    settings[change.name] = { ...known, value: change.value };
    // A library brings its settings with the restart.
    if (change.value.includes('pg_stat_statements')) settings['pg_stat_statements.max'] = { value: '5000' };
  }
  return { ...facts, settings };
}

function heard(rule: Rule, facts: Parameters<typeof judge>[1]): readonly Finding[] {
  const { findings, unseen } = judge([rule], facts);
  expect(unseen).toEqual([]);
  return findings;
}
