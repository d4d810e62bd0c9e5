import type { Guard, GuardedRule, Site } from '#analysis/physical-design/dialect.ts';
import { quoteIdentifier as q, quoteLiteral } from '#engines/postgres/quote.ts';
import { anyChange } from './any-change.ts';
import { guardTrigger } from './guard-trigger.ts';
import { atLeastOne, balanced, bounded, runningTotal } from './sum-guards.ts';

/**
 * Invariants as constraints where PostgreSQL has one that says it (exclusion, partial unique index, CHECK), else as
 * triggers that lock the row which the rule is about, so that two sessions cannot break together what each keeps alone.
 * https://www.postgresql.org/docs/18/applevel-consistency.html
 */
export function guard(rule: GuardedRule, site: Site): Guard {
  const table = site.tableOf(rule.entity);
  const column = (name: string) => site.columnsOf(rule.entity, name)[0] ?? name;
  switch (rule.kind) {
    case 'transitions': {
      const name = q(column(rule.attribute));
      const ways = Object.entries(rule.allowed).map(
        ([from, to]) => `OLD.${name} = ${quoteLiteral(from)} AND NEW.${name} IN (${to.map(quoteLiteral).join(', ')})`,
      );
      const end = ways.filter((way) => !way.endsWith('IN ()'));
      const isWay = end.length === 0 ? 'false' : end.map((way) => `(${way})`).join('\n      OR ');
      const start = rule.start?.map(quoteLiteral).join(', ');
      return guardTrigger(site, rule, {
        words: [rule.attribute, 'transitions'],
        when: start === undefined ? `BEFORE UPDATE OF ${name}` : `BEFORE INSERT OR UPDATE OF ${name}`,
        body: [
          ...(start === undefined
            ? []
            : [
                `  IF TG_OP = 'INSERT' THEN`,
                `    IF NEW.${name} NOT IN (${start}) THEN`,
                '      $refuse',
                '    END IF;',
                '    RETURN NEW;',
                '  END IF;',
              ]),
          `  IF NEW.${name} IS DISTINCT FROM OLD.${name} AND NOT (`,
          `      ${isWay}) THEN`,
          '    $refuse',
          '  END IF;',
          '  RETURN NEW;',
        ],
      });
    }
    case 'no-overlap': {
      const isDay = site.model.entities[rule.entity]?.attributes[rule.from]?.domain === 'date';
      const [from, to] = [q(column(rule.from)), q(column(rule.to))];
      const per = rule.per.flatMap((one) => site.columnsOf(rule.entity, one));
      const range = `${isDay ? 'daterange' : 'tstzrange'}(${from}, ${to})`;
      const where = rule.where === undefined ? '' : ` WHERE (${rule.where})`;
      return {
        constraints: [
          {
            table,
            constraint: {
              name: site.nameFor('ex', table, [...per, 'overlap']),
              kind: 'exclusion',
              columns: [...per, column(rule.from), column(rule.to)],
              definition: `EXCLUDE USING gist (${[...per.map((one) => `${q(one)} WITH =`), `${range} WITH &&`].join(', ')})${where}`,
              validated: true,
            },
          },
          ...(isFirstOfItsTimes(rule, site)
            ? [
                {
                  table,
                  constraint: {
                    name: site.nameFor('chk', table, [column(rule.to), 'after', column(rule.from)]),
                    kind: 'check' as const,
                    columns: [column(rule.from), column(rule.to)],
                    definition: `CHECK (${to} > ${from})`,
                    validated: true,
                  },
                },
              ]
            : []),
        ],
      };
    }
    case 'sum-at-most':
    case 'count-at-most':
      return bounded(rule, site);
    case 'running-total':
      return runningTotal(rule, site);
    case 'balanced':
      return balanced(rule, site);
    case 'at-least-one':
      return atLeastOne(rule, site);
    case 'immutable': {
      const names = rule.attributes?.flatMap((one) => site.columnsOf(rule.entity, one));
      const changed = names?.map((name) => `NEW.${q(name)} IS DISTINCT FROM OLD.${q(name)}`).join(' OR ');
      const holds =
        rule.when === undefined ? 'true' : `EXISTS (SELECT FROM (SELECT OLD.*) AS before WHERE ${rule.when})`;
      return guardTrigger(site, rule, {
        words: [...(rule.attributes?.slice(0, 2) ?? ['rows']), 'unchanged'],
        when: changed === undefined ? 'BEFORE UPDATE OR DELETE' : 'BEFORE UPDATE',
        body: [
          `  IF (${changed ?? anyChange(rule.entity, site)}) AND ${holds} THEN`,
          '    $refuse',
          '  END IF;',
          changed === undefined ? "  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;" : '  RETURN NEW;',
        ],
      });
    }
    case 'only-grows': {
      const name = q(column(rule.attribute));
      return guardTrigger(site, rule, {
        words: [rule.attribute, 'grows'],
        when: `BEFORE UPDATE OF ${name}`,
        body: [
          `  IF OLD.${name} IS NOT NULL AND (NEW.${name} IS NULL OR NEW.${name} < OLD.${name}) THEN`,
          '    $refuse',
          '  END IF;',
          '  RETURN NEW;',
        ],
      });
    }
    case 'acyclic': {
      const parent = q(column(rule.parent));
      const key = q(site.keyOf(rule.entity)[0] ?? 'id');
      return guardTrigger(site, rule, {
        words: [rule.parent, 'acyclic'],
        when: `BEFORE INSERT OR UPDATE OF ${parent}`,
        declare: [`above ${q(table)}.${parent}%TYPE := NEW.${parent};`],
        body: [
          '  IF above IS NOT NULL THEN',
          '    -- One at a time: two moves that are sound alone may close a circle together.',
          '    PERFORM pg_advisory_xact_lock(TG_RELID::bigint);',
          '  END IF;',
          '  WHILE above IS NOT NULL LOOP',
          `    IF above = NEW.${key} THEN`,
          '      $refuse',
          '    END IF;',
          '    -- Locked: what another transaction has moved meanwhile is seen, or this one fails and is tried again.',
          `    SELECT ${parent} INTO above FROM ${q(table)} WHERE ${key} = above FOR SHARE;`,
          '  END LOOP;',
          '  RETURN NEW;',
        ],
      });
    }
    case 'exactly-one': {
      const columns = rule.of.map(column);
      return {
        constraints: [
          {
            table,
            constraint: {
              name: site.nameFor('chk', table, ['one_of', ...columns]),
              kind: 'check',
              columns,
              definition: `CHECK (num_nonnulls(${columns.map(q).join(', ')}) = 1)`,
              validated: true,
            },
          },
        ],
      };
    }
    case 'only-while': {
      const to = site.model.entities[rule.entity]?.references[rule.reference]?.to ?? '';
      const own = site.columnsOf(rule.entity, rule.reference);
      const target = site.keyOf(to);
      const match = own.map((name, at) => `p.${q(target[at] ?? 'id')} = NEW.${q(name)}`).join(' AND ');
      const applies =
        rule.where === undefined ? '' : ` AND EXISTS (SELECT FROM (SELECT NEW.*) AS added WHERE ${rule.where})`;
      return guardTrigger(site, rule, {
        words: [rule.reference, 'allows'],
        when: `BEFORE INSERT OR UPDATE OF ${own.map(q).join(', ')}`,
        body: [
          `  IF ${own.map((name) => `NEW.${q(name)} IS NOT NULL`).join(' AND ')}${applies} THEN`,
          '    -- Locked, so that it stays so until this transaction ends.',
          `    PERFORM FROM ${q(site.tableOf(to))} AS p WHERE ${match} AND (${rule.parent}) FOR ${strengthOf(rule, to, site)};`,
          '    IF NOT FOUND THEN',
          '      $refuse',
          '    END IF;',
          '  END IF;',
          '  RETURN NEW;',
        ],
      });
    }
    case 'native':
      return {
        objects: (rule.dialects['postgres'] ?? []).map((definition, at) => ({
          kind: /^\s*CREATE\s+(?:OR\s+REPLACE\s+)?FUNCTION/i.test(definition)
            ? ('function' as const)
            : ('trigger' as const),
          schema: site.schema,
          name: /(?:FUNCTION|TRIGGER)\s+([a-z0-9_]+)/i.exec(definition)?.[1] ?? `native_${at}`,
          table,
          definition,
        })),
        ...(rule.dialects['postgres'] === undefined ? { instead: 'Check it in the application.' } : {}),
      };
  }
}

/**
 * Where another rule of the entity writes or locks the same row afterwards, two sessions that share it would wait for
 * each other: it is theirs alone from the start.
 */
function strengthOf(rule: Extract<GuardedRule, { kind: 'only-while' }>, to: string, site: Site): string {
  const isTaken = site.model.invariants.some(
    (other) =>
      other.entity === rule.entity &&
      (((other.kind === 'sum-at-most' || other.kind === 'count-at-most') && other.per === rule.reference) ||
        (other.kind === 'running-total' && other.into === to)),
  );
  return isTaken ? 'NO KEY UPDATE' : 'SHARE';
}

/** A room and its teacher may each be taken once at a time: that the end comes after the start is checked once. */
function isFirstOfItsTimes(rule: Extract<GuardedRule, { kind: 'no-overlap' }>, { model }: Site): boolean {
  const { entity, from, to } = rule;
  const first = model.invariants.find(
    (one) => one.kind === 'no-overlap' && one.entity === entity && one.from === from && one.to === to,
  );
  return first === undefined || first === rule;
}
