import type { Guard, GuardedRule, Site } from '#analysis/physical-design/dialect.ts';
import { endCheck } from '#engines/sql/design/end-checks.ts';
import { allColumns, family, toldColumns } from '#engines/sql/design/entity-columns.ts';
import { columnsIn, ofRow } from '#engines/sql/design/of-row.ts';
import { quoteIdentifier as q, quoteLiteral } from '#engines/sqlite/quote.ts';
import { anyDiffers, checkGuard, matches, refusal } from './guard-trigger.ts';
import { bounded, runningTotal } from './sum-guards.ts';

/**
 * Invariants as CHECKs and triggers. One connection writes at a time, and one that read before another wrote cannot
 * write any more: what each transaction keeps alone, two keep together. https://www.sqlite.org/isolation.html
 */
export function guard(rule: GuardedRule, site: Site): Guard {
  const { entity, says } = rule;
  const table = site.tableOf(entity);
  const column = (name: string) => site.columnsOf(entity, name)[0] ?? name;
  const over = (sql: string, row: 'NEW' | 'OLD', of = entity) => ofRow(sql, allColumns(of, site), row, q);
  switch (rule.kind) {
    case 'transitions': {
      const name = q(column(rule.attribute));
      const ways = Object.entries(rule.allowed)
        .filter(([, to]) => to.length > 0)
        .map(
          ([from, to]) =>
            `(OLD.${name} = ${quoteLiteral(from)} AND NEW.${name} IN (${to.map(quoteLiteral).join(', ')}))`,
        );
      const start = rule.start?.map(quoteLiteral).join(', ');
      return {
        objects: [
          refusal(says, site, {
            table,
            words: [rule.attribute, 'transitions'],
            event: `BEFORE UPDATE OF ${name}`,
            when: `NEW.${name} IS NOT OLD.${name} AND NOT (${ways.join('\n  OR ') || 'FALSE'})`,
          }),
          ...(start === undefined
            ? []
            : [
                refusal(says, site, {
                  table,
                  words: [rule.attribute, 'start'],
                  event: 'BEFORE INSERT',
                  when: `NEW.${name} NOT IN (${start})`,
                }),
              ]),
        ],
      };
    }
    case 'no-overlap':
      return noOverlap(rule, site);
    case 'sum-at-most':
    case 'count-at-most':
      return bounded(rule, site);
    case 'running-total':
      return runningTotal(rule, site);
    case 'balanced':
      return { instead: `${untold} ${endCheck(rule, site, q)?.sql ?? ''}` };
    case 'at-least-one': {
      const { to, parent, own, key } = family(entity, rule.per, site);
      const condition = rule.when === undefined ? '' : ` AND (${rule.when})`;
      const bereft = `EXISTS (SELECT 1 FROM ${q(parent)} WHERE ${matches(key, 'OLD', own)}${condition})
  AND NOT EXISTS (SELECT 1 FROM ${q(table)} WHERE ${matches(own, 'OLD')})`;
      const none = `NOT EXISTS (SELECT 1 FROM ${q(table)} WHERE ${matches(own, 'NEW', key)})`;
      const lost = { table, when: bereft };
      return {
        objects: [
          refusal(says, site, { ...lost, words: [rule.per, 'keeps_one'], event: 'AFTER DELETE' }),
          refusal(says, site, {
            ...lost,
            words: [rule.per, 'keeps_one_moved'],
            event: `AFTER UPDATE OF ${own.map(q).join(', ')}`,
          }),
          ...(rule.when === undefined
            ? []
            : [
                refusal(says, site, {
                  table: parent,
                  words: ['has', table],
                  event: 'AFTER UPDATE',
                  when: `(${over(rule.when, 'NEW', to)}) AND NOT coalesce((${over(rule.when, 'OLD', to)}), FALSE) AND ${none}`,
                }),
              ]),
        ],
        instead: `Taking the last one away is refused at once: put the new one in first. ${untold} ${endCheck(rule, site, q)?.sql ?? ''}`,
      };
    }
    case 'immutable': {
      const names = rule.attributes?.flatMap((one) => site.columnsOf(entity, one));
      const holds = rule.when === undefined ? '' : ` AND (${over(rule.when, 'OLD')})`;
      const words = [...(rule.attributes?.slice(0, 2) ?? ['rows']), 'unchanged'];
      return {
        objects: [
          refusal(says, site, {
            table,
            words,
            event: 'BEFORE UPDATE',
            when: `(${anyDiffers(names ?? toldColumns(entity, site))})${holds}`,
          }),
          ...(names === undefined
            ? [
                refusal(says, site, {
                  table,
                  words: ['rows', 'stay'],
                  event: 'BEFORE DELETE',
                  ...(rule.when === undefined ? {} : { when: over(rule.when, 'OLD') }),
                }),
              ]
            : []),
        ],
      };
    }
    case 'only-grows': {
      const name = q(column(rule.attribute));
      const smaller = `OLD.${name} IS NOT NULL AND (NEW.${name} IS NULL OR NEW.${name} < OLD.${name})`;
      return {
        objects: [
          refusal(says, site, {
            table,
            words: [rule.attribute, 'grows'],
            event: `BEFORE UPDATE OF ${name}`,
            when: smaller,
          }),
        ],
      };
    }
    case 'acyclic': {
      const parent = q(column(rule.parent));
      const key = q(site.keyOf(entity)[0] ?? 'id');
      const when = `NEW.${parent} IS NOT NULL AND EXISTS (
    WITH RECURSIVE above (node) AS (
      SELECT NEW.${parent} UNION SELECT t.${parent} FROM ${q(table)} AS t JOIN above ON t.${key} = above.node
    )
    SELECT 1 FROM above WHERE node = NEW.${key})`;
      return {
        objects: [
          refusal(says, site, { table, when, words: [rule.parent, 'acyclic'], event: 'AFTER INSERT' }),
          refusal(says, site, {
            table,
            when,
            words: [rule.parent, 'acyclic_moved'],
            event: `AFTER UPDATE OF ${parent}`,
          }),
        ],
      };
    }
    case 'exactly-one': {
      const columns = rule.of.map(column);
      const there = columns.map((name) => `(${q(name)} IS NOT NULL)`).join(' + ');
      return checkGuard(site, table, ['one_of', ...columns], columns, `${there} = 1`);
    }
    case 'only-while': {
      const { parent, own, key } = family(entity, rule.reference, site);
      const applies = rule.where === undefined ? '' : ` AND (${over(rule.where, 'NEW')})`;
      const when = `${own.map((name) => `NEW.${q(name)} IS NOT NULL`).join(' AND ')}${applies}
  AND NOT EXISTS (SELECT 1 FROM ${q(parent)} WHERE ${matches(key, 'NEW', own)} AND (${rule.parent}))`;
      return {
        objects: [
          refusal(says, site, { table, when, words: [rule.reference, 'allows'], event: 'BEFORE INSERT' }),
          refusal(says, site, {
            table,
            when: `(${anyDiffers(own)}) AND ${when}`,
            words: [rule.reference, 'allows_moved'],
            event: `BEFORE UPDATE OF ${own.map(q).join(', ')}`,
          }),
        ],
      };
    }
    case 'native':
      return nativeGuard(rule.dialects['sqlite'], table, site);
  }
}

const untold = 'Nothing runs when a transaction ends. Ask before COMMIT, and roll back if a row is found:';

/** Both ends open where they are NULL. */
function noOverlap(rule: Extract<GuardedRule, { kind: 'no-overlap' }>, site: Site): Guard {
  const { entity, says } = rule;
  const table = site.tableOf(entity);
  const columns = allColumns(entity, site);
  const [from = '', to = ''] = [rule.from, rule.to].map((name) => site.columnsOf(entity, name)[0] ?? name);
  const per = rule.per.flatMap((one) => site.columnsOf(entity, one));
  const isOther = `NOT (${matches(site.keyOf(entity), 'NEW')})`;
  const isBefore = (one: string, other: string) => `coalesce(${one} < ${other}, TRUE)`;
  const found = [
    ...(per.length === 0 ? [] : [matches(per, 'NEW')]),
    isBefore(q(from), `NEW.${q(to)}`),
    isBefore(`NEW.${q(from)}`, q(to)),
    isOther,
    ...(rule.where === undefined ? [] : [`(${rule.where})`]),
  ].join(' AND ');
  const applies = rule.where === undefined ? '' : `(${ofRow(rule.where, columns, 'NEW', q)}) AND `;
  const when = `${applies}EXISTS (SELECT 1 FROM ${q(table)} WHERE ${found})`;
  const watched = [...new Set([...per, from, to, ...columnsIn(rule.where, columns)])];
  const checked = checkGuard(site, table, [to, 'after', from], [from, to], `${q(to)} > ${q(from)}`);
  return {
    ...checked,
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
      refusal(says, site, { table, when, words: [from, 'overlap'], event: 'AFTER INSERT' }),
      refusal(says, site, {
        table,
        when,
        words: [from, 'overlap_moved'],
        event: `AFTER UPDATE OF ${watched.map(q).join(', ')}`,
      }),
    ],
  };
}

function nativeGuard(statements: readonly string[] | undefined, table: string, { schema }: Site): Guard {
  if (statements === undefined) return { instead: 'Check it in the application.' };
  return {
    objects: statements.map((definition, at) => ({
      kind: 'trigger',
      schema,
      name: /TRIGGER\s+(?:IF\s+NOT\s+EXISTS\s+)?"?(\w+)/i.exec(definition)?.[1] ?? `native_${at}`,
      table,
      definition,
    })),
  };
}
