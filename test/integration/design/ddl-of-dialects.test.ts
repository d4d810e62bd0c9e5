import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseModel } from '#agent/read-model.ts';
import { writeYaml } from '#agent/write-yaml.ts';
import { domains } from '#analysis/domains/catalogue.ts';
import type { Domain } from '#analysis/domains/domain.ts';
import { mergeParts } from '#analysis/domains/merge-parts.ts';
import { checkModel } from '#analysis/logical-model/check-model.ts';
import { expandModel } from '#analysis/logical-model/expand-model.ts';
import { shortenModel } from '#analysis/logical-model/shorten-model.ts';
import { tableName } from '#analysis/logical-model/table-name.ts';
import type { Engine } from '#contracts/engine.ts';
import { engines } from '#engines/catalogue.ts';
import { openTwinConnection } from '#engines/mysql/twin/connection.ts';
import { startThrowAwayServer } from '#engines/mysql/twin/throw-away-server.ts';
import { dialectOf } from '#engines/sql/read/dialect-of.ts';
import type { LogicalModel } from '#vocabulary/logical-model.ts';
import type { PhysicalDesign } from '#vocabulary/physical-design.ts';
import { quiet } from '../../../bench/quiet-context.ts';
import { createAgent } from '../../../src/index.ts';
import { ensureApt } from '../../apt.ts';
import { sampleOf } from '../../sample-of.ts';

const now = new Date('2026-06-15T00:00:00Z');
const others = engines.filter(({ traits, readModel }) => readModel !== undefined && traits.id !== 'postgres');
const engineOf = (id: string): Engine => {
  const found = engines.find(({ traits }) => traits.id === id);
  if (found === undefined) throw new Error(`no engine ${id}`);
  return found;
};

function modelOf({ id, part, options }: Domain): LogicalModel {
  const { model } = expandModel(mergeParts(id, [part, ...options.map((option) => option.part)]));
  if (model === undefined) throw new Error(`${id} is no model`);
  return model;
}

function designOf(engine: Engine, model: LogicalModel): PhysicalDesign {
  const made = engine.design?.(model, now);
  if (made === undefined) throw new Error(`${engine.traits.name} designs nothing`);
  return made;
}

/**
 * References that a foreign key does not tell: to a key of several columns and more, and those of a row to its own table
 * by a part of its key. Their own dialect keeps the foreign key, and a note names it.
 */
const unsaid = ['conversation_owner.participation', 'message.thread', 'message.quoted', 'follow.pair'];

/** As schema.sql has it. */
function scriptOf({ dialect, statements }: PhysicalDesign): string {
  return statements
    .map(({ text }) => {
      if (dialect === 'sqlserver') return `${text};\nGO\n`;
      const isDelimited = /mysql|mariadb/.test(dialect) && text.includes(';');
      return isDelimited ? `DELIMITER //\n${text}//\nDELIMITER ;\n` : `${text};\n`;
    })
    .join('\n');
}

async function read(engine: Engine, script: string) {
  const schema = await engine.parse?.schema?.(script, quiet);
  const found = schema === undefined ? undefined : engine.readModel?.(schema);
  if (schema === undefined || found === undefined) throw new Error(`${engine.traits.name} reads nothing`);
  expect(schema.unread.filter((why) => /^Line/.test(why))).toEqual([]);
  expect(checkModel(found.model)).toEqual([]);
  // It is written to a file and read again before it is made.
  const written = parseModel(writeYaml(shortenModel(found.model)), 'model.yaml');
  expect(written).toEqual(found.model);
  return { ...found, schema };
}

/** Statements in any order, each with its lines in any order: foreign DDL has its own. */
const sorted = ({ statements }: PhysicalDesign) =>
  statements
    .map(({ text }) =>
      text
        .split('\n')
        .map((line) => line.trim().replace(/,$/, ''))
        .toSorted()
        .join('\n'),
    )
    .toSorted();

describe.each(others.map((engine) => [engine.traits.name, engine] as const))('%s', (_, engine) => {
  // SQLite's is part of the dump below.
  test.each(sampleOf(domains, engine.traits.id === 'sqlite' ? 0 : 1))(
    'a design for $id is read back, and designed the same',
    async (domain) => {
      const model = modelOf(domain);
      const made = designOf(engine, model);
      const found = await read(engine, scriptOf(made));
      expect(sorted(designOf(engine, found.model))).toEqual(sorted(made));
      // And as what it was: its tables, its references, most of its domains.
      const entities = new Map(
        Object.entries(found.model.entities).map(([name, entity]) => [tableName(found.model, name), entity]),
      );
      const lost: string[] = [];
      let same = 0;
      let all = 0;
      for (const [name, entity] of Object.entries(model.entities)) {
        const other = entities.get(tableName(model, name));
        const targets = Object.values(other?.references ?? {}).map(({ to }) => tableName(found.model, to));
        for (const [role, { to }] of Object.entries(entity.references)) {
          if (!targets.includes(tableName(model, to))) lost.push(`${name}.${role}`);
        }
        for (const [attribute, { domain: told }] of Object.entries(entity.attributes)) {
          all++;
          if (other?.attributes[attribute]?.domain === told) same++;
        }
      }
      expect(entities.size).toBe(Object.keys(model.entities).length);
      expect(unsaid).toEqual(expect.arrayContaining(lost));
      expect(same / all).toBeGreaterThan(0.65);
      // A model of one dialect is a model for all.
      for (const id of ['postgres', 'sqlite', 'mysql']) {
        const elsewhere = designOf(engineOf(id), found.model);
        expect(elsewhere.schema.tables.length).toBeGreaterThanOrEqual(Object.keys(model.entities).length);
      }
    },
    60_000,
  );

  test('which is recognised by its own words', () => {
    const model = modelOf(domains[0] as Domain);
    expect(dialectOf(scriptOf(designOf(engine, model)))).toBe(engine.traits.id);
  });
});

const foreign = (name: string) => readFileSync(join(import.meta.dirname, 'foreign-ddl', `${name}.sql`), 'utf8');

test.each([
  ['mysqldump', 'mysql'],
  ['phpmyadmin', 'mysql'],
  ['ssms', 'sqlserver'],
  ['plain-tsql', 'sqlserver'],
  ['snowflake-get-ddl', 'snowflake'],
  ['bigquery-console', 'bigquery'],
  ['redshift-show-table', 'redshift'],
  ['sqlite', 'sqlite'],
])('%s is read as %s; designed and read once more it is the same', async (name, id) => {
  const script = foreign(name);
  expect(dialectOf(script)).toBe(id);
  const engine = engineOf(id);
  const first = await read(engine, script);
  const made = designOf(engine, first.model);
  const again = await read(engine, scriptOf(made));
  expect(sorted(designOf(engine, again.model))).toEqual(sorted(made));
  expect(again.model.entities).toEqual(first.model.entities);
});

test('mysqldump: words of MySQL come back as those of the model, and what is lost is said', async () => {
  const { model, notes } = await read(engineOf('mysql'), foreign('mysqldump'));
  expect(model.entities['customer']).toMatchObject({
    description: 'People who buy; "ours"',
    timestamps: 'created',
    attributes: {
      email: { domain: 'email', unique: true, description: "Where we write to; it's checked." },
      status: { domain: 'state', values: ['active', 'closed'], default: 'active' },
      is_member: { domain: 'boolean', default: false },
      balance: { domain: 'money', precision: 12, scale: 2, min: 0, default: 0 },
      modified: { domain: 'moment', optional: true, default: 'now' },
      balance_cents: { generated: 'balance * 100' },
    },
  });
  expect(model.entities['order']).toMatchObject({
    key: ['id', 'placed_on'],
    references: { customer: { to: 'customer', onDelete: 'cascade' } },
    attributes: { state: { domain: 'state', values: ['open', 'paid', 'sent'], default: 'open' } },
  });
  expect(notes.join('\n')).toContain('customers.flags is set(');
  expect(notes.join('\n')).toContain('customers.modified is set anew at each change');
  expect(notes.join('\n')).toContain('orders_bi');
  const again = designOf(engineOf('mysql'), model)
    .statements.map(({ text }) => text)
    .join('\n');
  expect(again).toContain("status enum('active','closed') COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT 'active'");
  expect(again).toContain('ON UPDATE CURRENT_TIMESTAMP');
  expect(again).toContain('KEY ix_notes (notes(20))');
  expect(again).toContain('PARTITION BY RANGE (year(`placed_on`))');
});

test('Management Studio: brackets, batches, defaults and comments that stand apart', async () => {
  const { model, schema } = await read(engineOf('sqlserver'), foreign('ssms'));
  expect(model.entities['customer']).toMatchObject({
    description: "Someone who's buying",
    table: 'Customers',
    key: ['CustomerID'],
    attributes: {
      CustomerID: { domain: 'integer', identity: true },
      Email: { unique: true },
      Status: { domain: 'state', values: ['active', 'closed'], default: 'active' },
      IsActive: { domain: 'boolean', default: true },
      Balance: { description: 'What is owed', precision: 12, scale: 2 },
      BalanceCents: { generated: '"Balance"*100' },
      CreatedAt: { domain: 'moment', default: 'now' },
    },
  });
  expect(model.entities['order']?.unique).toEqual([{ of: ['Number'], where: '"DeletedAt" IS NULL', nullsEqual: true }]);
  const orders = schema.tables.find(({ name }) => name === 'Orders');
  expect(orders?.indexes).toMatchObject([
    { name: 'UX_Orders_Number', include: ['Total', 'State'], predicate: '[DeletedAt] IS NULL' },
  ]);
  expect(orders?.constraints.find(({ kind }) => kind === 'foreign-key')?.references).toMatchObject({
    onDelete: 'CASCADE',
    onUpdate: 'CASCADE',
  });
  expect(
    designOf(engineOf('sqlserver'), model)
      .statements.map(({ text }) => text)
      .join('\n'),
  ).toContain('WITH NOCHECK ADD CONSTRAINT [CK_Orders_Total]');
});

const hasSqlite = ensureApt({ sqlite3: 'sqlite3' });

test.runIf(hasSqlite).each(sampleOf(domains, 1))(
  'what sqlite3 dumps of $id is read, designed and dumped the same',
  async (domain) => {
    const engine = engineOf('sqlite');
    const folder = mkdtempSync(join(tmpdir(), 'dbwright-dump-'));
    const dump = (name: string, made: PhysicalDesign) => {
      const file = join(folder, name);
      execFileSync('sqlite3', [file], {
        input: `PRAGMA synchronous = OFF;\nBEGIN;\n${scriptOf(made)}COMMIT;`,
        stdio: ['pipe', 'ignore', 'pipe'],
      });
      return execFileSync('sqlite3', [file, '.dump'], { encoding: 'utf8' });
    };
    try {
      const first = dump('first.db', designOf(engine, modelOf(domain)));
      const { model } = await read(engine, first);
      const lines = (text: string) =>
        text
          .split('\n')
          .map((line) => line.replace(/,$/, ''))
          .toSorted();
      expect(lines(dump('second.db', designOf(engine, model)))).toEqual(lines(first));
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  60_000,
);

const hasMariadb = ensureApt({ 'mariadb-server': 'mariadbd' });

test.runIf(hasMariadb).each(sampleOf([['all domains', domains] as const], 0))(
  'what mariadb-dump dumps of %s is read, designed and dumped the same',
  async (_, all) => {
    const engine = engineOf('mariadb');
    const server = await startThrowAwayServer(new AbortController().signal);
    const root = await openTwinConnection(server.socket);
    const dump = async (made: PhysicalDesign) => {
      await root.query('DROP DATABASE IF EXISTS shop');
      await root.query('CREATE DATABASE shop');
      const session = await openTwinConnection(server.socket, { database: 'shop' });
      for (const { text } of made.statements) await session.query(text);
      await session.close();
      const options = ['--socket', server.socket, '-uroot', '--routines', '--skip-dump-date', 'shop'];
      return execFileSync('mariadb-dump', options, { encoding: 'utf8', maxBuffer: 2 ** 28 });
    };
    try {
      for (const domain of all) {
        const model = modelOf(domain);
        const first = await dump(designOf(engine, { ...model, access: [], summaries: [] }));
        const found = await read(engine, first);
        expect(dialectOf(first)).toBe('mariadb');
        const lines = (text: string) =>
          text
            .split('\n')
            .map((line) => line.replace(/,$/, ''))
            .filter((line) => !/^\/\*!50003 SET|^--/.test(line))
            .toSorted();
        expect(lines(await dump(designOf(engine, found.model))), domain.id).toEqual(lines(first));
      }
    } finally {
      await root.close();
      await server.stop();
    }
  },
  1_200_000,
);

test('faults of a large dump: all are told with line and column, soon', async () => {
  const good = 'CREATE TABLE `t` (\n  `a` int NOT NULL,\n  PRIMARY KEY (`a`)\n) ENGINE=InnoDB;\n';
  const bad = [
    'CREAT TABLE `b` (`a` int);\n',
    'CREATE TABLE `c` (\n  `a` int,,\n  `b` int\n);\n',
    'CREATE TABLE `d` (`a` int NOT NUL);\n',
  ];
  const rows = `INSERT INTO \`t\` VALUES ${"(1,'it''s; a \\\\ text'),".repeat(4000)}(2,'x');\n`;
  const dump = (good + bad.join('') + rows).repeat(90);
  expect(dump.length).toBeGreaterThan(8_000_000);
  const schema = await engineOf('mysql').parse?.schema?.(dump, quiet);
  const faults = schema?.unread.filter((why) => /^Line/.test(why)) ?? [];
  expect(faults).toHaveLength(270);
  expect(faults.slice(0, 3)).toEqual([
    'Line 5, column 1: not understood: "CREAT" begins no statement of MySQL that is known here.',
    'Line 7, column 11: not understood: the name of a column is missing before ",".',
    'Line 10, column 27: not understood: "NOT" was not expected in the column d.a.',
  ]);
  expect(schema?.tables.map(({ name }) => name)).toEqual(['t']);
}, 30_000);

test('through the command: a dump of MySQL is reviewed; one with faults is no model', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dbwright-ddl-'));
  const agent = createAgent();
  try {
    const file = join(folder, 'shop.sql');
    writeFileSync(file, foreign('mysqldump'));
    const report = await agent.design.review({ schema: file });
    expect(report.summary).toContain('2 tables with 17 columns');
    expect(report.unseen.map(({ why }) => why).join(' ')).toContain('a schema has none');
    writeFileSync(
      file,
      'CREATE TABLE `a` (\n  `id` int AUTO_INCREMENT PRIMARY KEY,\n  `b` varchar(20\n) ENGINE=InnoDB;\n',
    );
    await expect(agent.design.schema({ model: file, proof: false })).rejects.toMatchObject({
      problem: { code: 'invalid', message: expect.stringContaining('line 1, column 18: not understood') },
    });
  } finally {
    await agent.close();
    rmSync(folder, { recursive: true });
  }
}, 60_000);
