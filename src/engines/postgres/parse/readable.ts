import { loadModule, parseSync } from 'libpg-query';
import { problem } from '#contracts/problem-error.ts';

// The parser is WebAssembly that loads once.
await loadModule();

/** Longer than any statement that a person or a tool of ours writes; the parser's memory grows with it. */
const longestStatement = 1_000_000;

/**
 * Lets a statement pass that only reads, by PostgreSQL's own parser: exactly one SELECT, VALUES, TABLE, SHOW, or an
 * EXPLAIN that does not run what it explains. Fails closed: what is not known to read is refused.
 * Functions called by name are looked at too, but a view may hide one: the read-only transaction that is always rolled
 * back, the limits and the rights of the role stand behind this check.
 * Errors: invalid (does not parse), denied.
 */
export function checkReadable(text: string): void {
  if (text.length > longestStatement) throw refused(`it is longer than ${longestStatement} characters`);
  const statements = parse(text);
  const [statement] = statements;
  if (statement === undefined || statements.length > 1) {
    throw refused(`there are ${statements.length} statements where one is expected`);
  }
  const [kind, body] = onlyEntry(statement);
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

function parse(text: string): readonly unknown[] {
  try {
    return (parseSync(text).stmts ?? []).map((entry) => entry.stmt);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw problem('invalid', `The statement does not parse: ${message}.`, 'Check the SQL near that place.', cause);
  }
}

/** A SELECT that runs: nothing below it may write, lock rows, or call a function known to reach outside. */
function checkSelect(body: unknown): void {
  walk(body, (kind, node) => {
    if (kind.endsWith('Stmt') && kind !== 'SelectStmt') throw refused(`it holds ${spoken(kind)}`);
    if (kind === 'intoClause') throw refused('SELECT INTO creates a table');
    if (kind === 'lockingClause') throw refused('FOR UPDATE and FOR SHARE lock rows');
    if (kind === 'FuncCall') checkFunction(functionName(node));
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

function checkFunction(name: string): void {
  if (reachingOut.some((family) => family.test(name))) throw refused(`the function ${name} does more than read`);
}

function functionName(call: unknown): string {
  const last = listOf(call, 'funcname').at(-1);
  return String(property(onlyEntry(last)[1], 'sval') ?? '');
}

/** Calls `visit` with each key of the tree and what stands below it. */
function walk(node: unknown, visit: (key: string, value: unknown) => void): void {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    if (!Array.isArray(node)) visit(key, value);
    walk(value, visit);
  }
}

/** Nodes of the tree are written `{ SelectStmt: {…} }`. */
function onlyEntry(node: unknown): readonly [kind: string, body: unknown] {
  const entry = typeof node === 'object' && node !== null ? Object.entries(node)[0] : undefined;
  return entry ?? ['nothing', {}];
}

function property(node: unknown, key: string): unknown {
  return typeof node === 'object' && node !== null ? Reflect.get(node, key) : undefined;
}

function listOf(node: unknown, key: string): readonly unknown[] {
  const value = property(node, key);
  return Array.isArray(value) ? value : [];
}

/** "CreateTableAsStmt" -> "CREATE TABLE AS". */
function spoken(kind: string): string {
  return kind
    .replace(/Stmt$/, '')
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toUpperCase();
}

function refused(why: string) {
  return problem(
    'denied',
    `This statement was not run: ${why}.`,
    'Only SELECT, VALUES, TABLE, SHOW and EXPLAIN without ANALYZE are run on a database that is looked at.',
  );
}
