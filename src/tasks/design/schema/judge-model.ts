import type { Designs } from '#contracts/instrument.ts';
import { judge } from '#rules/judge.ts';
import { reviewRules } from '#tasks/design/review/rule-classes.ts';
import type { DesignProof } from '#vocabulary/design-proof.ts';
import type { LogicalModel } from '#vocabulary/logical-model.ts';
import type { PhysicalDesign } from '#vocabulary/physical-design.ts';

export interface Judged {
  readonly design: PhysicalDesign;
  readonly proof: DesignProof | undefined;
  /** One sentence each, for whoever proposed it; none: it passes. */
  readonly faults: readonly string[];
}

/**
 * What is wrong with a model that reads well: its schema is made and reviewed, its scenarios tried, its reads planned.
 * `isTried`: false leaves the server out.
 */
export async function judgeModel(
  model: LogicalModel,
  dialect: string,
  designs: Designs,
  isTried: boolean,
): Promise<Judged> {
  const design = designs.spell(model, dialect);
  const proof = isTried ? await designs.prove(model, design) : undefined;
  return {
    design,
    proof,
    faults: [...tooFewScenarios(model), ...ofReview(design), ...(proof === undefined ? [] : ofProof(proof))],
  };
}

/** A rule that nobody tries to break has not been seen to hold. */
function tooFewScenarios({ invariants, scenarios }: LogicalModel): readonly string[] {
  const refused = scenarios.filter(({ refuse, race }) => refuse !== undefined || race !== undefined).length;
  const accepted = scenarios.filter(({ accept }) => accept !== undefined).length;
  return [
    ...(refused < Math.max(1, invariants.length)
      ? [`There are ${invariants.length} rules and ${refused} scenarios that must be refused: each rule needs one.`]
      : []),
    ...(accepted < Math.max(1, refused / 2)
      ? [
          `There are ${refused} scenarios that must be refused and ${accepted} that must be accepted: take half as many.`,
        ]
      : []),
  ];
}

/** What a proposal brings of its own, nobody else has written: statements of any kind are not taken from it. */
export function strangeParts(model: LogicalModel, draft: LogicalModel | undefined): readonly string[] {
  const known = new Set(nativeOf(draft));
  return [
    ...nativeOf(model).flatMap((text) =>
      known.has(text) ? [] : [`native statements are not taken from a proposal: ${text}`],
    ),
    ...(model.imported === undefined || draft?.imported !== undefined ? [] : ['imported is written by imports alone.']),
  ];
}

function nativeOf(model: LogicalModel | undefined): readonly string[] {
  if (model === undefined) return [];
  const ofRules = model.invariants.flatMap((rule) =>
    rule.kind === 'native' ? Object.values(rule.dialects).flat() : [],
  );
  return [...Object.values(model.native).flat(), ...ofRules];
}

function ofReview({ schema }: PhysicalDesign): readonly string[] {
  return judge(reviewRules, { schema }).findings.flatMap(({ severity, at, message, advice }) =>
    severity === 'info' ? [] : [`${at}: ${message}${advice === undefined ? '' : ` ${advice}`}`],
  );
}

function ofProof({ failed, fixture, scenarios, access, roundTrip }: DesignProof): readonly string[] {
  return [
    ...(failed === undefined ? [] : [`The server refused ${failed.of}: ${failed.message}`]),
    ...fixture.map(({ statement, message }) => `The fixture's ${statement} was refused: ${message}`),
    ...scenarios.flatMap(({ says, kept, why }) =>
      kept === false || (kept === 'unknown' && why.startsWith('What comes before it'))
        ? [`The scenario “${says}” goes another way: ${why}`]
        : [],
    ),
    ...access.flatMap(({ name, scans, failed: fault }) =>
      fault === undefined && scans.length === 0
        ? []
        : [`The reading “${name}” ${fault === undefined ? `reads all of ${scans.join(', ')}` : `fails: ${fault}`}.`],
    ),
    ...[...(roundTrip?.left ?? []), ...(roundTrip?.differs ?? [])].map(
      (line) => `Unmade and made again it differs: ${line}`,
    ),
  ];
}
