import type { Guard, GuardedRule, Site } from '#analysis/physical-design/dialect.ts';
import { quoteIdentifier as q, quoteLiteral } from '#engines/mysql/quote.ts';
import { endCheck } from '#engines/sql/design/end-checks.ts';
import { allColumns, family, toldColumns } from '#engines/sql/design/entity-columns.ts';
import { ofRow } from '#engines/sql/design/of-row.ts';
import type { CatalogObject } from '#vocabulary/database-schema.ts';
import type { Flavour } from './flavour.ts';
import { anyDiffers, checkGuard, guardTrigger, lockRule, matches, refusal } from './guard-trigger.ts';
import { noOverlap } from './no-overlap.ts';
import { bounded, runningTotal } from './sum-guards.ts';

/**
 * Invariants as CHECKs and triggers, which lock the row that a rule is about before the row of the statement is written:
 * the check of its foreign key would lock the same row weakly, and two sessions that do so wait for each other.
 * What they then read they read locked, since a plain read sees what was there when the transaction began.
 * https://dev.mysql.com/doc/refman/8.4/en/innodb-locking-reads.html
 */
export function guard(rule: GuardedRule, site: Site, flavour: Flavour): Guard {
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
            event: 'BEFORE UPDATE',
            when: `NOT (NEW.${name} <=> OLD.${name}) AND NOT (${ways.join('\n    OR ') || 'FALSE'})`,
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
    case 'at-least-one':
      return atLeastOne(rule, site);
    case 'immutable': {
      const names = rule.attributes?.flatMap((one) => site.columnsOf(entity, one));
      const holds = rule.when === undefined ? '' : ` AND (${over(rule.when, 'OLD')})`;
      const removing = names === undefined ? cascadesInto(entity, site) : [];
      return {
        objects: [
          refusal(says, site, {
            table,
            words: [...(rule.attributes?.slice(0, 2) ?? ['rows']), 'unchanged'],
            event: 'BEFORE UPDATE',
            when: `(${anyDiffers(names ?? toldColumns(entity, site))})${holds}`,
          }),
          ...(names === undefined
            ? [
                refusal(says, site, {
                  table,
                  words: ['rows', 'stay'],
                  event: 'BEFORE DELETE',
                  when: rule.when === undefined ? 'TRUE' : over(rule.when, 'OLD'),
                }),
              ]
            : []),
        ],
        ...(removing.length === 0
          ? {}
          : {
              instead: `It is kept against every UPDATE and DELETE of ${table}, but a foreign key that cascades from ${removing.join(', ')} calls no trigger: grant nobody DELETE there.`,
            }),
      };
    }
    case 'only-grows': {
      const name = q(column(rule.attribute));
      const smaller = `OLD.${name} IS NOT NULL AND (NEW.${name} IS NULL OR NEW.${name} < OLD.${name})`;
      return {
        objects: [
          refusal(says, site, { table, words: [rule.attribute, 'grows'], event: 'BEFORE UPDATE', when: smaller }),
        ],
      };
    }
    case 'acyclic':
      return acyclic(rule, site);
    case 'exactly-one': {
      const columns = rule.of.map(column);
      const there = columns.map((name) => `(${q(name)} IS NOT NULL)`).join(' + ');
      return checkGuard(site, table, ['one_of', ...columns], columns, `${there} = 1`);
    }
    case 'only-while':
      return onlyWhile(rule, site);
    case 'native':
      return nativeGuard(rule.dialects[flavour.id], table, site);
  }
}

const untold = 'Nothing runs when a transaction ends. Ask before COMMIT, and roll back if a row is found:';

/** Parents whose deletion takes rows along. */
function cascadesInto(entity: string, site: Site): readonly string[] {
  const references = Object.values(site.model.entities[entity]?.references ?? {});
  return references.flatMap(({ to, onDelete }) => (onDelete === 'restrict' ? [] : [site.tableOf(to)]));
}

function atLeastOne(rule: Extract<GuardedRule, { kind: 'at-least-one' }>, site: Site): Guard {
  const { entity, says } = rule;
  const { to, table, parent, own, key } = family(entity, rule.per, site);
  const condition = rule.when === undefined ? '' : ` AND (${rule.when})`;
  const others = `SELECT count(*) INTO others FROM ${q(table)} WHERE ${matches(own, 'OLD')} AND NOT (${matches(site.keyOf(entity), 'OLD')}) LOCK IN SHARE MODE;`;
  const lost = {
    table,
    declare: ['concerned bigint;', 'others bigint;'],
  };
  const ask = [
    `    SELECT count(*) INTO concerned FROM ${q(parent)} WHERE ${matches(key, 'OLD', own)}${condition} FOR UPDATE;`,
    `    ${others}`,
    '    IF concerned > 0 AND others = 0 THEN',
    '      $refuse',
    '    END IF;',
  ];
  const { when } = rule;
  return {
    objects: [
      guardTrigger(site, says, {
        ...lost,
        words: [rule.per, 'keeps_one'],
        event: 'BEFORE DELETE',
        body: ask.map((line) => line.slice(2)),
      }),
      guardTrigger(site, says, {
        ...lost,
        words: [rule.per, 'keeps_one_moved'],
        event: 'BEFORE UPDATE',
        body: [`  IF ${anyDiffers(own)} THEN`, ...ask, '  END IF;'],
      }),
      ...(when === undefined
        ? []
        : [
            refusal(says, site, {
              table: parent,
              words: ['has', table],
              event: 'BEFORE UPDATE',
              when: `(${ofRow(when, allColumns(to, site), 'NEW', q)}) AND NOT coalesce((${ofRow(when, allColumns(to, site), 'OLD', q)}), FALSE)
    AND NOT EXISTS (SELECT 1 FROM ${q(table)} WHERE ${matches(own, 'NEW', key)} LOCK IN SHARE MODE)`,
            }),
          ]),
    ],
    instead: `Taking the last one away is refused at once: put the new one in first. ${untold} ${endCheck(rule, site, q)?.sql ?? ''}`,
  };
}

function acyclic(rule: Extract<GuardedRule, { kind: 'acyclic' }>, site: Site): Guard {
  const table = site.tableOf(rule.entity);
  const parent = q(site.columnsOf(rule.entity, rule.parent)[0] ?? rule.parent);
  const key = q(site.keyOf(rule.entity)[0] ?? 'id');
  const type = site.model.keys === 'uuid' ? 'char(36)' : 'bigint';
  const walk = [
    '    -- One at a time: two moves that are sound alone may close a circle together.',
    `  ${lockRule(`${table}.${rule.parent}`)}`,
    `    SET above = NEW.${parent};`,
    '    WHILE above IS NOT NULL DO',
    `      IF above = NEW.${key} THEN`,
    '        $refuse',
    '      END IF;',
    `      SELECT max(${parent}) INTO above FROM ${q(table)} WHERE ${key} = above LOCK IN SHARE MODE;`,
    '    END WHILE;',
  ];
  const declare = [`above ${type};`, 'locked varchar(200);'];
  const on = (event: string, word: string, when: string): CatalogObject =>
    guardTrigger(site, rule.says, {
      table,
      words: [rule.parent, word],
      event,
      declare,
      body: [`  IF ${when} THEN`, ...walk, '  END IF;'],
    });
  // A new row has nothing below it, unless its key is given and is its own parent.
  return {
    objects: [
      refusal(rule.says, site, {
        table,
        words: [rule.parent, 'is_another'],
        event: 'BEFORE INSERT',
        when: `NEW.${parent} = NEW.${key}`,
      }),
      on('BEFORE UPDATE', 'acyclic', `NEW.${parent} IS NOT NULL AND NOT (NEW.${parent} <=> OLD.${parent})`),
    ],
  };
}

/** The parent is locked so that it stays so until the transaction ends; for writing where another rule will want that. */
function onlyWhile(rule: Extract<GuardedRule, { kind: 'only-while' }>, site: Site): Guard {
  const { entity, says } = rule;
  const { to, table, parent, own, key } = family(entity, rule.reference, site);
  const applies = rule.where === undefined ? '' : ` AND (${ofRow(rule.where, allColumns(entity, site), 'NEW', q)})`;
  const isWritten = site.model.invariants.some(
    (other) =>
      other.entity === entity &&
      ((('per' in other && typeof other.per === 'string' ? other.per : undefined) === rule.reference &&
        other.kind !== 'balanced') ||
        (other.kind === 'no-overlap' && other.per.includes(rule.reference)) ||
        (other.kind === 'running-total' && other.into === to)),
  );
  const ask = (when: string) => [
    `  IF ${when}${own.map((name) => `NEW.${q(name)} IS NOT NULL`).join(' AND ')}${applies} THEN`,
    `    SELECT count(*) INTO allowing FROM ${q(parent)} WHERE ${matches(key, 'NEW', own)} AND (${rule.parent}) ${isWritten && parent !== table ? 'FOR UPDATE' : 'LOCK IN SHARE MODE'};`,
    '    IF allowing = 0 THEN',
    '      $refuse',
    '    END IF;',
    '  END IF;',
  ];
  const declare = ['allowing bigint;'];
  return {
    objects: [
      guardTrigger(site, says, {
        table,
        declare,
        words: [rule.reference, 'allows'],
        event: 'BEFORE INSERT',
        body: ask(''),
      }),
      guardTrigger(site, says, {
        table,
        declare,
        words: [rule.reference, 'allows_moved'],
        event: 'BEFORE UPDATE',
        body: ask(`(${anyDiffers(own)}) AND `),
      }),
    ],
  };
}

function nativeGuard(statements: readonly string[] | undefined, table: string, { schema }: Site): Guard {
  if (statements === undefined) return { instead: 'Check it in the application.' };
  return {
    objects: statements.map((definition, at) => ({
      kind: /^\s*CREATE\s+(?:\w+\s+)*FUNCTION/i.test(definition) ? 'function' : 'trigger',
      schema,
      name: /(?:FUNCTION|TRIGGER)\s+(?:IF\s+NOT\s+EXISTS\s+)?`?(\w+)/i.exec(definition)?.[1] ?? `native_${at}`,
      table,
      definition,
    })),
  };
}
