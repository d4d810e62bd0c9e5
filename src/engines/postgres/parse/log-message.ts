import type { LoggedStatementKind } from '#vocabulary/logged-statement.ts';

/** What a message of the server says about a statement. */
export type StatementMessage =
  | { readonly kind: 'duration'; readonly milliseconds: number }
  | {
      readonly kind: LoggedStatementKind;
      readonly milliseconds?: number;
      readonly text: string;
      readonly fetch?: true;
      readonly plan?: string;
      /** auto_explain's own, from 16 on. */
      readonly parameters?: string;
    };

const duration = /^duration: (\d+(?:\.\d+)?) ms/;
const step = /^(statement|parse|bind|execute(?: fetch from)?)(?: ([^\n]*?))?: /;

/**
 * The messages of log_statement, log_duration, log_min_duration_statement and auto_explain; undefined for every other.
 * `duration: 0.4 ms  execute by_id: SELECT …`
 */
export function readMessage(message: string): StatementMessage | undefined {
  // With log_error_verbosity = verbose the SQLSTATE comes first.
  const from = /^[0-9A-Z]{5}: (?=duration|statement|execute)/.test(message) ? 7 : 0;
  const first = message.charCodeAt(from);
  if (first !== 100 && first !== 115 && first !== 101) return undefined;
  const start = message.slice(from, from + 200);
  const timed = duration.exec(start);
  if (timed === null) return readStep(message.slice(from), undefined);
  const milliseconds = Number(timed[1]);
  const at = from + timed[0].length;
  if (message.length === at) return { kind: 'duration', milliseconds };
  const rest = message.slice(at).trimStart();
  if (rest.startsWith('plan:')) return { kind: 'plan', milliseconds, ...readPlan(rest.slice(5).replace(/^\n/, '')) };
  return readStep(rest, milliseconds);
}

function readStep(message: string, milliseconds: number | undefined): StatementMessage | undefined {
  const found = step.exec(message.slice(0, 300));
  if (found === null) return undefined;
  const [all, word = '', name] = found;
  if ((word === 'statement') !== (name === undefined)) return undefined;
  const kind = word === 'statement' || word === 'parse' || word === 'bind' ? word : 'execute';
  return {
    kind,
    ...(milliseconds === undefined ? {} : { milliseconds }),
    text: message.slice(all.length),
    ...(word === 'execute fetch from' ? { fetch: true } : {}),
  };
}

/** auto_explain: the query's text is part of what it writes, in the format of the plan. */
function readPlan(plan: string): { readonly plan: string; readonly text: string; readonly parameters?: string } {
  const json = /"Query Text": ("(?:[^"\\]|\\[\s\S])*")/.exec(plan);
  if (plan.startsWith('{') || plan.startsWith('[')) {
    const parameters = unquoted(/"Query Parameters": ("(?:[^"\\]|\\[\s\S])*")/.exec(plan)?.[1]);
    return { plan, text: unquoted(json?.[1]) ?? '', ...(parameters === undefined ? {} : { parameters }) };
  }
  if (plan.startsWith('<')) {
    const xml = /<Query-Text>([\s\S]*?)<\/Query-Text>/.exec(plan)?.[1] ?? '';
    return {
      plan,
      text: xml.replace(/&(lt|gt|quot|amp|#x0?[dD]);/g, (_, name: string) => xmlCharacters[name] ?? '\r'),
    };
  }
  const yaml = /^Query Text: ("(?:[^"\\]|\\[\s\S])*")\n(?=Query Parameters|Query Identifier|Settings|Plan:)/.exec(plan);
  if (yaml !== null) return { plan, text: unquoted(yaml[1]) ?? '' };
  if (!plan.startsWith('Query Text: ')) return { plan, text: '' };
  const lines = plan.slice('Query Text: '.length).split('\n');
  const node = lines.findIndex((line) => /\S {1,2}\((?:cost=\d|actual )/.test(line));
  const values = lines.findIndex((line, at) => line.startsWith('Query Parameters: ') && (node < 0 || at < node));
  const ends = [values, node].filter((at) => at >= 0);
  const parameters = values < 0 ? undefined : lines.slice(values, node < 0 ? undefined : node).join('\n');
  return {
    plan,
    text: lines.slice(0, ends.length === 0 ? undefined : Math.min(...ends)).join('\n'),
    ...(parameters === undefined ? {} : { parameters: parameters.slice('Query Parameters: '.length) }),
  };
}

const xmlCharacters: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&' };

function unquoted(json: string | undefined): string | undefined {
  if (json === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
