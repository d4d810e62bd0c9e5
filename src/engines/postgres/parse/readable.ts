import { problem } from '#contracts/problem-error.ts';
import { parseOne } from '#engines/postgres/guard/parse.ts';
import { listOf, onlyEntry, property, spoken, stringsOf, walk } from '#engines/postgres/guard/tree.ts';

/**
 * Lets a statement of this engine's own pass that only reads, by PostgreSQL's parser: exactly one SELECT, VALUES,
 * TABLE, SHOW, or an EXPLAIN that does not run what it explains. A guard against our own slips, not against others:
 * what a person or a model wrote goes through the guard (`ask`), which looks into the catalog too.
 * Errors: invalid (does not parse), denied.
 */
export function checkReadable(text: string): void {
  const [kind, body] = onlyEntry(parseOne(text));
  switch (kind) {
    case 'VariableShowStmt':
      return;
    case 'SelectStmt':
      checkSelect(body);
      return;
    case 'ExplainStmt':
      checkExplain(body);
      return;
    default:
      throw refused(`${spoken(kind)} is no reading statement`);
  }
}

/** A SELECT that runs: nothing below it may write, lock rows, or call a function known to reach outside. */
function checkSelect(body: unknown): void {
  walk(body, (kind, node) => {
    if (kind.endsWith('Stmt') && kind !== 'SelectStmt') throw refused(`it holds ${spoken(kind)}`);
    if (kind === 'intoClause') throw refused('SELECT INTO creates a table');
    if (kind === 'lockingClause') throw refused('FOR UPDATE and FOR SHARE lock rows');
    if (kind === 'FuncCall') checkFunction(functionOf(node));
    return undefined;
  });
}

const explained = new Set(['SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt']);

/** EXPLAIN plans and does not run, unless it says ANALYZE, whatever value that is given. */
function checkExplain(body: unknown): void {
  for (const option of listOf(body, 'options')) {
    const name = String(property(onlyEntry(option)[1], 'defname'));
    if (name.toLowerCase() === 'analyze') throw refused('EXPLAIN ANALYZE runs the statement');
  }
  const [kind, query] = onlyEntry(property(body, 'query'));
  if (!explained.has(kind)) throw refused(`EXPLAIN of ${spoken(kind)} is not let through`);
  walk(query, (inner) => {
    if (inner === 'intoClause' && kind === 'SelectStmt') throw refused('SELECT INTO creates a table');
    return undefined;
  });
}

/**
 * Functions whose work a ROLLBACK does not take back, that run SQL given as text, or that loosen the limits.
 * https://www.postgresql.org/docs/18/functions-admin.html
 */
const reachingOut = [
  /^set_config$/,
  /^(lo_|loread$|lowrite$)/,
  /^pg_(try_)?advisory_/,
  /^dblink/,
  /^(query|cursor|table|schema|database)_to_xml/,
  /^(ts_stat|ts_rewrite)$/,
  /^pg_(terminate_backend|cancel_backend|reload_conf|rotate_logfile|promote|notify|log_|switch_|create_|drop_)/,
  /^pg_(backup_|start_backup|stop_backup|copy_|logical_|replication_|sync_replication|wal_replay_|export_snapshot)/,
  /^pg_(stat_reset|stat_statements_reset|stat_force|read_(binary_)?file|file_|ls_|stat_file|import_|restore_|clear_)/,
  /^(pg_prewarm|pg_extension_config_dump|brin_summarize|brin_desummarize|gin_clean)/,
];

/**
 * Refuses a statement for a copy that calls, in its own words, a function whose work no ROLLBACK takes back. What a
 * function of the user's own calls in its body is not seen here.
 */
export function checkTakenBack(text: string): void {
  walk(parseOne(text), (kind, node) => {
    const name = kind === 'FuncCall' ? functionOf(node) : '';
    if (!isReachingOut(name)) return undefined;
    throw refused(`no ROLLBACK takes back what the function ${name} does`, 'Try it on the copy by hand.');
  });
}

function checkFunction(name: string): void {
  if (isReachingOut(name)) throw refused(`the function ${name} does more than read`);
}

function isReachingOut(name: string): boolean {
  return reachingOut.some((family) => family.test(name));
}

function functionOf(call: unknown): string {
  return stringsOf(listOf(call, 'funcname')).at(-1) ?? '';
}

const onlyReading =
  'Only SELECT, VALUES, TABLE, SHOW and EXPLAIN without ANALYZE are run on a database that is looked at.';

function refused(why: string, hint = onlyReading) {
  return problem('denied', `This statement was not run: ${why}.`, hint);
}
