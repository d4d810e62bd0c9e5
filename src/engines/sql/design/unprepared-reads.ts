import type { LogicalModel } from '#vocabulary/logical-model.ts';

/** Summaries are materialized views, which not every dialect has. */
export function unpreparedReads(
  { summaries }: LogicalModel,
  name: string,
): readonly { readonly what: string; readonly why: string }[] {
  return summaries.map((summary) => ({
    what: `${summary.name} is not prepared. ${summary.serves}`,
    why: `${name} has no materialized views: make it a table that a job fills ${summary.refresh}. Its query stands in model.yaml, as PostgreSQL has it.`,
  }));
}
