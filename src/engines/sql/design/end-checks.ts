import type { Site } from '#analysis/physical-design/dialect.ts';
import type { Invariant } from '#vocabulary/model-invariant.ts';
import { family } from './entity-columns.ts';

/** A rule of the end of a transaction, as a question that the application asks before it commits. */
export interface EndCheck {
  readonly says: string;
  /** Finds the parents that break the rule. */
  readonly sql: string;
}

type Quote = (name: string) => string;

/** What only the end of a transaction can tell, for servers on which nothing runs then. Undefined for all other rules. */
export function endCheck(rule: Invariant, site: Site, q: Quote): EndCheck | undefined {
  if (rule.kind === 'balanced') {
    const { table, own } = family(rule.entity, rule.per, site);
    const per = own.map(q).join(', ');
    const { domain = 'integer' } = site.model.entities[rule.entity]?.attributes[rule.sum] ?? {};
    const sum = ['decimal', 'quantity', 'rate', 'percent'].includes(domain)
      ? `round(sum(${q(rule.sum)}), 6)`
      : `sum(${q(rule.sum)})`;
    const isOptional = site.model.entities[rule.entity]?.references[rule.per]?.optional === true;
    const where = isOptional ? ` WHERE ${own.map((name) => `${q(name)} IS NOT NULL`).join(' AND ')}` : '';
    return { says: rule.says, sql: `SELECT ${per} FROM ${q(table)}${where} GROUP BY ${per} HAVING ${sum} <> 0` };
  }
  if (rule.kind === 'at-least-one') {
    const { table, parent, own, key } = family(rule.entity, rule.per, site);
    const match = own.map((name, at) => `c.${q(name)} = ${q(parent)}.${q(key[at] ?? 'id')}`).join(' AND ');
    const when = rule.when === undefined ? '' : `(${rule.when}) AND `;
    return {
      says: rule.says,
      sql: `SELECT ${key.map(q).join(', ')} FROM ${q(parent)} WHERE ${when}NOT EXISTS (SELECT 1 FROM ${q(table)} AS c WHERE ${match})`,
    };
  }
  return undefined;
}

/** Of all rules of a model. */
export function endChecks(site: Site, q: Quote): readonly EndCheck[] {
  return site.model.invariants.flatMap((rule) => endCheck(rule, site, q) ?? []);
}
