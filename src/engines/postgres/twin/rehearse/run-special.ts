import { sqlState } from '#engines/postgres/connect/errors.ts';
import { quoteIdentifier } from '#engines/postgres/quote.ts';
import { cutOff } from '#engines/postgres/twin/cut-off.ts';
import { failureOf } from './failure-of.ts';
import type { UnitStatement } from './script-units.ts';
import type { Stage } from './stage.ts';

export interface SpecialRun {
  readonly milliseconds: number;
  readonly error: unknown;
  readonly unknown: readonly string[];
}

/** Statements that a twin cannot run as they stand: undefined where it is none. */
export async function runSpecial(stage: Stage, { text, kind }: UnitStatement): Promise<SpecialRun | undefined> {
  const passed = (sentence: string): SpecialRun => ({ milliseconds: 0, error: undefined, unknown: [sentence] });
  if (kind === 'copy') return passed('The rows behind COPY … FROM stdin are not loaded in the twin.');
  if (kind === 'isolation') return passed('The twin does not change the isolation of its transactions.');
  if (kind === 'role' && stage.openOther !== undefined) {
    for (const name of rolesMade(text)) await makeRole(stage, name);
    return passed('Roles and their rights are made up in the twin.');
  }
  return kind === 'extension' ? makeExtension(stage, text) : undefined;
}

/** Names of the roles that a text makes. */
export function rolesMade(text: string): readonly string[] {
  const made = /\bCREATE\s+(?:ROLE|USER|GROUP)\s+(?!MAPPING\b)(?:"((?:[^"]|"")+)"|([a-z_][\w$]*))/gi;
  return [...text.matchAll(made)].map(([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain.toLowerCase());
}

/** Of roles a twin needs the names only. */
export async function makeRole({ observer }: Pick<Stage, 'observer'>, name: string): Promise<void> {
  await observer.query(`CREATE ROLE ${quoteIdentifier(name)} NOLOGIN`).catch((error: unknown) => {
    if (sqlState(error) !== '42710') throw error;
  });
}

/**
 * Only a superuser makes most of them, and what reaches out of the server is cut off at once. undefined: it needs what the
 * transaction of the runner holds, who has to try it himself.
 */
async function makeExtension({ observer, openOther, discover }: Stage, text: string): Promise<SpecialRun | undefined> {
  const began = performance.now();
  if (openOther !== undefined) await observer.query("SET lock_timeout = '3s'; SET statement_timeout = '30s'");
  const error = await failureOf(observer.query(text, []));
  if (error === undefined) await cutOff(observer);
  if (openOther !== undefined) {
    await observer.query('RESET lock_timeout; RESET statement_timeout');
    if (needsRunner.has(sqlState(error) ?? '')) return undefined;
    await discover();
  }
  const unknown =
    error === undefined
      ? 'The twin made the extension as superuser, in a session of its own.'
      : 'The twin could not make the extension: what needs it is not known.';
  return { milliseconds: performance.now() - began, error, unknown: [unknown] };
}

/** invalid_schema_name, lock_not_available. */
const needsRunner: ReadonlySet<string> = new Set(['3F000', '55P03']);
