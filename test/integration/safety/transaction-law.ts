import { parse } from 'libpg-query';
import type { RecordedConnection, WireEvent } from './recording-proxy.ts';

type Tree = Readonly<Record<string, unknown>>;

/** What holds at one point of a connection. */
interface Limits {
  readonly statementMs: number;
  readonly lockMs: number;
}

interface Transaction {
  readonly isolation: string;
  limits: Limits;
  readonly savepoints: Limits[];
}

export interface Judged {
  /** Each breach of the law, with the statement. */
  readonly breaches: readonly string[];
  readonly statements: number;
  /** The isolation of each transaction: '' is the server's own. */
  readonly transactions: readonly string[];
}

/** Settings that may be set, only inside a transaction and only until its end. */
const settable =
  /^(statement_timeout|lock_timeout|idle_in_transaction_session_timeout|transaction_timeout|standard_conforming_strings|client_encoding|default_transaction_read_only|search_path|jit|datestyle|intervalstyle|bytea_output|extra_float_digits|quote_all_identifiers|plan_cache_mode|enable_seqscan|enable_indexscan|join_collapse_limit|max_parallel_workers_per_gather|temp_file_limit|work_mem|hash_mem_multiplier)$/;

/** What the server may say that it did. */
const done = /^(BEGIN|ROLLBACK|SAVEPOINT|RELEASE|SET|SHOW|EXPLAIN|PREPARE|DEALLOCATE|SELECT \d+)$/;

/**
 * The law of a connection: everything but its BEGIN lies in a transaction that is READ ONLY and has both timeouts;
 * nothing is committed; nothing is set that outlives it; only what reads is sent. `person` finds statements that
 * somebody gave: they come by the extended protocol.
 */
export async function judgeConnection(connection: RecordedConnection, person: RegExp): Promise<Judged> {
  const breaches: string[] = [];
  const transactions: string[] = [];
  let statements = 0;
  let open: Transaction | undefined;
  const breach = (what: string, text: string) =>
    breaches.push(`${what}: ${text.replace(/\s+/g, ' ').trim().slice(0, 160)}`);

  const judgeOne = (node: Tree, text: string) => {
    statements += 1;
    const [kind = '', body] = (Object.entries(node)[0] ?? []) as [string, Tree];
    const verb = kind === 'TransactionStmt' ? String(body['kind']) : kind;
    if (verb === 'TRANS_STMT_BEGIN') {
      if (open !== undefined) breach('a second BEGIN', text);
      const options = optionsOf(body['options']);
      if (options['transaction_read_only'] !== '1') breach('a transaction that is not READ ONLY', text);
      open = {
        isolation: options['transaction_isolation'] ?? '',
        limits: { statementMs: 0, lockMs: 0 },
        savepoints: [],
      };
      transactions.push(open.isolation);
      return;
    }
    if (verb === 'TRANS_STMT_ROLLBACK') {
      open = undefined;
      return;
    }
    if (open === undefined) return breach('outside of a transaction', text);
    if (verb === 'VariableSetStmt') return judgeSetting(open, body, text);
    if (verb === 'TRANS_STMT_SAVEPOINT') return void open.savepoints.push(open.limits);
    if (verb === 'TRANS_STMT_ROLLBACK_TO') {
      open.limits = open.savepoints.at(-1) ?? open.limits;
      return;
    }
    if (verb === 'TRANS_STMT_RELEASE') return void open.savepoints.pop();
    if (!(open.limits.statementMs > 0 && open.limits.lockMs > 0)) breach('without both timeouts', text);
    for (const why of moreThanReading(verb, body)) breach(why, text);
  };

  const judgeSetting = (transaction: Transaction, body: Tree, text: string) => {
    const name = String(body['name']).toLowerCase();
    if (body['is_local'] !== true) breach('a setting that outlives its transaction', text);
    if (!settable.test(name)) breach('an unknown setting', text);
    const value = Number(valuesBelow(body['args'], 'ival')[0] ?? 0);
    if (name === 'statement_timeout') transaction.limits = { ...transaction.limits, statementMs: value };
    if (name === 'lock_timeout') transaction.limits = { ...transaction.limits, lockMs: value };
  };

  for (const event of connection.events) {
    const parsed = await statementsOf(event);
    if (event.kind === 'other') breach('a message that is no query', event.type);
    if (event.kind === 'done' && !done.test(event.tag)) breach('the server did', event.tag);
    if (event.kind === 'ready' && (event.status === 'I') !== (open === undefined)) {
      breach('the server is not where the statements say', event.status);
    }
    if (parsed === undefined) continue;
    if (event.kind === 'simple' && person.test(event.text) && !isGenericPlan(parsed)) {
      breach("somebody's statement by the simple protocol", event.text);
    }
    for (const node of parsed) judgeOne(node, 'text' in event ? event.text : '');
  }
  return { breaches, statements, transactions };
}

/**
 * A plan for parameters without values is made by the simple protocol only: one statement, never run.
 * See src/engines/postgres/connect/explain-generic.ts.
 */
function isGenericPlan(nodes: readonly Tree[]): boolean {
  const [node, ...others] = nodes;
  const options = optionsOf(below(node, 'ExplainStmt')?.['options']);
  return others.length === 0 && 'generic_plan' in options && !('analyze' in options);
}

/** Whether a text that reaches the server with this in it could run it: all but EXPLAIN without ANALYZE can. */
export async function mayRun(event: WireEvent): Promise<boolean> {
  const nodes = await statementsOf(event);
  if (nodes === undefined) return false;
  return nodes.length !== 1 || moreThanPlanning(nodes[0]);
}

function moreThanPlanning(node: Tree | undefined): boolean {
  const explain = below(node, 'ExplainStmt');
  return explain === undefined || 'analyze' in optionsOf(explain['options']);
}

function moreThanReading(kind: string, body: Tree): readonly string[] {
  const settings = callsOf(body, 'set_config').filter(
    (call) => valuesBelow(call, 'boolval').at(-1) !== true || !settable.test(String(valuesBelow(call, 'sval')[0])),
  );
  const found = settings.map(() => 'set_config beyond the transaction');
  switch (kind) {
    case 'SelectStmt':
      if (valuesBelow(body, 'intoClause').length > 0) found.push('SELECT INTO');
      if (valuesBelow(body, 'lockingClause').length > 0) found.push('a lock on rows');
      return [
        ...found,
        ...valuesBelow(body, 'ctequery')
          .filter((query) => !('SelectStmt' in (query as object)))
          .map(() => 'a WITH that writes'),
      ];
    case 'ExplainStmt':
      // What is planned and not run may call set_config.
      return 'analyze' in optionsOf(body['options']) ? [...found, 'EXPLAIN ANALYZE'] : [];
    case 'PrepareStmt':
    case 'DeallocateStmt':
      return body['name'] === 'dbwright_generic' ? found : [...found, 'a prepared statement'];
    case 'VariableShowStmt':
      return found;
    default:
      return [...found, `a statement of the kind ${kind}`];
  }
}

async function statementsOf(event: WireEvent): Promise<readonly Tree[] | undefined> {
  if (event.kind !== 'simple' && event.kind !== 'extended') return undefined;
  const { stmts = [] } = (await parse(event.text)) as { stmts?: readonly { readonly stmt?: Tree }[] };
  return stmts.flatMap(({ stmt }) => (stmt === undefined ? [] : [stmt]));
}

function optionsOf(options: unknown): Readonly<Record<string, string>> {
  const list = Array.isArray(options) ? options : [];
  return Object.fromEntries(
    list.map((option) => {
      const definition = below(option, 'DefElem');
      const value = [...valuesBelow(definition, 'ival'), ...valuesBelow(definition, 'sval')][0];
      return [String(definition?.['defname']), String(value ?? '')];
    }),
  );
}

function below(node: unknown, key: string): Tree | undefined {
  return typeof node === 'object' && node !== null ? (Reflect.get(node, key) as Tree | undefined) : undefined;
}

/** Every value with this key, at any depth; a constant's is wrapped once more. */
function valuesBelow(node: unknown, key: string): readonly unknown[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, value]) => [
    ...(name === key
      ? [typeof value === 'object' && value !== null && key in value ? Reflect.get(value, key) : value]
      : []),
    ...valuesBelow(value, key),
  ]);
}

function callsOf(node: unknown, name: string): readonly unknown[] {
  return valuesBelow(node, 'FuncCall')
    .filter((call) => valuesBelow(below(call, 'funcname'), 'sval').at(-1) === name)
    .map((call) => below(call, 'args'));
}
