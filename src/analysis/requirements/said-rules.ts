import { attributeForm } from './attribute-words.ts';
import type { EntityDrafts } from './entity-drafts.ts';
import type { Fact } from './fact.ts';
import type { NounPhrase } from './noun-phrase.ts';
import type { SaidNouns } from './said-nouns.ts';

/** "Bookings of a room cannot overlap": with the two moments, where nobody told any. */
export function addNoOverlap(
  { what, per }: Extract<Fact, { kind: 'no-overlap' }>,
  nouns: SaidNouns,
  drafts: EntityDrafts,
): boolean {
  const entity = nouns.entityOf(what)?.entity;
  if (entity === undefined) return false;
  const role = roleOf(entity, per, nouns, drafts);
  const names = drafts.attributes(entity);
  let from = names.find((name) => startNames.test(name));
  let to = names.find((name) => endNames.test(name) && name !== from);
  if (from === undefined || to === undefined) {
    [from, to] = ['starts_at', 'ends_at'];
    drafts.attribute(entity, from, 'moment');
    drafts.attribute(entity, to, 'moment');
  }
  drafts.check(entity, 'ends_after_start', `${to} > ${from}`, `A ${spoken(entity)} ends after it starts.`);
  drafts.rule({
    kind: 'no-overlap',
    entity,
    per: role === undefined ? [] : [role],
    from,
    to,
    says: `Two ${spoken(entity)} rows${role === undefined ? '' : ` of the same ${spoken(role)}`} cannot overlap.`,
  });
  return true;
}

const startNames = /(?:^|_)(?:start|starts|begin|begins|from|since|check_in|pick_up|pickup|departure)(?:_|$)/;
const endNames = /(?:^|_)(?:end|ends|until|to|check_out|through|return|drop_off|dropoff|arrival)(?:_|$)/;

/** "Only one contract of an employee can be active": by its state where it has such a one, else by a flag. */
export function addOnlyOne(
  { what, per, state }: Extract<Fact, { kind: 'only-one' }>,
  nouns: SaidNouns,
  drafts: EntityDrafts,
): boolean {
  const entity = nouns.entityOf(what)?.entity;
  if (entity === undefined || !/^[a-z][a-z0-9_]*$/.test(state)) return false;
  const role = roleOf(entity, per, nouns, drafts);
  const withState = drafts
    .attributes(entity)
    .find((name) => new RegExp(`^(?:state|choice)\\([^)]*\\b${state}\\b`).test(drafts.formOf(entity, name) ?? ''));
  const flag = `is_${state}`;
  if (withState === undefined) drafts.attribute(entity, flag, 'boolean = false');
  drafts.rule({
    kind: 'only-one',
    entity,
    per: role === undefined ? [] : [role],
    where: withState === undefined ? `${flag} = true` : `${withState} = '${state}'`,
    says: `Only one ${spoken(entity)}${role === undefined ? '' : ` of a ${spoken(role)}`} can be ${spoken(state)}.`,
  });
  return true;
}

/** "a history of the price of each product": every value with the time for which it held. */
export function addHistory(
  { item, of }: Extract<Fact, { kind: 'history' }>,
  nouns: SaidNouns,
  drafts: EntityDrafts,
): boolean {
  const owner = of === undefined ? undefined : nouns.entityOf(of)?.entity;
  if (owner === undefined) return false;
  const name = nouns.attributeOf({ ...item, plural: false });
  const entity = `${owner}_${name}_history`;
  drafts.entity(owner);
  drafts.reference(entity, owner, owner, { cascade: true });
  const form = attributeForm(name).replace(/ (?:unique|= \S+)/g, '');
  drafts.attribute(entity, name, form);
  if (/^money/.test(form)) drafts.attribute(entity, 'currency', 'currency');
  drafts.attribute(entity, 'valid_from', 'moment');
  drafts.attribute(entity, 'valid_to', 'moment?');
  drafts.check(entity, 'ends_after_start', 'valid_to > valid_from', 'It ends after it starts.');
  drafts.rule({
    kind: 'no-overlap',
    entity,
    per: [owner],
    from: 'valid_from',
    to: 'valid_to',
    says: `A ${spoken(owner)} has one ${spoken(name)} at a time.`,
  });
  return true;
}

/** The reference to what the rule is counted by; made where it is not there. */
function roleOf(
  entity: string,
  per: NounPhrase | undefined,
  nouns: SaidNouns,
  drafts: EntityDrafts,
): string | undefined {
  drafts.entity(entity);
  const found = per === undefined ? undefined : nouns.entityOf(per);
  if (found === undefined) return undefined;
  drafts.entity(found.entity);
  return drafts.referenceTo(entity, found.entity) ?? drafts.reference(entity, found.role ?? found.entity, found.entity);
}

function spoken(name: string): string {
  return name.replaceAll('_', ' ');
}
