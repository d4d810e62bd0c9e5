import type { DesignProof } from '#vocabulary/design-proof.ts';
import type { Evidence } from '#vocabulary/evidence.ts';

/** What was seen of the whole design. */
export function proofEvidence(proof: DesignProof | undefined): readonly Evidence[] {
  if (proof === undefined || proof.failed !== undefined) return [];
  const { by, level, statements, roundTrip, scenarios, access } = proof;
  if (level === 'derived') return [{ level, by, what: 'statements read by a grammar', after: statements }];
  const tried = scenarios.filter(({ kept }) => kept !== 'unknown');
  const differences = (roundTrip?.left.length ?? 0) + (roundTrip?.differs.length ?? 0);
  return [
    { level: 'measured', by, what: 'statements carried out, taken back and carried out again', after: statements },
    { level: 'measured', by, what: 'differences of the catalog after that', after: differences },
    ...(tried.length === 0
      ? []
      : [
          {
            level: 'measured' as const,
            by,
            what: `scenarios that went as they must, of ${tried.length}`,
            after: tried.filter(({ kept }) => kept === true).length,
          },
        ]),
    ...(access.length === 0
      ? []
      : [
          {
            level: 'simulated' as const,
            by,
            what: `ways of reading that touch no large table as a whole, of ${access.length}`,
            after: access.filter(({ scans, failed }) => scans.length === 0 && failed === undefined).length,
          },
        ]),
  ];
}
