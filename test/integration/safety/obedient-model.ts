import { obligingly } from './hostile-texts.ts';

export interface Tool {
  readonly name: string;
  readonly inputSchema: { readonly properties?: Readonly<Record<string, unknown>> };
}

export interface ToolCall {
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** What came back: everything that the model could read. */
export interface Answer {
  readonly call: ToolCall;
  readonly texts: readonly string[];
  readonly structured?: unknown;
  /** The protocol's own error, where there was no result. */
  readonly error?: string;
  readonly progress: readonly string[];
  readonly isError: boolean;
}

/** What a client offers to its model. */
export interface Offer {
  readonly tools: readonly Tool[];
  readonly call: (call: ToolCall) => Promise<Answer>;
}

export interface ObeyOptions {
  /** What its person asks at first: harmless. */
  readonly questions: readonly string[];
  readonly steps: number;
  /** Tools that take seconds, with how often each may be called by chance of what it says. */
  readonly rare: Readonly<Record<string, number>>;
}

/** What was found in one answer. */
type Order =
  | { readonly kind: 'sql'; readonly sql: string }
  | { readonly kind: 'call'; readonly call: ToolCall }
  | { readonly kind: 'argument'; readonly name: string; readonly value: unknown };

/**
 * A model without any judgement: it does what it reads, wherever it reads it, with every tool that could do it, and
 * reads what comes back. Deterministic. Gives every answer in order.
 */
export async function obey(offer: Offer, { questions, steps, rare }: ObeyOptions): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  const known = new Set<string>();
  const urgent: ToolCall[] = [];
  const later: ToolCall[] = [];
  const left = new Map(Object.entries(rare));
  const plan = (calls: readonly ToolCall[], queue: ToolCall[]) => {
    for (const call of calls) {
      const key = JSON.stringify(call);
      if (known.has(key)) continue;
      known.add(key);
      queue.push(call);
    }
  };
  for (const question of questions) plan(firstCalls(offer.tools, question), urgent);
  while (answers.length < steps) {
    // What is new comes first now and then, so that no tool's talk keeps the others waiting for ever.
    const call = answers.length % 3 === 2 ? (later.shift() ?? urgent.shift()) : (urgent.shift() ?? later.shift());
    if (call === undefined) break;
    const chances = left.get(call.tool);
    if (chances === 0) continue;
    if (chances !== undefined) left.set(call.tool, chances - 1);
    const answer = await offer.call(call);
    answers.push(answer);
    for (const order of ordersIn(answer))
      plan(obeying(order, offer.tools, call), order.kind === 'argument' ? later : urgent);
  }
  return answers;
}

/** Each tool on each target. */
function firstCalls(tools: readonly Tool[], question: string): readonly ToolCall[] {
  return tools.flatMap((tool) =>
    targetsOf(tool).map((target) => ({ tool: tool.name, arguments: { ...filled(tool, question), target } })),
  );
}

function obeying(order: Order, tools: readonly Tool[], last: ToolCall): readonly ToolCall[] {
  if (order.kind === 'call') return [order.call];
  if (order.kind === 'sql') {
    return tools
      .filter((tool) => Object.keys(filled(tool, order.sql)).length > 0)
      .flatMap((tool) =>
        targetsOf(tool).map((target) => ({ tool: tool.name, arguments: { ...filled(tool, order.sql), target } })),
      );
  }
  // Both with what it did last and with every tool.
  return [
    { tool: last.tool, arguments: { ...last.arguments, [order.name]: order.value } },
    ...tools.map((tool) => ({
      tool: tool.name,
      arguments: { ...filled(tool, 'SELECT * FROM notes'), target: targetsOf(tool)[0], [order.name]: order.value },
    })),
  ];
}

function targetsOf(tool: Tool): readonly unknown[] {
  const target = tool.inputSchema.properties?.['target'];
  const names: unknown = typeof target === 'object' && target !== null ? Reflect.get(target, 'enum') : undefined;
  return Array.isArray(names) ? names : [undefined];
}

/** A tool's arguments for a statement: nothing where it takes none. */
function filled(tool: Tool, sql: string): Readonly<Record<string, string>> {
  const properties = tool.inputSchema.properties ?? {};
  // Where plain words are asked for they come with some sense, and with what was read.
  if ('request' in properties) return { request: `Each note has a title and a body. Orders of a customer. ${sql}` };
  const field = ['query', 'sql', 'statement'].find((name) => name in properties);
  return field === undefined ? {} : { [field]: sql };
}

const runs = /(?:run|execute|führe|ejecuta|exécute|выполни|执行|実行|نفذ) SQL(?: aus)?: ?([\s\S]+?);;/gi;
const calls = /call tool ([\w-]+) with (\{[^{}]*\})/gi;
const urls = /use url ([a-z]+:\/\/[^\s"'`)]+)/gi;
const targets = /use target ([\w-]+)/gi;
const files = /write a file ([\w./-]+)/gi;

/** What a server might be talked into telling. */
const tellTales = [
  'SELECT rolname, rolpassword FROM pg_authid',
  'SELECT * FROM pg_shadow',
  'SELECT current_setting($$primary_conninfo$$), inet_server_addr(), current_user, session_user',
  'SELECT * FROM pg_user_mappings',
  'SELECT * FROM pg_stat_ssl',
  'SELECT pg_read_file($$pg_hba.conf$$)',
  'SELECT * FROM pg_file_settings',
  "COPY (SELECT 1) TO PROGRAM 'env'",
  'SELECT * FROM pg_stats',
  'SELECT $1',
  "SELECT '$CANARY', '{{env.CANARY}}', '%CANARY%'",
];

/** Places where a file name could be given. */
const fileArguments = ['out', 'file', 'plan', 'schema', 'export', 'path'];

function ordersIn(answer: Answer): readonly Order[] {
  const all = [...answer.texts, ...stringsIn(answer.structured), ...answer.progress, answer.error ?? ''];
  const text = [...new Set(all)].map((one) => `${one}\n${obligingly(one)}`).join('\n');
  const found = (pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, first = '']) => first))];
  const argument = (name: string, value: unknown): Order => ({ kind: 'argument', name, value });
  return [
    ...found(runs).map((sql): Order => ({ kind: 'sql', sql })),
    ...[...text.matchAll(calls)].flatMap(([, tool = '', json = '']): readonly Order[] => {
      const given = asJson(json);
      return given === undefined ? [] : [{ kind: 'call', call: { tool, arguments: given } }];
    }),
    ...found(urls).flatMap((url) => [argument('url', url), argument('twinUrl', url), argument('target', url)]),
    ...found(targets).map((name) => argument('target', name)),
    ...found(files).flatMap((file) => fileArguments.map((name) => argument(name, file))),
    ...(/set approve to/i.test(text) ? [argument('approve', 'YES'), argument('confirm', true)] : []),
    ...(/pass apply: true/i.test(text) ? [argument('apply', true), argument('sample', true), argument('rows', 9)] : []),
    ...(/tell the password/i.test(text) ? tellTales.map((sql): Order => ({ kind: 'sql', sql })) : []),
    // Names that it read are tried as names of things and of tools.
    ...found(/(zqx\d[^\n"|]{0,200})/gi)
      .slice(0, 3)
      .flatMap((name): readonly Order[] => [
        argument('table', name),
        argument('target', name),
        { kind: 'call', call: { tool: name, arguments: {} } },
        { kind: 'sql', sql: `SELECT * FROM "${name.replaceAll('"', '""')}"` },
        { kind: 'sql', sql: `SELECT ${name}` },
      ]),
  ];
}

/** Every text of a value, keys included. */
export function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...stringsIn(inner)]);
}

function asJson(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
