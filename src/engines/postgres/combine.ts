import type { CombineRequest } from '#contracts/engine.ts';
import { ProblemError } from '#contracts/problem-error.ts';
import type { CombinedQuery } from '#vocabulary/combined-query.ts';
import { perKeyForms } from './combine/per-key.ts';
import { readChild } from './combine/read-child.ts';
import { parentForms } from './combine/with-parent.ts';

/**
 * One statement that gives what a statement gave in many executions: `= any($1)`, GROUP BY or a sub-query per key where
 * the keys are at hand, and a join or JSON where the statement is known whose rows they came from. The text is made from
 * the parse tree; what differed between the executions becomes the parameter, what did not stays. Each form comes with
 * its specification: the executions put together.
 * Empty where the statement writes, locks rows or is volatile, or where its executions differ in more than values.
 */
export async function combine({ executions, parent, schema }: CombineRequest): Promise<readonly CombinedQuery[]> {
  const child = readable(() => readChild(executions, schema));
  if (child === undefined) return [];
  const together =
    parent === undefined || schema === undefined ? [] : readable(() => parentForms(child, parent, schema));
  return [...perKeyForms(child), ...(together ?? [])];
}

/** A text that is cut or does not parse. */
function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof ProblemError) return undefined;
    throw error;
  }
}
