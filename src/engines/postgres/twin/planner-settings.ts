import type { Settings } from '#vocabulary/settings.ts';
import { serverMessage, type TwinConnection } from './connection.ts';

/**
 * Settings that change what the planner does, or how it reads a literal.
 * https://www.postgresql.org/docs/18/runtime-config-query.html
 */
const plannerSettings = new Set(
  `work_mem hash_mem_multiplier effective_cache_size random_page_cost seq_page_cost cpu_tuple_cost cpu_index_tuple_cost
  cpu_operator_cost parallel_setup_cost parallel_tuple_cost parallel_leader_participation min_parallel_table_scan_size
  min_parallel_index_scan_size max_parallel_workers_per_gather max_parallel_workers from_collapse_limit
  join_collapse_limit geqo geqo_threshold geqo_effort geqo_pool_size geqo_generations geqo_selection_bias geqo_seed
  default_statistics_target constraint_exclusion cursor_tuple_fraction recursive_worktable_factor plan_cache_mode jit
  jit_above_cost jit_inline_above_cost jit_optimize_above_cost TimeZone DateStyle IntervalStyle
  default_text_search_config transform_null_equals standard_conforming_strings`.split(/\s+/),
);

export function isPlannerSetting(name: string): boolean {
  return plannerSettings.has(name) || name.startsWith('enable_');
}

/** Gives the session the planner settings of the source; returns what could not be set, one sentence each. */
export async function applyPlannerSettings(connection: TwinConnection, settings: Settings): Promise<readonly string[]> {
  const wanted = Object.entries(settings).filter(([name]) => isPlannerSetting(name));
  const notes: string[] = [];
  for (const [name, { value }] of wanted) {
    await connection.query('SELECT set_config($1, $2, false)', [name, value]).catch((error: unknown) => {
      notes.push(`The setting ${name} = ${value} is not applied in the twin: ${serverMessage(error)}.`);
    });
  }
  return notes;
}
