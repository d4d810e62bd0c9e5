import type { Guard, Site } from '#analysis/physical-design/dialect.ts';
import { shortened } from '#analysis/physical-design/shortened-name.ts';
import { quoteIdentifier as q } from '#engines/mysql/quote.ts';
import { allColumns, family, sources, toldColumns } from '#engines/sql/design/entity-columns.ts';
import { levelOf } from '#engines/sql/design/level-of.ts';
import { columnsIn, ofRow } from '#engines/sql/design/of-row.ts';
import type { Invariant } from '#vocabulary/model-invariant.ts';
import { anyDiffers, checkGuard, guardTrigger, matches, refusal } from './guard-trigger.ts';

type Rule<K extends Invariant['kind']> = Extract<Invariant, { kind: K }>;

/**
 * The sum, or the number, of a parent's rows stays within its limit; NULL is no limit. The parent is locked first:
 * whoever comes second waits, and counts what the first has added.
 */
export function bounded(rule: Rule<'sum-at-most'> | Rule<'count-at-most'>, site: Site): Guard {
  const { entity, says } = rule;
  const { to, table, parent, own, key } = family(entity, rule.per, site);
  const columns = allColumns(entity, site);
  const { where } = rule;
  const isSum = rule.kind === 'sum-at-most';
  const sum = isSum ? `coalesce(sum(${q(rule.sum)}), 0)` : 'count(*)';
  const added = isSum ? `coalesce(${newValue(rule.sum, entity, site)}, 0)` : '1';
  const applies = where === undefined ? 'TRUE' : ofRow(where, columns, 'NEW', q);
  const used = (match: string) =>
    `SELECT ${sum} INTO used FROM ${q(table)} WHERE ${match}${rule.where === undefined ? '' : ` AND (${rule.where})`}`;
  const limit = typeof rule.limit === 'number' ? String(rule.limit) : `max(${q(rule.limit)})`;
  const watched = [...own, ...(isSum ? sources(rule.sum, entity, site) : []), ...columnsIn(where, columns)];
  const hasParent = own.map((name) => `NEW.${q(name)} IS NOT NULL`).join(' AND ');
  const ask = (others: string, when: string) => [
    `  IF ${when}${hasParent} AND (${applies}) THEN`,
    `    SELECT ${limit} INTO allowed FROM ${q(parent)} WHERE ${matches(key, 'NEW', own)} ${parent === table ? 'LOCK IN SHARE MODE' : 'FOR UPDATE'};`,
    `    ${used(matches(own, 'NEW'))}${others} LOCK IN SHARE MODE;`,
    `    IF used + ${added} > allowed THEN`,
    '      $refuse',
    '    END IF;',
    '  END IF;',
  ];
  const declare = ['allowed decimal(65,10);', 'used decimal(65,10);'];
  const words = [rule.per, isSum ? rule.sum : 'count'];
  return {
    objects: [
      guardTrigger(site, says, {
        table,
        declare,
        words: [...words, 'within_limit'],
        event: 'BEFORE INSERT',
        body: ask('', ''),
      }),
      guardTrigger(site, says, {
        table,
        declare,
        words: [...words, 'within_limit_changed'],
        event: 'BEFORE UPDATE',
        body: ask(` AND NOT (${matches(site.keyOf(entity), 'OLD')})`, `(${anyDiffers([...new Set(watched)])}) AND `),
      }),
      ...(typeof rule.limit === 'number'
        ? []
        : [
            guardTrigger(site, says, {
              table: parent,
              declare: ['used decimal(65,10);'],
              words: [rule.limit, 'covers', table],
              event: 'BEFORE UPDATE',
              body: [
                `  IF ${anyDiffers(sources(rule.limit, to, site))} THEN`,
                `    ${used(matches(own, 'NEW', key))} LOCK IN SHARE MODE;`,
                `    IF used > ${newValue(rule.limit, to, site)} THEN`,
                '      $refuse',
                '    END IF;',
                '  END IF;',
              ],
            }),
          ]),
    ],
  };
}

/** What a column of the new row will hold: what the server computes is not there yet before the row is written. */
function newValue(column: string, entity: string, site: Site): string {
  const generated = site.model.entities[entity]?.attributes[column]?.generated;
  return generated === undefined ? `NEW.${q(column)}` : `(${ofRow(generated, allColumns(entity, site), 'NEW', q)})`;
}

/**
 * Movements add to the level; the level is written by them alone, and its CHECK refuses what would take it too low. A
 * session variable tells the level's trigger who writes: it keeps mistakes away, not someone who sets it.
 */
export function runningTotal(rule: Rule<'running-total'>, site: Site): Guard {
  const { movements, level, keys, given, free, isParent } = levelOf(rule, site);
  const amount = q(rule.attribute);
  const match = matches(keys, 'NEW', given);
  const belongs = free.length === 0 ? 'TRUE' : free.map((name) => `NEW.${q(name)} IS NOT NULL`).join(' AND ');
  const mark = `@${shortened(`writes_${level}_${rule.attribute}`, 60)}`;
  const add = `UPDATE ${q(level)} SET ${amount} = ${amount} + NEW.${q(rule.sum)} WHERE ${match};`;
  const only = `Rows of ${movements} are only added: write another one to put it right.`;
  const alone = `${level}.${rule.attribute} is changed by ${movements} alone.`;
  const floor =
    rule.min === undefined
      ? {}
      : checkGuard(site, level, [rule.attribute, 'floor'], [rule.attribute], `${amount} >= ${rule.min}`);
  return {
    ...floor,
    objects: [
      ...(isParent
        ? [
            guardTrigger(site, rule.says, {
              table: movements,
              words: [rule.sum, 'takes_turns'],
              event: 'BEFORE INSERT',
              declare: ['locked bigint;'],
              body: [
                '  -- Before its foreign key locks the row weakly: two who do so would wait for each other.',
                `  SELECT count(*) INTO locked FROM ${q(level)} WHERE ${match} FOR UPDATE;`,
              ],
            }),
          ]
        : []),
      guardTrigger(site, rule.says, {
        table: movements,
        words: [rule.sum, 'into', level],
        event: 'AFTER INSERT',
        declare: [
          ...(isParent ? [] : ['written bigint;']),
          `EXIT HANDLER FOR SQLEXCEPTION BEGIN SET ${mark} = NULL; RESIGNAL; END;`,
        ],
        body: [
          `  IF ${belongs} THEN`,
          `    SET ${mark} = 1;`,
          ...(isParent
            ? []
            : [
                `    SELECT count(*) INTO written FROM ${q(level)} WHERE ${match} FOR UPDATE;`,
                '    IF written = 0 THEN',
                `      INSERT INTO ${q(level)} (${[...keys, rule.attribute].map(q).join(', ')}) VALUES (${[...given.map((name) => `NEW.${q(name)}`), '0'].join(', ')})`,
                `        ON DUPLICATE KEY UPDATE ${amount} = ${q(level)}.${amount};`,
                '    END IF;',
              ]),
          `    ${add}`,
          `    SET ${mark} = NULL;`,
          '  END IF;',
        ],
      }),
      refusal(only, site, {
        table: movements,
        words: ['movements', 'unchanged'],
        event: 'BEFORE UPDATE',
        when: anyDiffers(toldColumns(rule.entity, site)),
      }),
      refusal(only, site, { table: movements, words: ['movements', 'stay'], event: 'BEFORE DELETE', when: 'TRUE' }),
      refusal(alone, site, {
        table: level,
        words: [rule.attribute, 'begins_at_zero'],
        event: 'BEFORE INSERT',
        when: `${mark} IS NULL AND NEW.${amount} <> 0`,
      }),
      refusal(alone, site, {
        table: level,
        words: [rule.attribute, 'by_movements'],
        event: 'BEFORE UPDATE',
        when: `${mark} IS NULL AND NOT (NEW.${amount} <=> OLD.${amount})`,
      }),
    ],
  };
}
