import { ProblemError, problem } from '#contracts/problem-error.ts';
import type { Plan } from '#vocabulary/plan.ts';
import type { GatherRequest, Reading } from './gather.ts';
import { readSource } from './read-source.ts';

/** The two plans that `--diff` names. Errors say which file. */
export async function readPlans({ engine, sources }: GatherRequest): Promise<Reading<'plans'>> {
  if (sources.diff === undefined) return { absent: 'There are no two plans to compare.', remedy: 'Give --diff.' };
  const parse = engine.parse?.plan;
  if (parse === undefined) return { absent: `${engine.traits.name} plans cannot be read from files yet.` };
  const read = async (file: string, which: string): Promise<Plan> => {
    const text = await readSource(file, `the output of EXPLAIN, of the plan ${which}`);
    return parse(text).catch((error: unknown) => {
      if (!(error instanceof ProblemError)) throw error;
      throw problem(error.problem.code, `${file}: ${error.message}`, error.problem.hint, error);
    });
  };
  const [before, after] = sources.diff;
  // One after the other: one of them may be standard input.
  const first = await read(before, 'before');
  return { value: { before: first, after: await read(after, 'after') } };
}
