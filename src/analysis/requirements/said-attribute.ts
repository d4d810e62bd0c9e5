import { quoted } from '#analysis/logical-model/short-form.ts';
import { attributeForm, attributeFormKnown } from './attribute-words.ts';
import { bounded, markOptional, markUnique } from './change-form.ts';
import type { EntityDrafts } from './entity-drafts.ts';
import type { Fact } from './fact.ts';
import type { NounPhrase } from './noun-phrase.ts';
import type { SaidNouns } from './said-nouns.ts';

/** An attribute as it was said: its domain from its name, what may be absent, what it must be. */
export function addAttribute(
  of: string,
  item: NounPhrase,
  optional: boolean,
  nouns: SaidNouns,
  drafts: EntityDrafts,
): void {
  const name = nouns.attributeOf(item);
  if (name === 'coordinates') {
    drafts.attribute(of, 'latitude', 'latitude');
    drafts.attribute(of, 'longitude', 'longitude');
    return;
  }
  const range = rangeOf(item.brackets);
  let form = attributeForm(name);
  const values = range === undefined ? valueNames(item.brackets) : [];
  if (values.length > 1) form = `${stateLike.has(name) ? 'state' : 'choice'}(${values.map(quoted).join(', ')})`;
  const said =
    range ??
    item.bounds ??
    (item.least !== undefined && item.most !== undefined ? { min: item.least, max: item.most } : undefined);
  if (said !== undefined) form = bounded(form, said);
  if (optional || item.optional) form = markOptional(form);
  if (item.unique) form = markUnique(form);
  drafts.attribute(of, name, form);
  const written = drafts.formOf(of, name);
  if (written !== undefined && /^money/.test(written) && !drafts.attributes(of).some((one) => /currency/.test(one))) {
    drafts.attribute(of, 'currency', /^money\?/.test(written) ? 'currency?' : 'currency');
  }
}

/** "Tickets can be open or closed", "invoices have a status: draft, sent or paid". */
export function setValues(
  { of, attribute, values }: Extract<Fact, { kind: 'values' }>,
  nouns: SaidNouns,
  drafts: EntityDrafts,
): boolean {
  const entity = nouns.entityOf(of)?.entity;
  const names = valueNames(values);
  if (entity === undefined || names.length < 2) return false;
  const name = attribute === undefined ? 'status' : nouns.attributeOf(attribute);
  const form = `${stateLike.has(name) ? 'state' : 'choice'}(${names.map(quoted).join(', ')})`;
  if (!drafts.change(entity, name, () => form)) drafts.attribute(entity, name, form);
  return true;
}

/** "The balance must not be negative", "the e-mail of a member is unique". */
export function describeAttribute(
  fact: Extract<Fact, { kind: 'describe' }>,
  facts: readonly Fact[],
  nouns: SaidNouns,
  drafts: EntityDrafts,
): boolean {
  const { of, item, form } = fact;
  const name = nouns.attributeOf(item);
  const entity = of === undefined ? undefined : nouns.entityOf(of)?.entity;
  const entities =
    entity !== undefined
      ? [entity]
      : facts.flatMap((one) => {
          const owner = one.kind === 'have' && one.item.name === item.name ? nouns.entityOf(one.of)?.entity : undefined;
          return owner === undefined ? [] : [owner];
        });
  for (const owner of entities.length > 0 ? entities : drafts.ownersOf(name)) {
    if (entity !== undefined) drafts.attribute(owner, name, attributeForm(name));
    drafts.change(owner, name, (written) => {
      let changed = written;
      const said = form === undefined ? undefined : attributeFormKnown(form.name);
      if (said !== undefined && !/\(/.test(changed)) changed = said;
      if (fact.min !== undefined || fact.max !== undefined || fact.above !== undefined)
        changed = bounded(changed, fact);
      if (fact.optional === true) changed = markOptional(changed);
      if (fact.unique === true) changed = markUnique(changed);
      return changed;
    });
  }
  return entities.length > 0 || drafts.ownersOf(name).length > 0;
}

const stateLike: ReadonlySet<string> = new Set(['status', 'state', 'stage', 'phase']);
/** "1-5", "1 to 5". */
function rangeOf(brackets: readonly string[]): { readonly min: number; readonly max: number } | undefined {
  const [, from, to] = /^(-?\d+(?:\.\d+)?) ?(?:-|to|–) ?(\d+(?:\.\d+)?)$/.exec(brackets.join(' ')) ?? [];
  if (from === undefined || to === undefined || Number(from) >= Number(to)) return undefined;
  return { min: Number(from), max: Number(to) };
}

function valueNames(values: readonly string[]): readonly string[] {
  const names = values.map((one) =>
    one
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '')
      .slice(0, 40),
  );
  return [...new Set(names.filter((one) => one !== ''))];
}
