import type { DesignProof } from '#vocabulary/design-proof.ts';
import type { PhysicalDesign } from '#vocabulary/physical-design.ts';
import type { TrialSession } from './try-scenarios.ts';

type Statements = PhysicalDesign['statements'];

/** Carries the statements out; the first that failed. */
export async function make(session: TrialSession, statements: Statements): Promise<DesignProof['failed']> {
  for (const { of, text } of statements) {
    const failure = await session.attempt(text);
    if (failure !== undefined) return { of, statement: text, message: failure.message };
  }
  return undefined;
}

/** Down and up again: what is left, what differs. `print` tells all that is there, a line each. */
export async function roundTrip(
  session: TrialSession,
  statements: Statements,
  print: () => Promise<readonly string[]>,
): Promise<NonNullable<DesignProof['roundTrip']>> {
  const first = await print();
  const undone = statements.toReversed().flatMap(({ of, undo }) => (undo === undefined ? [] : [{ of, text: undo }]));
  const failed = await make(session, undone);
  if (failed !== undefined) return { left: [`${failed.statement}: ${failed.message}`], differs: [] };
  const left = await print();
  const again = await make(session, statements);
  if (again !== undefined) return { left: [...left], differs: [`${again.of}: ${again.message}`] };
  const second = await print();
  const [before, after] = [new Set(first), new Set(second)];
  return {
    left: [...left],
    differs: [...first.filter((line) => !after.has(line)), ...second.filter((line) => !before.has(line))],
  };
}
