import type { GuardedRule, Site } from '#analysis/physical-design/dialect.ts';
import { endCheck } from '#engines/sql/design/end-checks.ts';
import { family, toldColumns } from '#engines/sql/design/entity-columns.ts';
import type { Warehouse } from './warehouse.ts';

/** A query that finds the rows which break a rule, and when to run it. */
export function brokenRows(rule: GuardedRule, site: Site, warehouse: Warehouse): string {
  const q = warehouse.quote;
  const table = q(site.tableOf(rule.entity));
  const staged = q(`${site.tableOf(rule.entity)}_staged`);
  const key = site.keyOf(rule.entity);
  const column = (name: string) => q(site.columnsOf(rule.entity, name)[0] ?? name);
  const same = (one: string, other: string) =>
    key.map((name) => `${one}.${q(name)} = ${other}.${q(name)}`).join(' AND ');
  const keyOf = (alias: string) => key.map((name) => `${alias}.${q(name)}`).join(', ');
  const applies = 'where' in rule && rule.where !== undefined ? ` WHERE ${rule.where}` : '';
  const list = (names: readonly string[], alias: string) => names.map((name) => `${alias}.${q(name)}`).join(', ');
  switch (rule.kind) {
    case 'transitions': {
      const state = column(rule.attribute);
      const ways = Object.entries(rule.allowed)
        .filter(([, to]) => to.length > 0)
        .map(
          ([from, to]) =>
            `(t.${state} = ${warehouse.literal(from)} AND s.${state} IN (${to.map(warehouse.literal).join(', ')}))`,
        );
      return beforeMerge(
        staged,
        `SELECT ${keyOf('s')}, t.${state} AS was, s.${state} AS becomes FROM ${staged} AS s JOIN ${table} AS t ON ${same('s', 't')} WHERE s.${state} <> t.${state}${ways.length === 0 ? '' : ` AND NOT (${ways.join(' OR ')})`}`,
      );
    }
    case 'immutable': {
      const entity = site.model.entities[rule.entity];
      const watched = rule.attributes?.flatMap((name) => site.columnsOf(rule.entity, name));
      const compared = (watched ?? toldColumns(rule.entity, site).filter((name) => !key.includes(name))).filter(
        (name) => !['json', 'binary', 'vector'].includes(entity?.attributes[name]?.domain ?? ''),
      );
      const differs = compared.map(
        (name) => `s.${q(name)} <> t.${q(name)} OR (s.${q(name)} IS NULL) <> (t.${q(name)} IS NULL)`,
      );
      const old = rule.when === undefined ? table : `(SELECT * FROM ${table} WHERE ${rule.when})`;
      return beforeMerge(
        staged,
        `SELECT ${keyOf('s')} FROM ${staged} AS s JOIN ${old} AS t ON ${same('s', 't')}${differs.length === 0 ? '' : ` WHERE ${differs.join(' OR ')}`}`,
      );
    }
    case 'only-grows': {
      const grown = column(rule.attribute);
      return beforeMerge(
        staged,
        `SELECT ${keyOf('s')}, t.${grown} AS was, s.${grown} AS becomes FROM ${staged} AS s JOIN ${table} AS t ON ${same('s', 't')} WHERE t.${grown} IS NOT NULL AND (s.${grown} IS NULL OR s.${grown} < t.${grown})`,
      );
    }
    case 'only-while': {
      const { parent, own, key: target } = family(rule.entity, rule.reference, site);
      const match = own.map((name, at) => `p.${q(target[at] ?? 'id')} = s.${q(name)}`).join(' AND ');
      return beforeMerge(
        staged,
        `SELECT ${keyOf('s')} FROM (SELECT * FROM ${staged}${applies}) AS s JOIN (SELECT * FROM ${q(parent)} WHERE NOT (${rule.parent})) AS p ON ${match} WHERE NOT EXISTS (SELECT 1 FROM ${table} AS t WHERE ${same('s', 't')})`,
      );
    }
    case 'no-overlap': {
      const per = rule.per.flatMap((name) => site.columnsOf(rule.entity, name));
      const rows = `(SELECT * FROM ${table}${applies})`;
      const [from, to] = [column(rule.from), column(rule.to)];
      const match = [
        ...per.map((name) => `a.${q(name)} = b.${q(name)}`),
        `a.${q(key[0] ?? 'id')} < b.${q(key[0] ?? 'id')}`,
        `(b.${to} IS NULL OR a.${from} < b.${to})`,
        `(a.${to} IS NULL OR b.${from} < a.${to})`,
      ];
      return afterLoad(
        `SELECT ${key.map((name) => `a.${q(name)} AS one_${name}, b.${q(name)} AS other_${name}`).join(', ')} FROM ${rows} AS a JOIN ${rows} AS b ON ${match.join(' AND ')}`,
      );
    }
    case 'sum-at-most':
    case 'count-at-most': {
      const { parent, own, key: target } = family(rule.entity, rule.per, site);
      const used = rule.kind === 'sum-at-most' ? `SUM(${column(rule.sum)})` : 'COUNT(*)';
      const limit = typeof rule.limit === 'number' ? String(rule.limit) : `p.${q(rule.limit)}`;
      const match = own.map((name, at) => `p.${q(target[at] ?? 'id')} = c.${q(name)}`).join(' AND ');
      const names = own.map(q).join(', ');
      return afterLoad(
        `SELECT ${list(target, 'p')}, c.used, ${limit} AS allowed FROM ${q(parent)} AS p JOIN (SELECT ${names}, ${used} AS used FROM ${table}${applies} GROUP BY ${names}) AS c ON ${match} WHERE c.used > ${limit}`,
      );
    }
    case 'running-total': {
      const level = q(site.tableOf(rule.into));
      const pairs = Object.entries(rule.match).flatMap(([of, from]) => {
        const target = site.columnsOf(rule.into, of);
        return site.columnsOf(rule.entity, from).map((name, at) => [target[at] ?? of, name] as const);
      });
      const names = pairs.map(([, name]) => q(name)).join(', ');
      const total = `l.${q(rule.attribute)}`;
      const floor = rule.min === undefined ? '' : ` OR ${total} < ${rule.min}`;
      return afterLoad(
        `SELECT ${pairs.map(([name]) => `l.${q(name)}`).join(', ')}, ${total}, m.moved FROM ${level} AS l LEFT JOIN (SELECT ${names}, SUM(${column(rule.sum)}) AS moved FROM ${table} GROUP BY ${names}) AS m ON ${pairs.map(([of, name]) => `l.${q(of)} = m.${q(name)}`).join(' AND ')} WHERE ${total} <> COALESCE(m.moved, 0)${floor}`,
      );
    }
    case 'balanced':
    case 'at-least-one':
      return afterLoad(endCheck(rule, site, q)?.sql ?? '');
    case 'acyclic': {
      const parent = column(rule.parent);
      const id = q(key[0] ?? 'id');
      return afterLoad(
        `WITH RECURSIVE above AS (SELECT ${id} AS start_id, ${parent} AS node, 1 AS depth FROM ${table} WHERE ${parent} IS NOT NULL UNION ALL SELECT a.start_id, t.${parent}, a.depth + 1 FROM above AS a JOIN ${table} AS t ON t.${id} = a.node WHERE t.${parent} IS NOT NULL AND a.node <> a.start_id AND a.depth < 100) SELECT DISTINCT start_id FROM above WHERE node = start_id`,
      );
    }
    case 'exactly-one': {
      const there = rule.of.map((name) => `CASE WHEN ${column(name)} IS NULL THEN 0 ELSE 1 END`).join(' + ');
      return afterLoad(`SELECT ${key.map(q).join(', ')} FROM ${table} WHERE ${there} <> 1`);
    }
    case 'native':
      return 'Check it in the job that loads the rows.';
  }
}

export function afterLoad(sql: string): string {
  return `Run after each load; every row that it finds breaks the rule: ${sql}`;
}

/** What changed cannot be seen in what is there: the new rows are compared with the old ones before they replace them. */
function beforeMerge(staged: string, sql: string): string {
  return `The rows that are there do not tell how they came. Load into ${staged}, and before they are merged run: ${sql}`;
}
