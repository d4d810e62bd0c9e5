import { expect, test } from 'vitest';
import { readLayout } from './read-layout.ts';

function laid(files: Readonly<Record<string, string>>) {
  return readLayout(Object.entries(files).map(([path, text]) => ({ path, text })));
}

test('formatted SQL: change sets, attributes, ways back', () => {
  const found = laid({
    'changes.sql': `--liquibase formatted sql

--changeset ann:1 labels:x
CREATE TABLE users (id int);
--rollback DROP TABLE users;

-- changeset "Ann Lee":"add index" runInTransaction:false
CREATE INDEX CONCURRENTLY i ON users (id);
--rollback not required

--changeset ann:3 dbms:oracle
CREATE TABLE o (id number);

--changeset ann:4 endDelimiter:/
CREATE TABLE a (id int)
/
CREATE TABLE b (id int)
/
/* liquibase rollback
DROP TABLE a;
DROP TABLE b;
*/
`,
  });
  expect(found.layout).toBe('liquibase');
  expect(found.files.map(({ name, line, transaction, down }) => [name, line, transaction, down])).toEqual([
    ['ann:1', 4, 'file', { path: 'changes.sql', text: 'DROP TABLE users;', line: 5 }],
    ['Ann Lee:add index', 8, 'statement', undefined],
    ['ann:4', 15, 'file', { path: 'changes.sql', text: 'DROP TABLE a;\nDROP TABLE b;', line: 20 }],
  ]);
  expect(found.files[2]?.up).toContain('CREATE TABLE a (id int)\n;\nCREATE TABLE b (id int)\n;');
  expect(found.unread).toEqual(['changes.sql was passed over: its change set ann:3 (line 11) is for oracle.']);
});

const xml = (inner: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">\n${inner}\n</databaseChangeLog>\n`;

test('XML: raw SQL is read, includes are followed, the rest is told', () => {
  const found = laid({
    'db/master.xml': xml(
      '  <include file="changes/b.xml" relativeToChangelogFile="true"/>\n  <includeAll path="db/raw"/>\n  <include file="db/none.xml"/>',
    ),
    'db/changes/b.xml': xml(`  <changeSet id="1" author="ann">
    <comment>Users</comment>
    <sql>
      CREATE TABLE users (id int CHECK (id &lt; 5))
    </sql>
    <!-- more -->
    <sql splitStatements="false"><![CDATA[ALTER TABLE users ADD a int]]></sql>
    <rollback>DROP TABLE users</rollback>
  </changeSet>
  <changeSet id="2" author="ann" runInTransaction="false"><sqlFile path="../sql/i.sql" relativeToChangelogFile="true"/></changeSet>
  <changeSet id="3" author="ann"><createTable tableName="x"/></changeSet>`),
    'db/sql/i.sql': 'CREATE INDEX CONCURRENTLY i ON users (id);',
    'db/raw/2.sql': 'SELECT 2;',
    'db/raw/1.sql': 'SELECT 1;',
    'pom.xml': '<project/>',
  });
  expect(found.files.map(({ path, name, line, transaction }) => [path, name, line, transaction])).toEqual([
    ['db/changes/b.xml', 'ann:1', 6, 'file'],
    ['db/sql/i.sql', 'ann:2', 1, 'statement'],
    ['db/raw/1.sql', '1', 1, 'file'],
    ['db/raw/2.sql', '2', 1, 'file'],
  ]);
  expect(found.files[0]).toMatchObject({
    up: '      CREATE TABLE users (id int CHECK (id < 5));\n\n\nALTER TABLE users ADD a int;',
    down: { text: 'DROP TABLE users;', line: 10 },
  });
  expect(found.unread).toEqual([
    'db/changes/b.xml was passed over: its change set ann:3 (line 13) uses createTable: `liquibase update-sql > changes.sql` writes its SQL.',
    'db/master.xml was passed over: it includes db/none.xml, which is not here.',
  ]);
});

test('YAML: raw SQL with its lines', () => {
  const found = laid({
    'db/changelog.yaml': `databaseChangeLog:
  # first
  - changeSet:
      id: 1
      author: ann
      runInTransaction: false
      changes:
        - sql:
            sql: |
              CREATE INDEX CONCURRENTLY i
                ON users (id);
        - sqlFile:
            path: more.sql
            relativeToChangelogFile: true
      rollback:
        - sql:
            sql: DROP INDEX i;
  - changeSet:
      id: two
      author: ann
      changes:
      - sql: "ALTER TABLE users ADD b text DEFAULT 'it''s';"
      - addColumn:
          tableName: users
          columns:
            - column:
                name: x
                type: int
  - include:
      file: db/last.sql
`,
    'db/more.sql': 'SELECT 1;',
    'db/last.sql': '--liquibase formatted sql\n--changeset ann:9\nSELECT 9;\n',
  });
  expect(found.files.map(({ path, name, line, transaction }) => [path, name, line, transaction])).toEqual([
    ['db/changelog.yaml', 'ann:1', 10, 'statement'],
    ['db/more.sql', 'ann:1', 1, 'statement'],
    ['db/last.sql', 'ann:9', 3, 'file'],
  ]);
  expect(found.files[0]).toMatchObject({
    up: 'CREATE INDEX CONCURRENTLY i\n  ON users (id);',
    down: { text: 'DROP INDEX i;', line: 17 },
  });
  expect(found.unread).toEqual([expect.stringContaining('ann:two (line 19) uses addColumn')]);
});

test('what cannot be read is told with the remedy', () => {
  for (const [path, text] of [
    ['a.xml', '<databaseChangeLog><changeSet></databaseChangeLog>'],
    ['a.yaml', 'databaseChangeLog:\n  - &x {}\n'],
    ['a.yaml', `databaseChangeLog:\n${'- '.repeat(20_000)}x\n`],
    ['a.json', '{ "databaseChangeLog": [] }'],
  ] as const) {
    expect(laid({ [path]: text })).toEqual({
      layout: 'liquibase',
      files: [],
      unread: [`${path} was passed over: it could not be read: \`liquibase update-sql > changes.sql\` writes its SQL.`],
    });
  }
});
