import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shop, shopStatistics } from '#analysis/shop.fixture.ts';
import { redactSql } from '#engines/postgres/parse/redact.ts';
import { Counters } from '#vocabulary/counters.ts';
import { ServerInfo } from '#vocabulary/server-info.ts';
import { Usage } from '#vocabulary/usage.ts';
import { Workload } from '#vocabulary/workload.ts';
import { exportFingerprint, makeExport } from './make-export.ts';
import { parseExport } from './read-export.ts';

const server = ServerInfo.parse({
  ...{ engine: 'postgres', product: 'PostgreSQL', version: '18.4', major: 18, database: 'shop', role: 'anna' },
  ...{ superuser: false, recovering: false, identity: '7412345/2026/16384' },
});
const none = { statements: 0, calls: 0, milliseconds: 0 };
const blocks = { sharedHit: 0, sharedRead: 0, sharedDirtied: 0, sharedWritten: 0, tempRead: 0, tempWritten: 0 };

function partsWith(texts: readonly string[]) {
  const statement = (text: string, at: number) => ({
    ...{ id: String(at), text, user: at % 2 === 0 ? 'anna' : 'bert', calls: 1, rows: 1, blocks },
    milliseconds: { total: 1, mean: 1 },
  });
  return {
    ...{ server, settings: {}, schema: shop(), statistics: shopStatistics },
    workload: Workload.parse({
      origin: 'pg_stat_statements 1.12',
      statements: texts.map(statement),
      leftOut: { session: none, catalog: none, hidden: none },
      unread: ['2 statements of other roles are hidden from anna: GRANT pg_read_all_stats TO anna.'],
    }),
    usage: Usage.parse({
      nodes: ['db.internal:5432', 'db.internal:5433'].map((node) => ({
        ...{ node, recovering: false, until: '2026-01-02T00:00:00Z', tables: [], indexes: [] },
      })),
      unread: ['The role anna may not see which standbys stream from db.internal:5432.'],
    }),
    counters: Counters.parse({
      until: '2026-01-02T00:00:00Z',
      database: {
        ...{ bytes: 1, backends: 1, commits: 1, rollbacks: 0, blocksRead: 0, blocksHit: 0, tempFiles: 0, tempBytes: 0 },
        deadlocks: 0,
      },
      unread: ['The role anna may not see checkpoints.'],
    }),
  };
}
const takenAt = '2026-01-02T03:04:05.000Z';
const query = 'select * from orders where user_id = $1 and note = $2';

describe('statements that the server counted', () => {
  test('are kept as they are, but for those whose values the server keeps', () => {
    const typed = "ALTER ROLE app PASSWORD 'hunter2'";
    const made = makeExport(partsWith([query, typed]), { takenAt, redact: false, redactSql });
    expect(made.workload?.statements.map(({ text }) => text)).toEqual([query, 'ALTER ROLE app PASSWORD ?']);
    expect(made.workload?.statements[0]?.user).toBe('anna');
    expect(parseExport(JSON.stringify(made), 'it')).toEqual(JSON.parse(JSON.stringify(made)));
  });

  test('redacted, they hold no literal, no comment and no login, and can still be told apart', () => {
    const texts = [query, "select 1 /* anna's */ from t where a = 'secret'", 'GRANT SELECT ON orders TO bert'];
    const made = makeExport(partsWith(texts), { takenAt, redact: true, redactSql });
    expect(made.workload?.statements.map(({ text }) => text)).toEqual([
      query,
      'select ?  from t where a = ?',
      'GRANT SELECT ON orders TO user_2',
    ]);
    expect(made.workload?.statements.map(({ user }) => user)).toEqual(['user_1', 'user_2', 'user_1']);
    expect(made.usage?.nodes.map(({ node }) => node)).toEqual(['node_1', 'node_2']);
    expect(JSON.stringify(made)).not.toMatch(/anna|bert|secret|db\.internal|7412345/);
    expect(made.fingerprint).toBe(exportFingerprint(made));
    expect(makeExport(made, { takenAt, redact: true, redactSql }).workload?.statements).toEqual(
      made.workload?.statements,
    );
  });

  test('are left out where the engine cannot take their values out', () => {
    expect(makeExport(partsWith([query]), { takenAt, redact: false, redactSql: undefined }).workload).toBeUndefined();
  });

  test('redacted, no literal survives, whatever stands around it', () => {
    const secret = 'XsecretX';
    const forms = [
      `'${secret}'`,
      `E'\\'${secret}'`,
      `$a$${secret}$a$`,
      `/* ${secret} */`,
      `-- ${secret}\n`,
      `U&'${secret}'`,
      `B'${secret}'`,
    ];
    const words = ['select', 'ALTER ROLE x PASSWORD', 'from t where a =', '$1', '(', ')', ',', ';', "''", 'anna'];
    const text = fc
      .tuple(
        fc.array(fc.constantFrom(...words)),
        fc.constantFrom(...forms),
        fc.array(fc.constantFrom(...words, ...forms)),
      )
      .map(([before, literal, after]) => [...before, literal, ...after].join(' '));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 3 }), (texts) => {
        const made = makeExport(partsWith(texts), { takenAt, redact: true, redactSql });
        expect(JSON.stringify(made.workload)).not.toContain(secret);
      }),
    );
  });
});
