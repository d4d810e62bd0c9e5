import { describe, expect, test } from 'vitest';
import { domains } from '#analysis/domains/catalogue.ts';
import { mergeParts } from '#analysis/domains/merge-parts.ts';
import { expandModel } from '#analysis/logical-model/expand-model.ts';
import { modelVolumes } from '#analysis/logical-model/model-volumes.ts';
import type { Engine } from '#contracts/engine.ts';
import { bigquery } from '#engines/bigquery/engine.ts';
import { redshift } from '#engines/redshift/engine.ts';
import { snowflake } from '#engines/snowflake/engine.ts';
import { type GrammarDialect, readStatement } from '#engines/sql/parse/grammar.ts';
import { sqlserver } from '#engines/sqlserver/engine.ts';
import { Domain } from '#vocabulary/logical-attribute.ts';
import type { LogicalModel, ModelSource } from '#vocabulary/logical-model.ts';
import { quiet } from '../bench/quiet-context.ts';
import { invariantsModel } from './integration/design/invariants.fixture.ts';
import { sampleOf } from './sample-of.ts';

/** Databases that cannot run here: what is spelled for them is read by a grammar. */
const dialects: readonly {
  readonly engine: Engine;
  readonly grammar: GrammarDialect;
  readonly longest: number;
  /** Words of other dialects. */
  readonly foreign: RegExp;
}[] = [
  {
    engine: sqlserver,
    grammar: 'tsql',
    longest: 128,
    foreign: /timestamptz|jsonb|\bboolean\b|\btext\b|plpgsql|\bNEW\.|\bOLD\.|\bLIMIT\b|\bTRUE\b|\bFALSE\b|\|\||::|"/,
  },
  {
    engine: snowflake,
    grammar: 'snowflake',
    longest: 255,
    foreign:
      /timestamptz|jsonb|\bINT64\b|\bENCODE\b|nvarchar|\bIDENTITY\(|PARTITION BY|CREATE (?:UNIQUE )?INDEX|CREATE TRIGGER|::|`/i,
  },
  {
    engine: bigquery,
    grammar: 'bigquery',
    longest: 300,
    foreign:
      /timestamptz|\bVARCHAR\b|\bBIGINT\b|jsonb|\bENCODE\b|\bIDENTITY\(|CREATE (?:UNIQUE )?INDEX|CREATE TRIGGER|::|\bCHECK\b|\bUNIQUE\b/i,
  },
  {
    engine: redshift,
    grammar: 'redshift',
    longest: 127,
    foreign:
      /jsonb|\bINT64\b|nvarchar|\bVARIANT\b|PARTITION BY|CREATE (?:UNIQUE )?INDEX|CREATE TRIGGER|::|\bCHECK\b|ON DELETE|`/i,
  },
];

const now = new Date('2026-06-15T00:00:00Z');
const everything = domains.map(({ id, part, options }) => mergeParts(id, [part, ...options.map((one) => one.part)]));
const sources = [
  invariantsModel,
  ...everything.filter(({ name }) => name === 'e-commerce'),
  ...sampleOf(
    everything.filter(({ name }) => name !== 'e-commerce'),
    1,
  ),
];

function modelOf(source: ModelSource): LogicalModel {
  const { model, faults } = expandModel(source);
  if (model === undefined) throw new Error(JSON.stringify(faults));
  return model;
}

function designOf(engine: Engine, model: LogicalModel) {
  const design = engine.design?.(model, now);
  if (design === undefined) throw new Error(`${engine.traits.id} spells nothing.`);
  return design;
}

const withoutStrings = (sql: string) => sql.replace(/'(?:[^'\\]|''|\\.)*'/g, "''");

describe.each(dialects)('$engine.traits.name', ({ engine, grammar, longest, foreign }) => {
  describe.each(sources)('$name', (source) => {
    const kinds = source === invariantsModel ? (['identity', 'uuid'] as const) : (['identity'] as const);
    const models = kinds.map((keys) => modelOf({ ...source, keys }));

    test('every statement, check and read is read by the grammar', () => {
      for (const model of models) {
        const design = designOf(engine, model);
        const checks = design.unenforced.flatMap(({ instead }) => /: ((?:SELECT|WITH) .*)$/s.exec(instead)?.[1] ?? []);
        const reads = design.access.filter((_, at) => model.access[at]?.sql === undefined).map(({ sql }) => sql);
        const texts = [
          ...design.statements.flatMap(({ text, undo }) => (undo === undefined ? [text] : [text, undo])),
          ...checks,
          ...reads,
        ];
        const faults = texts.flatMap((text) => {
          const { fault } = readStatement(text, grammar);
          return fault === undefined ? [] : [`${fault}\n${text}`];
        });
        expect(faults).toEqual([]);
      }
    });

    test('every rule is kept by something, or is told with what to do instead', () => {
      for (const model of models) {
        const design = designOf(engine, model);
        const text = design.statements.map((one) => one.text).join('\n');
        const told = new Set(design.unenforced.map(({ what }) => what));
        const keeps = (rule: LogicalModel['invariants'][number]) =>
          told.has(rule.says) ||
          (engine === sqlserver &&
            (text.includes(rule.says.replaceAll("'", "''")) ||
              ['only-one', 'exactly-one', 'native'].includes(rule.kind) ||
              (rule.kind === 'running-total' && /_by_movements/.test(text))));
        expect(model.invariants.filter((rule) => !keeps(rule)).map(({ says }) => says)).toEqual([]);
        if (engine !== sqlserver) expect(text).toContain('CREATE VIEW broken_rules');
      }
    });

    test('names are short enough and there once, and no words are another dialect’s', () => {
      const design = designOf(engine, models[0]!);
      const names = design.schema.tables.flatMap(({ constraints, indexes }) => [
        ...constraints.map(({ name }) => name),
        ...indexes.map(({ name }) => name),
      ]);
      expect(names.filter((name) => name.length > longest)).toEqual([]);
      expect(new Set(names).size).toBe(names.length);
      const strange = design.statements.filter(({ text }) => foreign.test(withoutStrings(text)));
      expect(strange.map(({ text }) => text)).toEqual([]);
    });

    test('is proved as derived, and says how', async () => {
      const model = models[0]!;
      const proof = await engine.twin?.prove?.(
        { model, design: designOf(engine, model), volumes: modelVolumes(model) },
        quiet,
      );
      expect(proof).toMatchObject({ level: 'derived' });
      expect(proof?.failed).toBeUndefined();
      expect(proof?.by).toMatch(/grammar of polyglot-sql \d/);
      expect(proof?.scenarios.every(({ kept }) => kept === 'unknown')).toBe(true);
      expect(proof?.notes.join(' ')).toContain('not carried out');
      if (engine === sqlserver) expect(proof?.notes.join(' ')).toContain('triggers');
    });
  });

  test('types of all domains', () => {
    const attributes = Object.fromEntries(
      Domain.options.map((domain) => [
        domain === 'native' ? 'whatever' : `a_${domain}`,
        domain === 'state' || domain === 'choice'
          ? { domain, values: ['one', 'two'] }
          : { domain, ...(domain === 'vector' ? { length: 3 } : {}) },
      ]),
    );
    const model = modelOf({ name: 'types', entities: { thing: { attributes } } });
    const types = designOf(engine, model).schema.tables[0]?.columns.map(({ name, type }) => `${name} ${type}`);
    expect(types).toMatchSnapshot();
  });
});

describe('the grammar', () => {
  test.each([
    ['tsql', 'CREATE TABLE [a] ([id] bigint AUTO_FROG)'],
    ['tsql', 'CREATE TRIGGER [t] ON [a]\nAFTER UPDATE AS\nBEGIN\n  SET NOCOUNT ON;\n  UPDATE a SET WHERE;\nEND'],
    [
      'tsql',
      "CREATE TRIGGER [t] ON [a]\nAFTER UPDATE AS\nBEGIN\n  IF EXISTS (SELECT FROM FROM)\n    THROW 50001, 'no', 1;\nEND",
    ],
    ['snowflake', 'CREATE TABLE a (id NUMBER(19,0) CLUSTERED BY)'],
    ['bigquery', 'CREATE TABLE a (id STRING(36) NOT NULL PARTITION)'],
    ['redshift', 'CREATE TABLE a (id BIGINT NOT NULL) DISTSTYLE SOMEHOW SORTKEY'],
  ] as const)('%s: refuses %s', (dialect, text) => {
    expect(readStatement(text, dialect).fault).toBeDefined();
  });
});

describe('SQL Server', () => {
  const design = (source: ModelSource) => designOf(sqlserver, modelOf(source));
  const textOf = (source: ModelSource) =>
    design(source)
      .statements.map(({ text }) => text)
      .join('\n');

  test('conditions are conditions, and bits are numbers', () => {
    const text = textOf({
      name: 'conditions',
      entities: {
        place: {
          attributes: { is_open: 'boolean', is_shut: 'boolean?', latitude: 'latitude?', longitude: 'longitude?' },
          checks: [
            { name: 'both', sql: '(latitude IS NULL) = (longitude IS NULL)' },
            { name: 'not_both', sql: 'NOT is_open OR is_shut IS NULL' },
            { name: 'told', sql: 'is_open = TRUE OR is_shut' },
          ],
        },
      },
    });
    expect(text).toContain(
      'CHECK (CASE WHEN ([latitude] IS NULL) THEN 1 ELSE 0 END = CASE WHEN ([longitude] IS NULL) THEN 1 ELSE 0 END)',
    );
    expect(text).toContain('CHECK (NOT [is_open] = 1 OR [is_shut] IS NULL)');
    expect(text).toContain('CHECK ([is_open] = 1 OR [is_shut] = 1)');
  });

  test('two NULLs are not the same where they are not meant to be', () => {
    const text = textOf({
      name: 'nulls',
      entities: {
        person: {
          attributes: { nick: 'name?', country: 'country?', badge: 'code' },
          unique: [{ of: ['nick'] }, { of: ['country', 'badge'], nullsEqual: true }],
        },
      },
    });
    expect(text).toContain('([nick]) WHERE [nick] IS NOT NULL');
    expect(text).toContain('UNIQUE ([country], [badge])');
  });

  test('a level that movements refer to is never added by them: its key is counted by the server', () => {
    const text = textOf(invariantsModel);
    expect(text).toContain('INSERT INTO [stock_levels]');
    expect(text).not.toContain('INSERT INTO [shelves]');
    expect(text).toContain('UPDATE l SET [pieces] = l.[pieces] + m.moved');
  });

  test('one path of cascades leads to a table; the other one is told', () => {
    const { statements, unenforced } = design({
      name: 'cascades',
      entities: {
        owner: { attributes: { name: 'name' } },
        album: { references: { owner: 'owner cascade' }, attributes: { name: 'name' } },
        photo: { references: { album: 'album cascade', owner: 'owner cascade' }, attributes: { name: 'name' } },
      },
    });
    const photos = statements.find(({ of }) => of === 'table photos')?.text ?? '';
    expect(photos.match(/ON DELETE CASCADE/g)).toHaveLength(1);
    expect(unenforced.map(({ what }) => what).join()).toContain(
      'Deleting a row of owners does not delete its rows of photos',
    );
  });
});

describe('warehouses', () => {
  const giant: ModelSource = {
    name: 'giants',
    entities: {
      device: { attributes: { serial: 'code unique' }, volume: { rows: 10_000 } },
      reading: {
        references: { device: 'device' },
        attributes: { at: 'moment', value: 'decimal' },
        volume: { rows: 1e9, perYear: 1e9, keepDays: 400 },
      },
    },
    access: [{ name: 'readings of a device', entity: 'reading', by: ['device'], range: 'at', perSecond: 50 }],
  };
  const textOf = (engine: Engine) =>
    designOf(engine, modelOf(giant))
      .statements.map(({ text }) => text)
      .join('\n');

  test('reads and sizes say how rows lie', () => {
    expect(textOf(snowflake)).toContain('ALTER TABLE readings CLUSTER BY (TO_DATE(at), device_id)');
    expect(textOf(bigquery)).toContain(
      'PARTITION BY DATE(`at`)\nCLUSTER BY device_id\nOPTIONS (partition_expiration_days = 400)',
    );
    expect(textOf(redshift)).toContain('DISTSTYLE KEY DISTKEY (device_id)\nCOMPOUND SORTKEY (at, device_id)');
    expect(textOf(redshift)).toMatch(/CREATE TABLE devices [^;]*?DISTSTYLE ALL/);
  });
});
