import type { StatementFile } from '#contracts/instrument.ts';
import { splitScript } from '#engines/postgres/parse/script.ts';
import { readMigrations } from '#engines/postgres/read-migrations.ts';
import { rehearsal } from '#engines/postgres/twin/rehearse.ts';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { MigrationText } from '#vocabulary/migration.ts';
import { Statistics } from '#vocabulary/statistics.ts';
import { quiet } from './quiet-context.ts';
import { printTable, timed } from './table.ts';

const count = 1000;

/** A thousand files of migrations that begin with nothing: read, and run in a twin. */
export async function benchMigrationFiles(): Promise<void> {
  const texts = Array.from({ length: count }, (_, at) => migration(at));
  const files = texts.map(
    ({ path, up }): StatementFile => ({
      path,
      statements: splitScript(up).map(({ text }) => text),
      transaction: 'file',
    }),
  );
  const statements = files.reduce((sum, file) => sum + file.statements.length, 0);
  const schema = DatabaseSchema.parse({ engine: 'postgres', searchPath: ['public'], tables: [] });

  const before = process.cpuUsage();
  const read = await timed(async () => readMigrations({ files: texts, schema, major: 18 }));
  const used = process.cpuUsage(before);
  const rows = [['read', seconds(read.ms), seconds((used.user + used.system) / 1000), '', '']];
  for (const kind of ['native', 'pglite'] as const) {
    const made = await timed(() =>
      rehearsal({ schema, statistics: Statistics.parse({ origin: 'stated', relations: [] }), settings: {} }, quiet, {
        kind,
      }),
    );
    try {
      const run = await timed(() => made.value.rehearse.files(files));
      const failed = run.value.filter(({ completed }) => !completed).length;
      rows.push([kind, seconds(run.ms), '', seconds(made.ms), String(failed)]);
    } finally {
      await made.value.close();
    }
  }
  printTable(
    `${count} files of migrations, ${statements} statements`,
    ['', 'all files', 'CPU', 'server', 'failed'],
    rows,
  );
}

/** Every fifth makes a table that refers to the one before; the others change it. */
function migration(at: number): MigrationText {
  const group = Math.floor(at / 5);
  const table = `table_${group}`;
  const parent = group === 0 ? '' : `, parent_id bigint REFERENCES table_${group - 1}`;
  const bodies = [
    `CREATE TABLE ${table} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL${parent},
       made timestamptz NOT NULL DEFAULT now());
     CREATE INDEX ${table}_name ON ${table} (name);
     COMMENT ON TABLE ${table} IS 'of group ${group}';`,
    `ALTER TABLE ${table} ADD COLUMN status varchar(20) DEFAULT 'open', ADD COLUMN total numeric(10, 2);
     INSERT INTO ${table} (name, total) VALUES ('first', 1), ('second', 2);
     CREATE INDEX ${table}_status ON ${table} (status) WHERE status <> 'done';`,
    `UPDATE ${table} SET total = 0 WHERE total IS NULL;
     ALTER TABLE ${table} ALTER COLUMN total SET NOT NULL;
     ALTER TABLE ${table} ADD CONSTRAINT ${table}_total CHECK (total >= 0) NOT VALID;
     ALTER TABLE ${table} VALIDATE CONSTRAINT ${table}_total;`,
    `CREATE FUNCTION touch_${group}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.made := now(); RETURN NEW; END $$;
     CREATE TRIGGER touch BEFORE UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION touch_${group}();
     DO $$ BEGIN ALTER TABLE ${table} ADD COLUMN extra jsonb; END $$;`,
    `ALTER TABLE ${table} ALTER COLUMN status TYPE text;
     DROP INDEX ${table}_status;
     ALTER TABLE ${table} RENAME COLUMN extra TO details;`,
  ];
  const name = `${String(at + 1).padStart(4, '0')}_step`;
  return {
    path: `${name}.sql`,
    version: name.slice(0, 4),
    name,
    up: bodies[at % 5] ?? '',
    line: 1,
    transaction: 'file',
  };
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
