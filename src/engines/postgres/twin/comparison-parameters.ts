import { serverMessage, type TextConnection } from './connection.ts';

const name = 'dbwright_compared';

/**
 * Types of $1, $2 … as the server takes them, `text` where none of the statements says. The first statement must be one
 * that the server can plan; of the others only what can be read is.
 */
export async function parametersOf(
  connection: TextConnection,
  texts: readonly string[],
): Promise<{ readonly types: readonly string[] } | { readonly error: string }> {
  const types: string[] = [];
  for (const [at, text] of texts.entries()) {
    try {
      // By a protocol that takes one statement only.
      await connection.table(`PREPARE ${name} AS ${text}`, []);
    } catch (error) {
      if (at === 0) return { error: serverMessage(error) };
      continue;
    }
    const { rows } = await connection.table(
      `SELECT type::text FROM pg_prepared_statements, unnest(parameter_types::oid[]) WITH ORDINALITY AS each (oid, place),
       LATERAL (SELECT format_type(oid, NULL)) AS named (type) WHERE name = $1 ORDER BY place`,
      [name],
    );
    await connection.command(`DEALLOCATE ${name}`);
    for (const [place, [type]] of rows.entries()) types[place] ??= type ?? 'text';
  }
  return { types: Array.from(types, (type) => type ?? 'text') };
}
