import { slips } from '#engines/sql/parse/slips.ts';
import { type LooseToken, looseTokens } from './tokens.ts';

/** One small change to a broken text; cheap ones are likelier. */
export interface Repair {
  readonly text: string;
  readonly cost: number;
  readonly why?: string;
  /** It changes the whole text, so where the next error is says nothing about it. */
  readonly global?: boolean;
}

const keywords =
  `select distinct from where group by having order limit offset join inner left right full outer cross natural on
using and or not in is null between like ilike exists case when then else end as asc desc nulls first last union all
intersect except insert into values update set delete returning with recursive conflict do nothing count
interval true false cast over partition filter within lateral fetch rows only any some similar to for window merge matched
default coalesce primary key table create`
    .trim()
    .split(/\s+/);

/** Words that people forget, and what they stand before. */
const insertions = 'is from by and on into set join values then end as where in ( ='.split(' ');

/** Changes at the place where the parser stopped and at the few words before it. */
export function localRepairs(text: string, position: number): readonly Repair[] {
  const tokens = looseTokens(text).filter((token) => token.kind !== 'comment');
  const found = tokens.findIndex((token) => token.end > position);
  const at = found < 0 ? tokens.length : found;
  return [
    ...openQuotes(text, tokens),
    ...misspeltWords(text, tokens, at),
    ...commas(text, tokens, at),
    ...parentheses(text, tokens, at),
    ...needlessTokens(text, tokens, at),
    ...missingWords(text, tokens, at),
    ...reservedNames(text, tokens, at),
  ];
}

function replace(text: string, from: LooseToken, other: string, to: LooseToken = from): string {
  return text.slice(0, from.start) + other + text.slice(to.end);
}

function openQuotes(text: string, tokens: readonly LooseToken[]): readonly Repair[] {
  const open = tokens.find((token) => token.open);
  // An apostrophe inside a word ends its string too early: 'O'Brien'.
  const apostrophes = [...text.matchAll(/(?<=[\p{L}])'(?=[\p{L}])/gu)].map((match) => ({
    text: `${text.slice(0, match.index)}''${text.slice(match.index + 1)}`,
    cost: 0.7,
    why: "An apostrophe in a string is doubled: 'it''s'.",
  }));
  if (!open || open.kind === 'comment') return apostrophes;
  const quote = open.text.startsWith('"')
    ? '"'
    : open.text.startsWith("'")
      ? "'"
      : (/^\$\w*\$/.exec(open.text)?.[0] ?? "'");
  const body = open.text.slice(quote.length);
  const ends = [...body.matchAll(/(?=[\s,;)])|$/g)].map((match) => match.index).filter((end) => end > 0);
  const next = /(?=\s+(?:AND|OR|ORDER|GROUP|LIMIT|FROM|WHERE|RETURNING|HAVING|AS)\b|\s*[,;)]|\s*$)/i.exec(body)?.index;
  return [
    ...apostrophes,
    ...[...new Set([...(next ? [next] : []), ...ends])].slice(0, 12).map((end, index) => ({
      text: `${text.slice(0, open.start)}${quote}${body.slice(0, end)}${quote}${body.slice(end)}`,
      cost: 0.8 + index * 0.05,
    })),
    // The quote that opens may be the one that was meant to close.
    { text: `${text.slice(0, open.start).replace(/(?=[^\s,(=]+$)/, quote)}${text.slice(open.start)}`, cost: 0.75 },
    // Or it is one too many.
    { text: text.slice(0, open.start) + text.slice(open.start + quote.length), cost: 1.3 },
  ];
}

function misspeltWords(text: string, tokens: readonly LooseToken[], at: number): readonly Repair[] {
  const repairs: Repair[] = [];
  for (let index = Math.max(0, at - 4); index <= Math.min(at, tokens.length - 1); index++) {
    const token = tokens[index];
    if (token?.kind !== 'word') continue;
    const written = token.text.toLowerCase();
    const far = (at - index) * 0.02;
    for (const keyword of keywords) {
      if (Math.abs(written.length - keyword.length) > 2) continue;
      const edits = slips(written, keyword);
      if (edits === 0 || edits > (keyword.length > 3 ? 2 : 1) || keyword.length < 2) continue;
      // A letter left out or swapped is likelier than another one hit, and a real keyword is rarely misspelt.
      const unlikely = (keyword.length === written.length ? 0.05 : 0) + (keywords.includes(written) ? 0.5 : 0);
      const cost = 0.3 + 0.3 * edits + far + unlikely;
      repairs.push({ text: replace(text, token, likeCase(keyword, token.text)), cost });
    }
    for (const [first, second] of glued(written)) {
      repairs.push({ text: replace(text, token, likeCase(`${first} ${second}`, token.text)), cost: 0.7 + far });
    }
    const next = tokens[index + 1];
    if (next?.kind === 'word' && keywords.includes(written + next.text.toLowerCase())) {
      repairs.push({ text: replace(text, token, token.text + next.text, next), cost: 0.8 });
    }
  }
  return repairs;
}

/** ORDERBY, LEFTJOIN, fromusers: one word where two were meant. */
function glued(word: string): readonly (readonly [string, string])[] {
  return keywords.flatMap((keyword) => {
    const rest = word.slice(keyword.length);
    return keyword.length > 3 &&
      word.startsWith(keyword) &&
      rest.length > 1 &&
      (keywords.includes(rest) || keyword === 'select')
      ? [[keyword, rest] as const]
      : [];
  });
}

function likeCase(keyword: string, written: string): string {
  return written === written.toLowerCase() ? keyword : keyword.toUpperCase();
}

function commas(text: string, tokens: readonly LooseToken[], at: number): readonly Repair[] {
  const repairs: Repair[] = [];
  for (const index of [at, at - 1]) {
    const token = tokens[index];
    if (token?.text === ',') repairs.push({ text: replace(text, token, ''), cost: 0.7 });
    const before = tokens[index - 1];
    if (token && before && before.text !== ',' && before.text !== '*') {
      repairs.push({ text: `${text.slice(0, before.end)}, ${text.slice(token.start)}`, cost: index === at ? 1 : 1.2 });
    }
  }
  // Three names in a row are a list that lost all its commas.
  let first = at;
  while (first > 0 && isName(tokens[first - 1])) first--;
  let last = at;
  while (isName(tokens[last + 1])) last++;
  const run = isName(tokens[at]) ? tokens.slice(first, last + 1) : [];
  const [start, end] = [run[0], run.at(-1)];
  if (run.length > 2 && start && end) {
    repairs.push({ text: replace(text, start, run.map((token) => token.text).join(', '), end), cost: 0.9 });
  }
  return repairs;
}

function isName(token: LooseToken | undefined): boolean {
  return token?.kind === 'quoted' || (token?.kind === 'word' && !keywords.includes(token.text.toLowerCase()));
}

function parentheses(text: string, tokens: readonly LooseToken[], at: number): readonly Repair[] {
  const opened = tokens.filter((token) => token.text === '(').length;
  const closed = tokens.filter((token) => token.text === ')').length;
  if (opened <= closed) return [];
  const places = [tokens[at - 1]?.end ?? text.length, tokens[at]?.end, tokens[at - 2]?.end];
  const end = text.length - (/\s*;?\s*$/.exec(text)?.[0].length ?? 0);
  return [...new Set([...places.flatMap((place) => place ?? []), end])].map((place, index) => ({
    text: `${text.slice(0, place)}${')'.repeat(place === end ? opened - closed : 1)}${text.slice(place)}`,
    cost: 0.8 + index * 0.1,
  }));
}

function needlessTokens(text: string, tokens: readonly LooseToken[], at: number): readonly Repair[] {
  return [at, at - 1].flatMap((index) => {
    const token = tokens[index];
    if (!token) return [];
    const twice = tokens[index - 1]?.text.toLowerCase() === token.text.toLowerCase();
    const without = `${text.slice(0, token.start).trimEnd()} ${text.slice(token.end).trimStart()}`.trim();
    const cheap = token.text === ')' ? 0.9 : /^(?:and|or)$/i.test(token.text) ? 1 : 1.6;
    return [{ text: without, cost: twice ? 0.6 : cheap }];
  });
}

function missingWords(text: string, tokens: readonly LooseToken[], at: number): readonly Repair[] {
  const upper = /\b[A-Z]{4,}\b/.test(text);
  return [at, at - 1].flatMap((index) => {
    const before = tokens[index - 1];
    const token = tokens[index];
    if (index < 0 || (!token && !before)) return [];
    const place = token?.start ?? text.trimEnd().length;
    return insertions.map((word, rank) => {
      const written = upper ? word.toUpperCase() : word;
      const spaced = `${text.slice(0, place).trimEnd()} ${written} ${text.slice(place)}`.trim();
      return { text: spaced, cost: (index === at ? 1.2 : 1.3) + rank * 0.01 };
    });
  });
}

/** A column or table called order, user or desc needs quotes. */
function reservedNames(text: string, tokens: readonly LooseToken[], at: number): readonly Repair[] {
  return [at, at - 1].flatMap((index) => {
    const token = tokens[index];
    if (token?.kind !== 'word') return [];
    const why = `${token.text} is a reserved word; as a name it needs double quotes.`;
    const clause = /^(?:from|where|select|having|limit|union|join|on|group)$/i.test(token.text);
    const expected = !clause && /^(?:,|\.|from|join|into|update)$/i.test(tokens[index - 1]?.text ?? '');
    return [{ text: replace(text, token, `"${token.text.toLowerCase()}"`), cost: expected ? 0.65 : 1.15, why }];
  });
}
