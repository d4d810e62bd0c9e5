import { shortSql } from '#analysis/short-sql.ts';
import type { CommandTools } from '#contracts/command.ts';
import type { Combine, Compare } from '#contracts/instrument.ts';
import { ProblemError } from '#contracts/problem-error.ts';
import type { CombinedQuery } from '#vocabulary/combined-query.ts';
import type { FormNote } from './n-plus-one-report.ts';
import type { Repetition } from './repetition.ts';

type Tools = Pick<CommandTools<'combine' | 'compare'>, 'context'> & {
  readonly combine: Combine | undefined;
  readonly compare: Compare | undefined;
};

/** The one statement in each form that there is, compared with the executions put together. */
export async function tryForms(
  repetition: Pick<Repetition, 'kind' | 'executions' | 'parents' | 'normalized'>,
  tools: Tools,
): Promise<readonly FormNote[]> {
  const { combine, context } = tools;
  const { executions, parents, kind, normalized } = repetition;
  if (combine === undefined || kind === 'write') return [];
  let forms = await combine.combine({ executions });
  for (const parent of parents) {
    const together = await combine.combine({ executions, parent });
    if (together.length <= forms.length) continue;
    forms = together;
    break;
  }
  const notes: FormNote[] = [];
  for (const form of forms) {
    context.signal.throwIfAborted();
    context.progress({ message: `comparing the one statement for ${shortSql(normalized, 40)}` });
    notes.push(await tried(form, tools));
  }
  return notes;
}

async function tried(form: CombinedQuery, { compare, context }: Tools): Promise<FormNote> {
  const { specification, compared, ...query } = form;
  if (form.text === specification) {
    return { query, verdict: 'not-compared', why: 'It is the executions themselves, put into one statement.' };
  }
  if (compare === undefined) {
    return { query, verdict: 'not-compared', why: 'No schema is at hand to compare the rows in.' };
  }
  try {
    const comparison = await compare.compare({
      before: { text: specification, parameters: {} },
      after: { text: compared ?? form.text, ordered: false, compared: 'rows' },
    });
    const { verdict, notes, databases } = comparison;
    const why = {
      same: `The same rows as the executions on ${databases} made-up databases${compared === undefined ? '' : ', their order in each array aside'}.`,
      differs: 'There is a database on which it gives other rows.',
      unknown: notes[0] ?? 'The rows could not be compared.',
    };
    return { query, verdict, why: why[verdict], comparison };
  } catch (error) {
    if (context.signal.aborted || !(error instanceof ProblemError)) throw error;
    return { query, verdict: 'unknown', why: error.message };
  }
}

const preferred: readonly CombinedQuery['form'][] = ['any', 'group', 'json', 'join', 'lateral'];
const rank: Readonly<Record<FormNote['verdict'], number>> = { same: 0, 'not-compared': 1, unknown: 2, differs: 3 };

/** The one to recommend: compared before only derived; none that was refuted or left open. */
export function bestForm(forms: readonly FormNote[]): FormNote | undefined {
  return forms
    .filter(({ verdict }) => verdict === 'same' || verdict === 'not-compared')
    .toSorted(
      (one, other) =>
        rank[one.verdict] - rank[other.verdict] ||
        preferred.indexOf(one.query.form) - preferred.indexOf(other.query.form),
    )[0];
}
