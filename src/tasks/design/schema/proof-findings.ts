import { fingerprint } from '#rules/fingerprint.ts';
import type { DesignProof } from '#vocabulary/design-proof.ts';
import type { Finding } from '#vocabulary/finding.ts';

/** What the proof shows not to be as the model says: so that `--fail-on` can stop a pipeline. */
export function proofFindings(proof: DesignProof | undefined, model: string): readonly Finding[] {
  if (proof === undefined) return [];
  const { by, failed, scenarios, access, routines = [] } = proof;
  const finding = (
    rule: string,
    at: string,
    told: Pick<Finding, 'severity' | 'message' | 'why' | 'advice'>,
  ): Finding => ({
    rule,
    at,
    ...told,
    evidence: [{ level: proof.level === 'derived' ? 'derived' : 'measured', by, what: told.message }],
    changes: [],
    fingerprint: fingerprint(rule, [model, at]),
  });
  return [
    ...(failed === undefined
      ? []
      : [
          finding('design-refused', failed.of, {
            severity: 'critical',
            message: failed.message,
            why: 'The schema cannot be made as it stands: nothing else of it was tried.',
            advice: 'Mend the model at this place.',
          }),
        ]),
    ...scenarios.flatMap(({ says, why, kept }) =>
      kept === false
        ? [
            finding('scenario-not-kept', says, {
              severity: 'warning',
              message: why,
              why: 'The model says what the database must refuse or accept, and it does otherwise.',
              advice: 'Add the rule to the model, or mend the scenario.',
            }),
          ]
        : [],
    ),
    ...routines.flatMap(({ name, failed: fault }) =>
      fault === undefined
        ? []
        : [
            finding('routine-fails', name, {
              severity: 'warning',
              message: fault,
              why: 'It was made, but fails when it is called.',
              advice: 'Do not call it before it is mended.',
            }),
          ],
    ),
    ...access.flatMap(({ name, scans, failed: fault }) =>
      scans.length === 0 && fault === undefined
        ? []
        : [
            finding('reading-without-index', name, {
              severity: 'warning',
              message: fault ?? `It reads all of ${scans.join(', ')}.`,
              why: 'At the volumes of three years each call would read the whole table.',
              advice: 'Give the access pattern columns to search by, or a limit.',
            }),
          ],
    ),
  ];
}
