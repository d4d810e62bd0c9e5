import type { Context } from '#contracts/context.ts';
import type { Row, Session } from '#contracts/session.ts';
import { Access, type AccessGrade, type Power } from '#vocabulary/access.ts';
import { powersOf } from './access/powers.ts';
import { accessQueries } from './access/queries.ts';
import { readerRole } from './access/reader-role.ts';
import { postgresSession } from './connect/session.ts';

const order: readonly AccessGrade[] = ['reader', 'writer', 'owner', 'administrator'];

/** The rights of the login beyond reading, by the catalog's own answers (has_table_privilege and the like). */
export async function access(session: Session, context: Context): Promise<Access> {
  context.progress({ message: 'Reading the rights of the login' });
  const names = Object.keys(accessQueries(session.server.major));
  const results = await postgresSession(session).readTogether(Object.values(accessQueries(session.server.major)));
  const rows: Readonly<Record<string, readonly Row[]>> = Object.fromEntries(
    names.map((name, at) => [name, results[at]?.rows ?? []]),
  );
  const powers = powersOf(rows, session.server);
  const schemas = (rows['schemas'] ?? []).map((row) => String(row['name']));
  return Access.parse({
    role: session.server.role,
    grade: gradeOf(powers),
    powers,
    reader: readerRole(session.server, schemas),
    unread: names
      .filter((_, at) => results[at]?.truncated)
      .map((name) => `The list of ${name} is longer than the limit and was cut off.`),
  });
}

function gradeOf(powers: readonly Power[]): AccessGrade {
  return powers.reduce<AccessGrade>(
    (worst, { grade }) => (order.indexOf(grade) > order.indexOf(worst) ? grade : worst),
    'reader',
  );
}
