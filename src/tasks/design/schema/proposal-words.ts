import { countOf } from '#analysis/plan-words.ts';
import { problem } from '#contracts/problem-error.ts';
import type { Report } from '#vocabulary/report.ts';
import type { SchemaDesignDetails } from './design-details.ts';
import type { Proposal } from './propose-model.ts';

/** Problem `invalid`: with what was wrong last. */
export function nothingToDesign(proposal: Proposal | undefined) {
  if (proposal === undefined)
    return problem(
      'invalid',
      'There is nothing to design.',
      'Say what it is for, or name a model (--model) or a database (--url, --target).',
    );
  const last = proposal.rounds.at(-1)?.faults ?? [];
  return problem(
    'invalid',
    `${proposal.by} proposed no model that passes, in ${countOf(proposal.rounds.length, 'round')}. Of the last:\n${last.join('\n')}`,
    'Say more of what there is, or write the model: docs/model.md.',
  );
}

/** What design.md says of where it comes from. */
export function origin(request: string | undefined, subject: string, proposal: Proposal | undefined): string {
  if (request === undefined) return `From ${subject}.`;
  const from = `From the request: “${request.trim()}”`;
  if (proposal === undefined) return from;
  const { by, rounds, passed } = proposal;
  return passed === undefined
    ? `${from}\n\n${by} was asked and proposed nothing that passes: this is what the library made of it.`
    : `${from}\n\nProposed by ${by}, in ${countOf(rounds.length, 'round')}. Its reasons, questions and volumes are its own words; what stands under Proof was seen.`;
}

export function unpassed(proposal: Proposal | undefined): Report['unseen'] {
  if (proposal === undefined || proposal.passed !== undefined) return [];
  const [first = ''] = proposal.rounds.at(-1)?.faults ?? [];
  return [
    {
      what: `a model by ${proposal.by}`,
      why: `After ${countOf(proposal.rounds.length, 'round')} it does not pass: ${first}`,
      remedy: 'Take what the library made, and mend model.yaml.',
    },
  ];
}

export function proposalDetails(proposal: Proposal | undefined): Pick<SchemaDesignDetails, 'proposal'> {
  if (proposal === undefined) return {};
  const { by, rounds, tokens, passed } = proposal;
  return {
    proposal: {
      by,
      rounds: rounds.map(({ faults }) => ({ faults: [...faults] })),
      passed: passed !== undefined,
      ...(tokens === undefined ? {} : { tokens }),
    },
  };
}
