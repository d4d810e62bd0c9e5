import { expandModel } from '#analysis/logical-model/expand-model.ts';
import type { ModelSource } from '#vocabulary/logical-model.ts';
import type { ExplicitCase } from './explicit-cases.fixture.ts';

/** What a case expects and what was made of it, as lines that can be compared. */
export interface ExplicitScore {
  readonly missing: readonly string[];
  readonly surplus: readonly string[];
  readonly right: number;
}

type Part = 'entity' | 'attribute' | 'relation' | 'detail';

/** Entities, attributes, relations and details (domains, flags, values, keys, rules) of one kind of part. */
export function scoreExplicit(one: ExplicitCase, model: ModelSource, part: Part): ExplicitScore {
  const wanted = wantedLines(one, part).map((line) => renamed(line, pairsWanted(one)));
  const made = new Set([...madeLines(model)].map((line) => renamed(line, pairsMade(model))));
  const missing = wanted.filter((line) => !made.has(line));
  const surplus =
    part === 'detail'
      ? []
      : [...made].filter((line) => line.startsWith(`${part} `) && !wanted.includes(line) && !isAllowed(line));
  return { missing, surplus, right: wanted.length - missing.length };
}

/** What a pairing is called is a matter of taste: in both it is called by what it pairs. */
function renamed(line: string, pairs: ReadonlyMap<string, string>): string {
  return line
    .replace(/^(\w+ )(\w+)/, (_, kind: string, name: string) => `${kind}${pairs.get(name) ?? name}`)
    .replace(/ key .*/, ' key');
}

function pairsWanted({ entities }: ExplicitCase): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(entities).flatMap(([name, text]): readonly [string, string][] => {
      const key = /#([a-z_+]+)/.exec(text)?.[1];
      return key === undefined ? [] : [[name, key.split('+').sort().join('_')]];
    }),
  );
}

function pairsMade({ entities }: ModelSource): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(entities).flatMap(([name, { key = [] }]): readonly [string, string][] =>
      key.length === 2 ? [[name, [...key].sort().join('_')]] : [],
    ),
  );
}

/** What comes along by itself: a currency beside money, the two moments of what cannot overlap. */
function isAllowed(line: string): boolean {
  return /\.(?:currency|starts_at|ends_at|valid_from|valid_to|is_active)$/.test(line);
}

function wantedLines({ entities, rules = [] }: ExplicitCase, part: Part): readonly string[] {
  const lines: string[] = [];
  for (const [entity, text] of Object.entries(entities)) {
    lines.push(`entity ${entity}`);
    for (const word of text.split(/ (?![^[]*\])/).filter((one) => one !== '')) {
      const reference = /^(\w*)>(\w+)([!?]?)$/.exec(word);
      if (word.startsWith('#')) lines.push(`detail ${entity} key ${word.slice(1)}`);
      else if (reference !== null) {
        const [, role = '', to = '', flag = ''] = reference;
        lines.push(`relation ${entity}.${role === '' ? to : role} -> ${to}`);
        if (flag !== '') lines.push(`detail ${entity}.${role === '' ? to : role} ${flag}`);
      } else {
        const [, name = '', domain, flag = '', inside] = /^(\w+)(?::(\w+))?([!?]?)(?:\[([^\]]*)\])?$/.exec(word) ?? [];
        lines.push(`attribute ${entity}.${name}`);
        if (domain !== undefined) lines.push(`detail ${entity}.${name}:${domain}`);
        if (flag !== '') lines.push(`detail ${entity}.${name} ${flag}`);
        if (inside !== undefined) lines.push(`detail ${entity}.${name} [${inside}]`);
      }
    }
  }
  lines.push(...rules.map((rule) => `detail ${rule}`));
  return lines.filter((line) => line.startsWith(`${part} `));
}

function madeLines(source: ModelSource): ReadonlySet<string> {
  const { model } = expandModel(source);
  const lines: string[] = [];
  for (const [entity, one] of Object.entries(model?.entities ?? {})) {
    lines.push(`entity ${entity}`);
    if (one.key !== undefined) {
      lines.push(`detail ${entity} key ${one.key.join('+')}`);
    }
    for (const [role, { to, optional, unique }] of Object.entries(one.references)) {
      lines.push(`relation ${entity}.${role} -> ${to}`);
      if (optional) lines.push(`detail ${entity}.${role} ?`);
      if (unique) lines.push(`detail ${entity}.${role} !`);
    }
    for (const [name, attribute] of Object.entries(one.attributes)) {
      lines.push(`attribute ${entity}.${name}`, `detail ${entity}.${name}:${attribute.domain}`);
      if (attribute.optional) lines.push(`detail ${entity}.${name} ?`);
      if (attribute.unique) lines.push(`detail ${entity}.${name} !`);
      if (attribute.values !== undefined) lines.push(`detail ${entity}.${name} [${attribute.values.join('|')}]`);
      if (attribute.min !== undefined || attribute.max !== undefined) {
        lines.push(`detail ${entity}.${name} [${attribute.min ?? ''}..${attribute.max ?? ''}]`);
      }
    }
  }
  for (const rule of model?.invariants ?? []) {
    const per = 'per' in rule ? [rule.per].flat().join('+') : '';
    const limit = 'limit' in rule ? ` ${rule.limit}` : '';
    lines.push(`detail ${rule.kind} ${rule.entity}${per === '' ? '' : ` per ${per}`}${limit}`);
  }
  return new Set(lines);
}
