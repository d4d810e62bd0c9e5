import { quoteLiteral } from '#engines/mysql/quote.ts';
import { serverFault, type TwinConnection } from '#engines/mysql/twin/connection.ts';
import type { DesignProof } from '#vocabulary/design-proof.ts';
import type { LogicalModel } from '#vocabulary/logical-model.ts';
import type { PhysicalDesign } from '#vocabulary/physical-design.ts';
import type { Volumes } from '#vocabulary/volumes.ts';

/** Rows from which reading a table whole is a fault of the design. */
const largeTable = 10_000;

/** A text, a day, and to a number 2026. */
const someValue = "'2026-01-01'";

interface PlanRequest {
  readonly access: PhysicalDesign['access'];
  readonly model: LogicalModel;
  readonly volumes: Volumes;
}

/**
 * Plans every access pattern over empty tables whose statistics say what the volumes say, which `root` writes.
 * https://mariadb.com/kb/en/mysqlinnodb_table_stats/
 */
export async function planAccess(
  connection: TwinConnection,
  root: TwinConnection,
  { access, model, volumes }: PlanRequest,
): Promise<Pick<DesignProof, 'access' | 'notes'>> {
  await believe(root, volumes);
  const planned: DesignProof['access'] = [];
  const notes: string[] = [];
  for (const { name, sql } of access) {
    try {
      const rows = await connection.query(`EXPLAIN ${sql.replace(/\?|\$\d+/g, someValue)}`);
      planned.push({ name, ...readPlan(rows, volumes) });
    } catch (error) {
      const { message } = serverFault(error);
      const isTheirs = model.access.some((pattern) => pattern.name === name && pattern.sql !== undefined);
      if (isTheirs) notes.push(`“${name}” is written for PostgreSQL, and was not planned: ${message}`);
      else planned.push({ name, indexes: [], scans: [], failed: message });
    }
  }
  return { access: planned, notes };
}

async function believe(connection: TwinConnection, volumes: Volumes): Promise<void> {
  const known = await connection.query(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = database() AND table_type = 'BASE TABLE'`,
  );
  for (const { name } of known) {
    const rows = Math.round(volumes.tables[String(name)]?.rows ?? 0);
    const table = quoteLiteral(String(name));
    await connection.query(
      `UPDATE mysql.innodb_table_stats SET n_rows = ${rows}, clustered_index_size = ${Math.ceil(rows / 100) + 1} WHERE database_name = database() AND table_name = ${table}`,
    );
    await connection.query(
      `UPDATE mysql.innodb_index_stats SET stat_value = ${Math.max(1, Math.round(rows / 10))} WHERE database_name = database() AND table_name = ${table} AND stat_name LIKE 'n\\_diff%'`,
    );
    await connection.query(`FLUSH TABLE \`${String(name)}\``);
  }
}

function readPlan(
  rows: readonly Readonly<Record<string, unknown>>[],
  volumes: Volumes,
): Pick<DesignProof['access'][number], 'indexes' | 'scans'> {
  const keys = rows.flatMap(({ key }) => (typeof key === 'string' ? [key] : []));
  const scans = rows.flatMap(({ type, table }) =>
    type === 'ALL' && typeof table === 'string' && (volumes.tables[table]?.rows ?? 0) >= largeTable ? [table] : [],
  );
  return { indexes: [...new Set(keys)], scans };
}
