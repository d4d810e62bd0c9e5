/**
 * The lock that setting storage parameters takes: the weaker one, unless one of them changes what queries do.
 * https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-STORAGE-PARAMETER
 */
export function optionLock(names: readonly string[]): string {
  return names.every((name) => light.test(name)) ? 'ShareUpdateExclusiveLock' : 'AccessExclusiveLock';
}

const light =
  /^(?:fillfactor|toast_tuple_target|parallel_workers|vacuum_\w+|autovacuum_\w+|log_autovacuum_min_duration|n_distinct\w*|deduplicate_items|fastupdate|gin_pending_list_limit|pages_per_range|autosummarize|buffering|seq_page_cost|random_page_cost|effective_io_concurrency|maintenance_io_concurrency)$/;
