import { ownColumns } from '#analysis/logical-model/entity-columns.ts';
import type { AccessPattern } from '#vocabulary/access-pattern.ts';
import type { LogicalModel } from '#vocabulary/logical-model.ts';
import type { Dialect, Site } from './dialect.ts';

/** The statement of an access pattern, with parameters. */
export function accessStatement(pattern: AccessPattern, model: LogicalModel, site: Site, dialect: Dialect): string {
  if (pattern.sql !== undefined) return pattern.sql;
  const { entity, by, range, where, search, order, limit, reads } = pattern;
  const told = model.entities[entity];
  const { attributes = {}, references = {}, softDelete = false } = told ?? {};
  const columnsOf = (name: string) => site.columnsOf(entity, name);
  const all = [
    ...site.keyOf(entity),
    ...Object.keys(references).flatMap(columnsOf),
    ...Object.keys(attributes),
    ...(told === undefined ? [] : ownColumns(told)),
  ];
  let count = 0;
  const next = () => dialect.parameter(++count);
  const conditions = [
    ...by.flatMap(columnsOf).map((column) => {
      const attribute = attributes[column];
      const expression = attribute && dialect.form(attribute, dialect.quote(column)).uniqueOn;
      return expression === undefined
        ? `${dialect.quote(column)} = ${next()}`
        : `${expression} = ${expression.replace(dialect.quote(column), next())}`;
    }),
    ...(range === undefined
      ? []
      : columnsOf(range).flatMap((column) => [
          `${dialect.quote(column)} >= ${next()}`,
          `${dialect.quote(column)} < ${next()}`,
        ])),
    ...(search === undefined
      ? []
      : columnsOf(search).map((column) =>
          dialect.searchCondition(dialect.quote(column), next(), site.tableOf(entity)),
        )),
    ...(where === undefined ? [] : [where]),
    ...(softDelete ? [`${dialect.quote('deleted_at')} IS NULL`] : []),
  ];
  const sorting = order.flatMap((name) =>
    columnsOf(name.replace(/^-/, '')).map((column) => `${dialect.quote(column)}${name.startsWith('-') ? ' DESC' : ''}`),
  );
  const wanted = reads === undefined ? all : reads.flatMap(columnsOf);
  const sql = [
    `SELECT ${[...new Set(wanted)].map(dialect.quote).join(', ')}`,
    `FROM ${dialect.quote(site.tableOf(entity))}`,
    ...(conditions.length === 0 ? [] : [`WHERE ${conditions.join(' AND ')}`]),
    ...(sorting.length === 0 ? [] : [`ORDER BY ${sorting.join(', ')}`]),
  ].join('\n');
  return limit === undefined ? sql : dialect.limit(sql, limit);
}
