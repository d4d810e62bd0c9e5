import type { DesignProof } from '#vocabulary/design-proof.ts';
import type { PhysicalDesign } from '#vocabulary/physical-design.ts';
import type { TrialSession } from './try-scenarios.ts';

/** Calls each function and procedure over the fixture's rows, and takes back what it did. Nothing where there are none. */
export async function callRoutines(
  { attempt }: TrialSession,
  routines: PhysicalDesign['routines'],
): Promise<Pick<DesignProof, 'routines'>> {
  if (routines === undefined) return {};
  const called: NonNullable<DesignProof['routines']> = [];
  for (const { name, call } of routines) {
    await attempt('BEGIN');
    const failed = await attempt(call);
    await attempt('ROLLBACK');
    called.push({ name, ...(failed === undefined ? {} : { failed: failed.message }) });
  }
  return { routines: called };
}
