import type { Guard, Site } from '#analysis/physical-design/dialect.ts';
import { quoteIdentifier as q } from '#engines/postgres/quote.ts';
import type { Invariant } from '#vocabulary/model-invariant.ts';
import { anyChange } from './any-change.ts';
import { guardTrigger, together } from './guard-trigger.ts';

type Rule<K extends Invariant['kind']> = Extract<Invariant, { kind: K }>;

/**
 * The sum, or the number, of a parent's rows stays within its limit. The parent is locked first: whoever comes second
 * waits, and counts what the first has added. Under REPEATABLE READ a lock alone would not show it, so the parent is
 * written as well, which makes the second transaction fail and try again.
 */
export function bounded(rule: Rule<'sum-at-most'> | Rule<'count-at-most'>, site: Site): Guard {
  const { table, parent, own, key, matches } = family(rule.entity, rule.per, site);
  const limit = typeof rule.limit === 'number' ? String(rule.limit) : q(rule.limit);
  const sum = rule.kind === 'sum-at-most' ? `coalesce(sum(${q(rule.sum)}), 0)` : 'count(*)';
  const where = rule.where === undefined ? '' : ` AND (${rule.where})`;
  const isComputed = typeof rule.limit === 'string' && isGenerated(rule, rule.limit, site);
  // What the server computes cannot be written, not even as it is.
  const touched = typeof rule.limit === 'number' || isComputed ? q(key[0] ?? 'id') : limit;
  const watched = [
    ...own,
    ...(rule.kind === 'sum-at-most' ? [rule.sum] : []),
    ...columnsNamed(rule.where, rule.entity, site),
  ];
  const children = guardTrigger(site, rule, {
    words: [rule.per, rule.kind === 'sum-at-most' ? rule.sum : 'count', 'within_limit'],
    when: `AFTER INSERT OR UPDATE OF ${[...new Set(watched)].map(q).join(', ')}`,
    declare: ['allowed numeric;', 'used numeric;'],
    body: [
      `  IF ${own.map((name) => `NEW.${q(name)} IS NULL`).join(' OR ')} THEN`,
      '    RETURN NULL;',
      '  END IF;',
      `  SELECT ${limit} INTO allowed FROM ${q(parent)} AS p WHERE ${matches('p', 'NEW')} FOR NO KEY UPDATE;`,
      `  IF current_setting('transaction_isolation') <> 'read committed' THEN`,
      `    UPDATE ${q(parent)} AS p SET ${touched} = p.${touched} WHERE ${matches('p', 'NEW')};`,
      '  END IF;',
      `  SELECT ${sum} INTO used FROM ${q(table)} WHERE ${own.map((name) => `${q(name)} = NEW.${q(name)}`).join(' AND ')}${where};`,
      '  IF used > allowed THEN',
      '    $refuse',
      '  END IF;',
      '  RETURN NULL;',
    ],
  });
  if (typeof rule.limit === 'number') return children;
  const parents = guardTrigger(site, rule, {
    on: parent,
    words: [rule.limit, 'covers', table],
    // Computed columns are there after the update only.
    when: `${isComputed ? 'AFTER' : 'BEFORE'} UPDATE OF ${limit}`,
    body: [
      `  IF (NEW.${limit} < OLD.${limit} OR OLD.${limit} IS NULL) AND (`,
      `      SELECT ${sum} FROM ${q(table)} AS c WHERE ${matches('NEW', 'c')}${where}) > NEW.${limit} THEN`,
      '    $refuse',
      '  END IF;',
      '  RETURN NEW;',
    ],
  });
  return together(children, parents);
}

/** Movements add to the level; the level is written by them alone, and its CHECK refuses what would take it too low. */
export function runningTotal(rule: Rule<'running-total'>, site: Site): Guard {
  const level = site.tableOf(rule.into);
  const total = q(rule.attribute);
  const pairs = Object.entries(rule.match).flatMap(([of, from]) => {
    const target = site.columnsOf(rule.into, of);
    return site.columnsOf(rule.entity, from).map((name, at) => [target[at] ?? of, name] as const);
  });
  const match = pairs.map(([target, name]) => `${q(target)} = NEW.${q(name)}`).join(' AND ');
  const keys = pairs.map(([target]) => q(target)).join(', ');
  // A movement that belongs to no level has nothing to add to.
  const { references = {}, attributes = {} } = site.model.entities[rule.entity] ?? {};
  const free = Object.values(rule.match)
    .filter((name) => (references[name] ?? attributes[name])?.optional === true)
    .flatMap((name) => site.columnsOf(rule.entity, name));
  const add = `UPDATE ${q(level)} SET ${total} = ${total} + NEW.${q(rule.sum)} WHERE ${match};`;
  const movements = guardTrigger(site, rule, {
    words: [rule.sum, 'into', level],
    when: 'AFTER INSERT',
    body: [
      ...(free.length === 0
        ? []
        : [`  IF ${free.map((name) => `NEW.${q(name)} IS NULL`).join(' OR ')} THEN`, '    RETURN NULL;', '  END IF;']),
      `  ${add}`,
      '  IF NOT FOUND THEN',
      `    INSERT INTO ${q(level)} (${keys}, ${total}) VALUES (${pairs.map(([, name]) => `NEW.${q(name)}`).join(', ')}, 0) ON CONFLICT DO NOTHING;`,
      `    ${add}`,
      '  END IF;',
      '  RETURN NULL;',
    ],
  });
  const unchanged = guardTrigger(
    site,
    { ...rule, says: `Rows of ${site.tableOf(rule.entity)} are only added: write another one to put it right.` },
    {
      words: ['movements', 'unchanged'],
      when: 'BEFORE UPDATE OR DELETE',
      body: [`  IF ${anyChange(rule.entity, site)} THEN`, '    $refuse', '  END IF;', '  RETURN NEW;'],
    },
  );
  const kept = guardTrigger(
    site,
    { ...rule, says: `${level}.${rule.attribute} is changed by ${site.tableOf(rule.entity)} alone.` },
    {
      on: level,
      words: [rule.attribute, 'by_movements'],
      when: `BEFORE INSERT OR UPDATE OF ${total}`,
      body: [
        '  -- Called by the trigger of a movement, this one is the second.',
        `  IF pg_trigger_depth() < 2 AND NEW.${total} <> (CASE TG_OP WHEN 'INSERT' THEN 0 ELSE OLD.${total} END) THEN`,
        '    $refuse',
        '  END IF;',
        '  RETURN NEW;',
      ],
    },
  );
  const floor: Guard =
    rule.min === undefined
      ? {}
      : {
          constraints: [
            {
              table: level,
              constraint: {
                name: site.nameFor('chk', level, [rule.attribute, 'floor']),
                kind: 'check',
                columns: [rule.attribute],
                definition: `CHECK (${total} >= ${rule.min})`,
                validated: true,
              },
            },
          ],
        };
  return together(movements, unchanged, kept, floor);
}

/** Checked when the transaction ends, when all its rows are there. */
export function balanced(rule: Rule<'balanced'>, site: Site): Guard {
  const { table, own } = family(rule.entity, rule.per, site);
  const off = (row: 'NEW' | 'OLD') =>
    `(SELECT sum(${q(rule.sum)}) FROM ${q(table)} WHERE ${own.map((name) => `${q(name)} = ${row}.${q(name)}`).join(' AND ')}) <> 0`;
  return guardTrigger(site, rule, {
    words: [rule.per, rule.sum, 'balanced'],
    when: 'AFTER INSERT OR UPDATE OR DELETE',
    deferred: true,
    body: [
      `  IF TG_OP <> 'DELETE' AND ${off('NEW')} THEN`,
      '    $refuse',
      '  END IF;',
      `  IF TG_OP <> 'INSERT' AND ${off('OLD')} THEN`,
      '    $refuse',
      '  END IF;',
      '  RETURN NULL;',
    ],
  });
}

/**
 * The parent is locked before its rows are looked for: two sessions cannot each take away the last but one. Under
 * REPEATABLE READ it is written as well, as in `bounded`.
 */
export function atLeastOne(rule: Rule<'at-least-one'>, site: Site): Guard {
  const { table, parent, own, key, matches } = family(rule.entity, rule.per, site);
  const condition = rule.when === undefined ? '' : ` AND (${rule.when})`;
  const check = (row: 'NEW' | 'OLD', isParent: boolean) => {
    const found = isParent ? matches('p', 'c').replaceAll('c.', 'x.') : '';
    const ofParent = isParent ? keyMatch(rule, site, row) : matches('p', row);
    return [
      `  PERFORM FROM ${q(parent)} AS p WHERE ${ofParent}${condition} FOR NO KEY UPDATE;`,
      `  IF FOUND AND NOT EXISTS (SELECT FROM ${q(parent)} AS p JOIN ${q(table)} AS x ON ${found === '' ? matches('p', 'x') : found} WHERE ${ofParent}) THEN`,
      '    $refuse',
      '  END IF;',
    ];
  };
  const touched = q(key[0] ?? 'id');
  const parents = guardTrigger(site, rule, {
    on: parent,
    words: ['has', table],
    when: rule.when === undefined ? 'AFTER INSERT' : 'AFTER INSERT OR UPDATE',
    deferred: true,
    body: [...check('NEW', true), '  RETURN NULL;'],
  });
  const children = guardTrigger(site, rule, {
    words: [rule.per, 'keeps_one'],
    when: `AFTER DELETE OR UPDATE OF ${own.map(q).join(', ')}`,
    deferred: true,
    body: [
      `  IF current_setting('transaction_isolation') <> 'read committed' THEN`,
      `    UPDATE ${q(parent)} AS p SET ${touched} = p.${touched} WHERE ${matches('p', 'OLD')};`,
      '  END IF;',
      ...check('OLD', false),
      '  RETURN NULL;',
    ],
  });
  return together(parents, children);
}

function keyMatch(rule: Rule<'at-least-one'>, site: Site, row: string): string {
  const to = site.model.entities[rule.entity]?.references[rule.per]?.to ?? '';
  return site
    .keyOf(to)
    .map((name) => `p.${q(name)} = ${row}.${q(name)}`)
    .join(' AND ');
}

/** A child, its parent, and how a row of one is matched with a row of the other. */
function family(entity: string, per: string, site: Site) {
  const to = site.model.entities[entity]?.references[per]?.to ?? '';
  const own = site.columnsOf(entity, per);
  const key = site.keyOf(to);
  return {
    table: site.tableOf(entity),
    parent: site.tableOf(to),
    own,
    key,
    /** `p.id = c.order_id`. */
    matches: (parent: string, child: string) =>
      own.map((name, at) => `${parent}.${q(key[at] ?? 'id')} = ${child}.${q(name)}`).join(' AND '),
  };
}

function isGenerated({ entity, per }: { entity: string; per: string }, limit: string, { model }: Site): boolean {
  const to = model.entities[entity]?.references[per]?.to ?? '';
  return model.entities[to]?.attributes[limit]?.generated !== undefined;
}

/** Columns of the entity that a condition names. */
function columnsNamed(condition: string | undefined, entity: string, site: Site): readonly string[] {
  if (condition === undefined) return [];
  const one = site.model.entities[entity];
  const known = [...Object.keys(one?.references ?? {}), ...Object.keys(one?.attributes ?? {})].flatMap((name) =>
    site.columnsOf(entity, name),
  );
  return known.filter((name) => new RegExp(`\\b${name}\\b`).test(condition));
}
