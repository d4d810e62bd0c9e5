import type { QueryLoad } from '#vocabulary/query-load.ts';

/** What logged plans (auto_explain with ANALYZE) tell of compiling, over all their executions. */
export function jitShare(
  load: QueryLoad | undefined,
): { readonly share: number; readonly milliseconds: number; readonly plans: number } | undefined {
  const seen = (load?.statements ?? [])
    .flatMap(({ plans }) => plans)
    .flatMap(({ text, executions, milliseconds }) => {
      const compiling = jitMilliseconds(text);
      if (compiling === undefined || milliseconds === undefined) return [];
      return [{ compiling: compiling * executions, whole: Math.max(compiling, milliseconds.mean) * executions }];
    });
  if (seen.length === 0) return undefined;
  const compiling = seen.reduce((sum, one) => sum + one.compiling, 0);
  const whole = seen.reduce((sum, one) => sum + one.whole, 0);
  return whole === 0 ? undefined : { share: compiling / whole, milliseconds: compiling, plans: seen.length };
}

/**
 * "Timing: Generation 1.2 ms, Inlining …, Total 52.1 ms" or the JSON of it.
 * https://www.postgresql.org/docs/18/jit-decision.html
 */
function jitMilliseconds(plan: string): number | undefined {
  const [, total] =
    /\bJIT:[\s\S]*?\bTotal (\d+(?:\.\d+)?) ms/.exec(plan) ?? /"JIT":[\s\S]*?"Total": (\d+(?:\.\d+)?)/.exec(plan) ?? [];
  return total === undefined ? undefined : Number(total);
}
