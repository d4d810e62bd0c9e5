import { sqlState } from '#engines/postgres/connect/errors.ts';
import { serverMessage, type TwinConnection } from './connection.ts';

/** A domain may have several conditions, and a table several domains. */
const mostConditions = 20;

/**
 * Runs an INSERT and gives the number of rows. A condition of a domain that the made-up values do not meet is taken off
 * in the twin, with a note, and the INSERT tried again: the planner does not use it.
 */
export async function insertWithoutDomainChecks(
  connection: TwinConnection,
  insert: string,
  notes: string[],
): Promise<number> {
  for (let attempt = 0; ; attempt++) {
    try {
      const [row] = await connection.query(
        `WITH made AS (${insert} RETURNING 1) SELECT count(*)::int8 AS rows FROM made`,
      );
      return Number(row?.['rows'] ?? 0);
    } catch (error) {
      const [domain, constraint] = [fieldOf(error, 'dataType'), fieldOf(error, 'constraint')];
      const isDomain = sqlState(error) === '23514' && domain !== undefined && constraint !== undefined;
      if (!isDomain || attempt >= mostConditions) throw error;
      const schema = fieldOf(error, 'schema') ?? 'public';
      await connection.query(`ALTER DOMAIN ${quoted(schema)}.${quoted(domain)} DROP CONSTRAINT ${quoted(constraint)}`);
      notes.push(
        `The twin's domain ${domain} has no condition ${constraint}: made-up values do not meet it (${serverMessage(error)}).`,
      );
    }
  }
}

function fieldOf(error: unknown, name: string): string | undefined {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
