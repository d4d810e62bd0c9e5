import { shortenModel } from '#analysis/logical-model/shorten-model.ts';
import { countOf } from '#analysis/plan-words.ts';
import type { ChatAnswer, ChatModel, ChatTurn } from '#contracts/chat-model.ts';
import type { Context } from '#contracts/context.ts';
import type { Designs } from '#contracts/instrument.ts';
import { ProblemError } from '#contracts/problem-error.ts';
import type { DesignProof } from '#vocabulary/design-proof.ts';
import type { LogicalModel } from '#vocabulary/logical-model.ts';
import { type Judged, judgeModel, strangeParts } from './judge-model.ts';
import { firstQuestion, nextQuestion, proposalSystem, yamlOf } from './proposal-prompt.ts';

/** How often it may answer. */
const mostRounds = 4;
/** Faults that it is told at once. */
const mostFaults = 20;
const longestFault = 400;

export interface ProposalRequest {
  readonly request: string;
  /** What the library understood, or a model that the user gave. */
  readonly draft: LogicalModel | undefined;
  readonly notUnderstood: readonly string[];
  readonly dialect: string;
  readonly isTried: boolean;
}

export interface Proposal {
  readonly by: string;
  /** What was wrong with each answer; of the one that passed, nothing. */
  readonly rounds: readonly { readonly faults: readonly string[] }[];
  readonly tokens?: { readonly input: number; readonly output: number };
  /** The one that passed. */
  readonly passed?: { readonly model: LogicalModel; readonly proof: DesignProof | undefined };
}

/**
 * A language model proposes the logical model; the checks that judge every model judge it, and it gets what is wrong
 * until it passes or has had its rounds. Errors: those of the model's provider.
 */
export async function proposeModel(
  { request, draft, notUnderstood, dialect, isTried }: ProposalRequest,
  { chat, designs }: { readonly chat: ChatModel; readonly designs: Designs },
  { signal, progress }: Context,
): Promise<Proposal> {
  const written = draft === undefined ? undefined : designs.write(shortenModel(draft));
  const turns: ChatTurn[] = [{ role: 'user', text: firstQuestion(request, written, notUnderstood) }];
  const rounds: { readonly faults: readonly string[] }[] = [];
  const tokens = { input: 0, output: 0, isKnown: false };
  while (rounds.length < mostRounds) {
    const about = `asking ${chat.by}${rounds.length === 0 ? '' : `, round ${rounds.length + 1}`}`;
    progress({ message: about });
    const heard = (characters: number) => progress({ message: `${about}: ${countOf(characters, 'character')}` });
    const answer = await chat.ask({ system: proposalSystem, turns }, { signal, heard });
    if (answer.tokens !== undefined) {
      tokens.input += answer.tokens.input;
      tokens.output += answer.tokens.output;
      tokens.isKnown = true;
    }
    const { model, judged, faults } = await heed(answer, { draft, dialect, isTried, designs });
    rounds.push({ faults });
    if (model !== undefined && faults.length === 0) {
      return { ...told(chat, rounds, tokens), passed: { model, proof: judged?.proof } };
    }
    turns.push({ role: 'assistant', text: answer.text }, { role: 'user', text: nextQuestion(faults) });
  }
  return told(chat, rounds, tokens);
}

function told(
  { by }: ChatModel,
  rounds: Proposal['rounds'],
  { isKnown, ...tokens }: { readonly input: number; readonly output: number; readonly isKnown: boolean },
): Omit<Proposal, 'passed'> {
  return { by, rounds, ...(isKnown ? { tokens } : {}) };
}

async function heed(
  { text, isWhole }: ChatAnswer,
  {
    draft,
    dialect,
    isTried,
    designs,
  }: Omit<ProposalRequest, 'request' | 'notUnderstood'> & { readonly designs: Designs },
): Promise<{ readonly model?: LogicalModel; readonly judged?: Judged; readonly faults: readonly string[] }> {
  if (!isWhole) return { faults: ['The answer was cut off at its longest length: make it shorter.'] };
  try {
    const model = designs.read(yamlOf(text), 'the answer');
    if (Object.keys(model.entities).length === 0) return { faults: ['It has no entities.'] };
    const strange = strangeParts(model, draft);
    if (strange.length > 0) return { faults: strange };
    const judged = await judgeModel(model, dialect, designs, isTried);
    return { model, judged, faults: judged.faults.slice(0, mostFaults).map((fault) => fault.slice(0, longestFault)) };
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.code !== 'invalid') throw error;
    const { message, hint } = error.problem;
    return { faults: [...message.split('\n'), ...(hint === undefined ? [] : [hint])].slice(0, mostFaults) };
  }
}
