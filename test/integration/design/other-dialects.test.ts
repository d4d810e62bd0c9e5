import { describe, expect, test } from 'vitest';
import { domains } from '#analysis/domains/catalogue.ts';
import { eCommerce } from '#analysis/domains/e-commerce.ts';
import { mergeParts } from '#analysis/domains/merge-parts.ts';
import type { Engine } from '#contracts/engine.ts';
import { mariadb } from '#engines/mariadb/engine.ts';
import { mysql } from '#engines/mysql/engine.ts';
import { sqlite } from '#engines/sqlite/engine.ts';
import { ensureApt } from '../../apt.ts';
import { sampleOf } from '../../sample-of.ts';
import { cornersModel } from './corners.fixture.ts';
import { faultsOfProof, prove } from './dialect-proof.ts';
import { invariantsModel } from './invariants.fixture.ts';

const hasMariadb = ensureApt({ 'mariadb-server': 'mariadbd' });

const tried: readonly Engine[] = [sqlite, ...(hasMariadb ? [mariadb] : [])];
const rows = tried.map((engine) => [engine.traits.name, engine] as const);

describe.each(rows)('%s', (_, engine) => {
  test('every kind of rule is kept, or named with what to do instead', async () => {
    const made = await prove(engine, invariantsModel);
    expect(faultsOfProof(made)).toEqual([]);
    expect(made.design.unenforced.map(({ what }) => what)).toEqual([
      'Entries add up to zero.',
      'A ledger has entries.',
    ]);
    expect(made.proof.scenarios.filter(({ kept }) => kept === 'unknown').map(({ says }) => says)).toEqual([
      'an unbalanced ledger',
      'a ledger without entries',
    ]);
  }, 60_000);

  test('without its triggers the same scenarios are lost', async () => {
    const { traits, design, twin } = engine;
    const bare: Engine = {
      traits,
      twin,
      design: (model, now) => {
        const made = design?.(model, now);
        if (made === undefined) throw new Error('no design');
        return { ...made, statements: made.statements.filter(({ of }) => !of.startsWith('trigger')) };
      },
    };
    const alone = (invariantsModel.scenarios ?? []).filter(({ race }) => race === undefined);
    const { proof } = await prove(bare, { ...invariantsModel, scenarios: alone });
    const lost = proof.scenarios.filter(({ kept }) => kept === false).map(({ says }) => says);
    expect(lost).toEqual(
      expect.arrayContaining([
        'a state goes back',
        'a room booked twice',
        'a refund above the rest',
        'history rewritten',
      ]),
    );
  }, 60_000);

  test.each(['identity', 'uuid'] as const)(
    'what it has to go around, with %s keys',
    async (keys) => {
      const made = await prove(engine, cornersModel(keys));
      expect(faultsOfProof(made)).toEqual([]);
      expect(made.proof.scenarios.filter(({ kept }) => kept !== true)).toEqual([]);
    },
    60_000,
  );

  test('an online shop', async () => {
    const whole = mergeParts('shop', [eCommerce.part, ...eCommerce.options.map(({ part }) => part)]);
    const made = await prove(engine, whole);
    expect(faultsOfProof(made)).toEqual([]);
    expect(made.proof.scenarios.filter(({ kept }) => kept !== true)).toEqual([]);
  }, 60_000);

  const others = sampleOf(
    domains.filter(({ id }) => id !== eCommerce.id),
    0,
  );
  test.each(others)(
    '$id',
    async ({ id, part, options }) => {
      const whole = mergeParts(id, [part, ...options.map((option) => option.part)]);
      expect(faultsOfProof(await prove(engine, whole))).toEqual([]);
    },
    120_000,
  );
});

test.runIf(hasMariadb)(
  'a design for MySQL is tried on MariaDB, and says so',
  async () => {
    const made = await prove(mysql, { ...invariantsModel, scenarios: [] });
    expect(faultsOfProof(made)).toEqual([]);
    expect(made.proof.notes.join(' ')).toContain('No MySQL server is installed here');
  },
  60_000,
);
