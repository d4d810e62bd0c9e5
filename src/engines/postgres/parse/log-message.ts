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

const steps = ['statement', 'execute', 'parse', 'bind'] as const;

/**
 * The messages of log_statement, log_duration, log_min_duration_statement and auto_explain; undefined for every other.
 * `duration: 0.4 ms  execute by_id: SELECT …`
 */
export function readMessage(message: string): StatementMessage | undefined {
  // With log_error_verbosity = verbose the SQLSTATE comes first. (Read character by character: a log has millions of these.)
  const from = message.charCodeAt(5) === 58 && /^[0-9A-Z]{5}: (?=duration|statement|execute)/.test(message) ? 7 : 0;
  if (!message.startsWith('duration: ', from)) return readStep(message, from, undefined);
  const end = message.indexOf(' ms', from + 10);
  if (end < 0 || end > from + 40) return undefined;
  const written = message.slice(from + 10, end);
  const milliseconds = Number(written);
  if (Number.isNaN(milliseconds) || written === '') return undefined;
  let at = end + 3;
  if (message.length === at) return { kind: 'duration', milliseconds };
  while (message.charCodeAt(at) === 32) at += 1;
  if (!message.startsWith('plan:', at)) return readStep(message, at, milliseconds);
  return { kind: 'plan', milliseconds, ...readPlan(message.slice(at + 5).replace(/^\n/, '')) };
}

/** `statement: …`, `execute fetch from name/portal: …`: a name has no line break. */
function readStep(message: string, from: number, milliseconds: number | undefined): StatementMessage | undefined {
  const kind = steps.find((step) => message.startsWith(step, from));
  if (kind === undefined) return undefined;
  const after = from + kind.length;
  const colon = message.indexOf(': ', after);
  if (colon < 0 || colon > from + 298) return undefined;
  if (kind === 'statement') {
    if (colon !== after) return undefined;
  } else {
    const line = message.indexOf('\n', after);
    if (message.charCodeAt(after) !== 32 || (line >= 0 && line < colon)) return undefined;
  }
  const text = message.slice(colon + 2);
  const fetches = kind === 'execute' && message.startsWith(' fetch from ', after);
  if (milliseconds === undefined) return fetches ? { kind, text, fetch: true } : { kind, text };
  return fetches ? { kind, milliseconds, text, fetch: true } : { kind, milliseconds, text };
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
