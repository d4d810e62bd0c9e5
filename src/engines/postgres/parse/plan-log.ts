/** A plan that auto_explain logged. https://www.postgresql.org/docs/18/auto-explain.html */
export interface LoggedPlan {
  readonly ms: number;
  /** The statement and the plan in any of the four formats, as the server wrote them. */
  readonly body: string;
  readonly query: string | undefined;
}

/**
 * Every plan of a server's log: stderr with any log_line_prefix, csvlog, jsonlog, syslog, and containers' logs around
 * them. Empty where nothing was logged by auto_explain.
 */
export function loggedPlans(text: string): readonly LoggedPlan[] {
  if (!text.includes('plan:')) return [];
  const log = fromContainer(text);
  return [...log.matchAll(/duration: ([\d.]{1,20}) ms {1,4}plan:/g)].flatMap((found) => {
    const body = bodyAfter(log, found.index, found.index + found[0].length);
    return body.trim() === '' ? [] : [{ ms: Number(found[1]), body, query: queryOf(body) }];
  });
}

/** Docker's JSON lines, docker compose's and syslog's prefix at every line. */
function fromContainer(text: string): string {
  if (/(?:^|\n)\{"log":"/.test(text)) {
    return text
      .split('\n')
      .map((line) => {
        const [, quoted] = /^\{"log":("(?:[^"\\]|\\.)*")/.exec(line) ?? [];
        return quoted === undefined ? line : unescaped(quoted).replace(/\n$/, '');
      })
      .join('\n');
  }
  if (/\[\d+-\d+\] #011/.test(text)) {
    return text
      .split('\n')
      .map((line) => line.replace(/^[^#]{0,300}?\[\d{1,9}-\d{1,9}\] ?/, '').replaceAll('#011', '\t'))
      .join('\n');
  }
  const [, service] =
    /(?:^|\n)([\w.-]{1,60} {0,20}\| )[^\n]{0,300}duration: [\d.]{1,20} ms {1,4}plan:/.exec(text) ?? [];
  return service === undefined ? text : text.replaceAll(`\n${service}`, '\n').replace(service, '');
}

function bodyAfter(log: string, from: number, start: number): string {
  const before = log.charAt(from - 1);
  if (before === '"') return quotedBody(log, from, start);
  const lineEnd = log.indexOf('\n', start);
  if (lineEnd < 0) return '';
  const first = log.charAt(lineEnd + 1);
  const isIndented = first === '\t' || first === ' ';
  // The next line of the log: at the left edge where plans are indented, else one with a severity or a time of its own.
  const next = isIndented
    ? /\n(?=[^\s])/g
    : /\n(?=[^\n]{0,200}?\b(?:LOG|ERROR|WARNING|NOTICE|FATAL|STATEMENT|DETAIL|HINT|CONTEXT): {1,2}\S|duration: )/g;
  next.lastIndex = lineEnd + 1;
  const end = next.exec(log)?.index ?? log.length;
  return log.slice(lineEnd + 1, end).replace(isIndented ? /(^|\n)\t/g : /(?!)/g, '$1');
}

/** A field of csvlog doubles its quotes; one of jsonlog escapes them. */
function quotedBody(log: string, from: number, start: number): string {
  const isJson = log.slice(Math.max(0, from - 20), from).includes('":');
  const quote = isJson ? /[^\\"]*(?:\\.[^\\"]*)*/y : /[^"]*(?:""[^"]*)*/y;
  quote.lastIndex = start;
  const inside = quote.exec(log)?.[0] ?? '';
  return isJson ? unescaped(`"${inside}"`) : inside.replaceAll('""', '"');
}

function unescaped(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted.slice(1, -1);
  }
}

function queryOf(body: string): string | undefined {
  const start = body.slice(0, 200_000);
  const [, json] =
    /"Query Text": ("(?:[^"\\]|\\.)*")/.exec(start) ?? /^\s*Query Text: ("(?:[^"\\]|\\.)*")\s*$/m.exec(start) ?? [];
  if (json !== undefined) return unescaped(json);
  const [, xml] = /<Query-Text>([^<]*)<\/Query-Text>/.exec(start) ?? [];
  if (xml !== undefined) {
    return xml.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  }
  const at = start.indexOf('Query Text: ');
  if (at < 0) return undefined;
  const end = /\n(?:Query Parameters: |[^\n]{1,2000}\((?:cost=|actual ))/.exec(start.slice(at));
  return start.slice(at + 'Query Text: '.length, end === null ? undefined : at + end.index);
}

/** The logged plan of this very statement, else of the same with other values; undefined where none is. */
export function planOf(plans: readonly LoggedPlan[], query: string): LoggedPlan | undefined {
  const asked = [folded(query), withoutValues(query)] as const;
  return (
    plans.find((plan) => plan.query !== undefined && folded(plan.query) === asked[0]) ??
    plans.find((plan) => plan.query !== undefined && withoutValues(plan.query) === asked[1])
  );
}

function folded(sql: string): string {
  return sql
    .replace(/\s+/g, ' ')
    .replace(/[;\s]+$/, '')
    .trim()
    .toLowerCase();
}

function withoutValues(sql: string): string {
  return folded(sql)
    .replace(/'(?:[^']|'')*'/g, '?')
    .replace(/\$\d+|\b\d+(?:\.\d+)?\b/g, '?');
}
