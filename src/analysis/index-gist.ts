import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { IndexKey } from '#vocabulary/index-definition.ts';
import type { SortKey } from '#vocabulary/resolved-query.ts';
import { withoutTexts } from './index-expression.ts';
import { hasExtension } from './index-extensions.ts';
import { bareType, type SearchSubject } from './search-subject.ts';

/** Operators of GiST's classes, by type. https://www.postgresql.org/docs/18/gist.html#GIST-BUILTIN-OPCLASSES */
const classes: readonly { readonly type: RegExp; readonly operators: readonly string[]; readonly name?: string }[] = [
  { type: /(range|multirange)$/, operators: ['&&', '@>', '<@', '<<', '>>', '&<', '&>', '-|-'] },
  { type: /^point$/, operators: ['<@', '<<', '>>', '<<|', '|>>', '~=', '<^', '>^'] },
  {
    type: /^(box|polygon|circle|geometry|geography)$/,
    operators: ['&&', '@>', '<@', '<<', '>>', '&<', '&>', '<<|', '|>>', '&<|', '|&>', '~=', '@', '~'],
  },
  // Not the default class: it must be named.
  { type: /^(inet|cidr)$/, operators: ['&&', '<<', '<<=', '>>', '>>='], name: 'inet_ops' },
  { type: /^ltree(\[\])?$/, operators: ['@>', '<@', '~', '?', '@'] },
  { type: /^(cube|seg)$/, operators: ['&&', '@>', '<@'] },
];

/** The key of a GiST index that serves the condition: ranges, shapes, networks, trees of labels. */
export function gistKey({ place, type, operator }: SearchSubject): IndexKey | undefined {
  const fit = classes.find((one) => one.type.test(type));
  if (fit === undefined || !fit.operators.includes(operator)) return undefined;
  return { ...place, direction: 'asc', ...(fit.name === undefined ? {} : { operatorClass: fit.name }) };
}

/**
 * `ORDER BY location <-> $1 LIMIT 10`: GiST gives the rows in the order of their distance, nearest first.
 * https://www.postgresql.org/docs/18/indexes-types.html#INDEXES-TYPES-GIST
 */
export function nearestKey([first]: readonly SortKey[], table: Table, schema: DatabaseSchema): IndexKey | undefined {
  if (first?.expression === undefined || first.direction === 'desc' || first.nulls === 'first') return undefined;
  const sides = first.expression.split(/\s(?:<->|<<->|<->>|<<<->|<->>>)\s/);
  const column = table.columns.find(({ name }) => sides.some((side) => side === name || side === `"${name}"`));
  if (sides.length !== 2 || column === undefined) return undefined;
  const other = withoutTexts(sides.find((side) => side !== column.name && side !== `"${column.name}"`) ?? '');
  if (table.columns.some(({ name }) => new RegExp(`(^|[^\\w$])"?${name}"?([^\\w(]|$)`).test(other))) return undefined;
  const type = bareType(column.type);
  const key: IndexKey = { column: column.name, direction: 'asc' };
  if (/^(point|box|polygon|circle|cube|geometry|geography)$/.test(type)) return key;
  if (/^(text|character|varchar|citext)/.test(type)) {
    return hasExtension(schema, 'pg_trgm') ? { ...key, operatorClass: 'gist_trgm_ops' } : undefined;
  }
  const isNumber = /^(smallint|integer|bigint|real|double|date|time|interval|money|oid)/.test(type);
  return isNumber && hasExtension(schema, 'btree_gist') ? key : undefined;
}

/** `client << '10.1.0.0/16'` is also a range of a B-tree. src/backend/utils/adt/network.c (network_subset_support) */
export function networkRangeKey({ place, type, operator, given }: SearchSubject): IndexKey | undefined {
  const isRange = /^(inet|cidr)$/.test(type) && (operator === '<<' || operator === '<<=') && given;
  return isRange ? { ...place, direction: 'asc' } : undefined;
}

/** Types that btree_gist brings into a GiST index. https://www.postgresql.org/docs/18/btree-gist.html */
export function fitsGist(type: string): boolean {
  return /^(smallint|integer|bigint|real|double precision|numeric|timestamp|time|date|interval|oid|money|text|character|varchar|bytea|bit|macaddr|inet|cidr|uuid|boolean)/.test(
    type,
  );
}
