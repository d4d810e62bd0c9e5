import type { Guard, Site } from '#analysis/physical-design/dialect.ts';
import { quoteIdentifier as q } from '#engines/mysql/quote.ts';
import { allColumns, family } from '#engines/sql/design/entity-columns.ts';
import { columnsIn, ofRow } from '#engines/sql/design/of-row.ts';
import type { Invariant } from '#vocabulary/model-invariant.ts';
import { anyDiffers, checkGuard, guardTrigger, lockRule, matches } from './guard-trigger.ts';

/**
 * No exclusion constraints here: a trigger locks the row that the times belong to (the room), or one that stands for the
 * rule where they belong to none, and looks for another row of the same time. Both ends are open where they are NULL.
 */
export function noOverlap(rule: Extract<Invariant, { kind: 'no-overlap' }>, site: Site): Guard {
  const { entity, says } = rule;
  const table = site.tableOf(entity);
  const columns = allColumns(entity, site);
  const [from = '', to = ''] = [rule.from, rule.to].map((name) => site.columnsOf(entity, name)[0] ?? name);
  const per = rule.per.flatMap((one) => site.columnsOf(entity, one));
  const { where } = rule;
  const isBefore = (one: string, other: string) => `coalesce(${one} < ${other}, TRUE)`;
  const found = [
    ...(per.length === 0 ? [] : [matches(per, 'NEW')]),
    isBefore(q(from), `NEW.${q(to)}`),
    isBefore(`NEW.${q(from)}`, q(to)),
    ...(rule.where === undefined ? [] : [`(${rule.where})`]),
  ].join(' AND ');
  const ask = (isNew: boolean) => {
    const applies = [
      ...(isNew ? [] : [`(${anyDiffers([...new Set([...per, from, to, ...columnsIn(where, columns)])])})`]),
      ...(where === undefined ? [] : [`(${ofRow(where, columns, 'NEW', q)})`]),
    ];
    const others = isNew ? '' : ` AND NOT (${matches(site.keyOf(entity), 'OLD')})`;
    return [
      `  IF ${applies.length === 0 ? 'TRUE' : applies.join(' AND ')} THEN`,
      `  ${lock(rule, site)}`,
      `    SELECT count(*) INTO others FROM ${q(table)} WHERE ${found}${others} LOCK IN SHARE MODE;`,
      '    IF others > 0 THEN',
      '      $refuse',
      '    END IF;',
      '  END IF;',
    ];
  };
  const declare = ['others bigint;', 'locked varchar(200);'];
  return {
    ...checkGuard(site, table, [to, 'after', from], [from, to], `${q(to)} > ${q(from)}`),
    indexes: [
      {
        schema: site.schema,
        table,
        name: site.nameFor('idx', table, [...per, from, to]),
        method: 'btree',
        unique: false,
        keys: [...per, from, to].map((name) => ({ column: name, direction: 'asc' })),
        include: [],
        valid: true,
      },
    ],
    objects: [
      guardTrigger(site, says, {
        table,
        declare,
        words: [from, 'overlap'],
        event: 'BEFORE INSERT',
        body: ask(true),
      }),
      guardTrigger(site, says, {
        table,
        declare,
        words: [from, 'overlap_moved'],
        event: 'BEFORE UPDATE',
        body: ask(false),
      }),
    ],
  };
}

/** The first reference that is always there stands for the rest. */
function lock(rule: Extract<Invariant, { kind: 'no-overlap' }>, site: Site): string {
  const { references = {} } = site.model.entities[rule.entity] ?? {};
  const role = rule.per.find((name) => references[name]?.optional === false);
  if (role === undefined) return lockRule(`${site.tableOf(rule.entity)}.${rule.from}`);
  const { table, parent, own, key } = family(rule.entity, role, site);
  if (parent === table) return lockRule(`${table}.${rule.from}`);
  return `  SELECT count(*) INTO locked FROM ${q(parent)} WHERE ${matches(key, 'NEW', own)} FOR UPDATE;`;
}
