import type { TwinConnection } from '#engines/mysql/twin/connection.ts';

/** Everything that stands in the database, a text each: two catalogs are the same if these are. */
export async function catalogPrint(connection: TwinConnection): Promise<readonly string[]> {
  const tables = await connection.query(
    'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = database() ORDER BY 1',
  );
  const triggers = await connection.query(
    'SELECT trigger_name AS name, event_manipulation AS event, action_timing AS timing, event_object_table AS tab, action_statement AS body FROM information_schema.triggers WHERE trigger_schema = database() ORDER BY 1',
  );
  const routines = await connection.query(
    'SELECT routine_name AS name, routine_type AS kind, routine_comment AS says, routine_definition AS body FROM information_schema.routines WHERE routine_schema = database() ORDER BY 1',
  );
  const lines: string[] = [];
  for (const { name } of tables) {
    const [row] = await connection.query(`SHOW CREATE TABLE \`${String(name)}\``);
    lines.push(String(row?.['Create Table']));
  }
  return [
    ...lines,
    ...routines.map(({ name, kind, says, body }) => [kind, name, says, body].map(String).join(' ')),
    ...triggers.map(({ name, event, timing, tab, body }) => [name, timing, event, tab, body].map(String).join(' ')),
  ];
}
