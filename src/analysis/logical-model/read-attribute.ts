import { nearestName } from '#analysis/nearest-name.ts';
import { Attribute, DeleteRule, Domain, PersonalData, type Reference } from '#vocabulary/logical-attribute.ts';
import type { Reading } from './model-fault.ts';
import { closingParenthesis, splitList } from './short-form.ts';

type Draft = { -readonly [K in keyof Attribute]?: Attribute[K] };

/**
 * An attribute as people write it: a domain, its arguments, `?` where it may be absent, then words about it:
 * `email unique`, `state(draft, sent) = draft`, `money >= 0`, `decimal(12, 4)?`, `native(tstzrange)`, `name personal`.
 */
export function readAttribute(text: string): Reading<Attribute> {
  const head = /^\s*([a-z_]+)/.exec(text)?.[1];
  const domain = Domain.safeParse(head);
  if (!domain.success) return unknownDomain(head ?? text);
  const draft: Draft = { domain: domain.data, optional: false, unique: false };
  let rest = text.slice(text.indexOf(domain.data) + domain.data.length);
  if (rest.startsWith('(')) {
    const end = closingParenthesis(rest);
    if (end < 0) return fault(`"${text}" opens a parenthesis that it does not close.`);
    const wrong = takeArguments(draft, domain.data, rest.slice(1, end));
    if (wrong !== undefined) return fault(wrong);
    rest = rest.slice(end + 1);
  }
  if (rest.startsWith('?')) {
    draft.optional = true;
    rest = rest.slice(1);
  }
  rest = rest.trim();
  while (rest !== '') {
    const [word, wrong] = takeWord(draft, rest);
    if (word === undefined) return fault(wrong ?? `"${rest}" in "${text}" was not understood.`, words);
    rest = rest.slice(word.length).trim();
  }
  if ((draft.domain === 'state' || draft.domain === 'choice') && draft.values === undefined) {
    return fault(`A ${draft.domain} needs its values.`, `Write ${draft.domain}(first, second).`);
  }
  return { value: Attribute.parse(draft) };
}

const words = 'After the domain stand unique, >= 0, > 0, <= 10, < 10, = default, personal, personal(sensitive).';

function unknownDomain(head: string): Reading<Attribute> {
  const near = nearestName(head, Domain.options);
  return fault(
    `"${head}" is not a domain.`,
    `${near === undefined ? '' : `Did you mean ${near}? `}Domains: ${Domain.options.join(', ')}.`,
  );
}

function takeArguments(draft: Draft, domain: Domain, inside: string): string | undefined {
  const parts = splitList(inside);
  if (domain === 'native') {
    draft.type = inside.trim();
  } else if (domain === 'state' || domain === 'choice') {
    if (parts.length === 0) return `${domain}() names no values.`;
    draft.values = parts;
  } else {
    const numbers = parts.map(Number);
    if (numbers.some((one) => !Number.isInteger(one) || one < 0)) return `"${inside}" should be whole numbers.`;
    const [first, second] = numbers;
    if (exactNumbers.has(domain)) {
      draft.precision = first;
      draft.scale = second ?? 0;
    } else if (second === undefined) {
      draft.length = first;
    } else {
      return `${domain} takes one number, its length.`;
    }
  }
  return undefined;
}

const exactNumbers: ReadonlySet<Domain> = new Set(['decimal', 'quantity', 'money', 'percent', 'rate']);

/** The words that were understood at the beginning of the text; none, with the reason, where there are none. */
function takeWord(draft: Draft, text: string): readonly [string | undefined, string?] {
  const bound = /^(>=|<=|>|<)\s*(-?\d+(?:\.\d+)?)/.exec(text);
  if (bound !== null) {
    const name = boundNames[bound[1] ?? ''];
    if (name !== undefined) draft[name] = Number(bound[2]);
    return [bound[0]];
  }
  const preset = /^=\s*(?:'((?:[^']|'')*)'|sql\(|([^\s]+))/.exec(text);
  if (preset?.[0].endsWith('sql(')) {
    const open = preset[0].length - 1;
    const end = closingParenthesis(text.slice(open));
    if (end < 0) return [undefined, `"${text}" opens a parenthesis that it does not close.`];
    draft.default = { sql: text.slice(open + 1, open + end) };
    return [text.slice(0, open + end + 1)];
  }
  if (preset !== null) {
    draft.default = preset[2] === undefined ? (preset[1] ?? '').replaceAll("''", "'") : literal(preset[2]);
    return [preset[0]];
  }
  const personal = /^personal(?:\(\s*([a-z]+)\s*\))?(?![a-z_(])/.exec(text);
  if (personal !== null) {
    const kind = PersonalData.safeParse(personal[1] ?? 'identifying');
    if (!kind.success) return [undefined, `personal(${personal[1]}) is none of ${PersonalData.options.join(', ')}.`];
    draft.personal = kind.data;
    return [personal[0]];
  }
  const unique = /^unique(?![a-z_])/.exec(text);
  if (unique === null) return [undefined];
  draft.unique = true;
  return [unique[0]];
}

const boundNames: Readonly<Record<string, 'min' | 'max' | 'above' | 'below'>> = {
  '>=': 'min',
  '<=': 'max',
  '>': 'above',
  '<': 'below',
};

function literal(word: string): string | number | boolean {
  if (word === 'true' || word === 'false') return word === 'true';
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(word) && String(Number(word)) === word ? Number(word) : word;
}

/** A reference as people write it: `user`, `category?`, `order cascade`, `session? set-null`, `cart unique agree(tenant)`. */
export function readReference(text: string): Reading<Reference> {
  const match = /^\s*([a-z][a-z0-9_]*)(\?)?\s*(.*)$/s.exec(text);
  if (match === null) return fault(`"${text}" should begin with the name of an entity.`);
  const [, to = '', mark, rest = ''] = match;
  let unique = false;
  let agree: string[] = [];
  let onDelete: Reference['onDelete'] = 'restrict';
  for (const word of rest.match(/[a-z-]+(?:\([^)]*\))?|\S+/g) ?? []) {
    const rule = DeleteRule.safeParse(word);
    const among = /^agree\(([^)]*)\)$/.exec(word);
    if (rule.success) onDelete = rule.data;
    else if (word === 'unique') unique = true;
    else if (among !== null) agree = splitList(among[1] ?? '');
    else {
      return fault(
        `"${word}" in the reference "${text}" was not understood.`,
        'After the entity stand unique, restrict, cascade, set-null, agree(other references).',
      );
    }
  }
  return { value: { to, optional: mark !== undefined, unique, onDelete, agree } };
}

function fault(message: string, hint?: string): { readonly fault: { message: string; hint?: string } } {
  return { fault: { message, ...(hint === undefined ? {} : { hint }) } };
}
