import type { Node, RangeVar, TypeName } from '@pgsql/types';
import type { Catalog } from '#engines/postgres/migration/catalog.ts';
import { quoteQualified } from '#engines/postgres/quote.ts';
import { longTypeNames } from '#engines/sql/resolve/long-type-names.ts';
import type { CatalogObject } from '#vocabulary/database-schema.ts';
import type { RelationName } from '#vocabulary/migration-action.ts';

/** Where temporary tables are; it stands before the search path. */
const temporarySchema = 'pg_temp';

/** A relation that a statement speaks of: where it says no schema, that in which the search path finds it. */
export function foundName(range: RangeVar | undefined, catalog: Catalog): RelationName {
  return found(range?.schemaname, range?.relname ?? '', catalog, (name) => isRelation(name, catalog));
}

/** A relation that a statement makes. */
export function madeName(range: RangeVar | undefined, catalog: Catalog): RelationName {
  const schema = range?.relpersistence === 't' ? temporarySchema : (range?.schemaname ?? firstSchema(catalog));
  return { schema, name: range?.relname ?? '' };
}

/** `["app", "orders"]` of a relation that is there. */
export function foundIn(parts: readonly string[], catalog: Catalog): RelationName {
  const [name = '', schema] = parts.toReversed();
  return found(schema, name, catalog, (one) => isRelation(one, catalog));
}

/** `["app", "status"]` of a type, function … that is there. */
export function foundObject(
  parts: readonly string[],
  kinds: readonly CatalogObject['kind'][],
  catalog: Catalog,
): RelationName {
  const [name = '', schema] = parts.toReversed();
  return found(schema, name, catalog, (one) => catalog.object(kinds, one) !== undefined);
}

/** Of an object that is made. */
export function madeIn(parts: readonly string[], catalog: Catalog): RelationName {
  const [name = '', schema = firstSchema(catalog)] = parts.toReversed();
  return { schema, name };
}

function found(
  schema: string | undefined,
  name: string,
  catalog: Catalog,
  isThere: (name: RelationName) => boolean,
): RelationName {
  if (schema !== undefined) return { schema, name };
  const first = firstSchema(catalog);
  if (isThere({ schema: first, name }) && !isThere({ schema: temporarySchema, name })) return { schema: first, name };
  const place = [temporarySchema, ...catalog.searchPath()].find((one) => isThere({ schema: one, name }));
  return { schema: place ?? first, name };
}

function isRelation(name: RelationName, catalog: Catalog): boolean {
  return (
    (catalog.table(name) ?? catalog.view(name) ?? catalog.index(name) ?? catalog.object(['sequence'], name)) !==
    undefined
  );
}

function firstSchema(catalog: Catalog): string {
  return catalog.searchPath().find((schema) => !/^"?\$user"?$/.test(schema)) ?? 'public';
}

/** The strings of a list: `["app", "f"]`. */
export function namesOf(list: readonly Node[] | undefined): string[] {
  return (list ?? []).flatMap((item) => ('String' in item ? [item.String.sval ?? ''] : []));
}

/** The names of what DROP, COMMENT and the like speak of. */
export function partsOf(node: Node | undefined): readonly string[] {
  if (node === undefined) return [];
  if ('List' in node) return namesOf(node.List.items);
  if ('String' in node) return [node.String.sval ?? ''];
  if ('TypeName' in node) return namesOf(node.TypeName.names);
  if ('ObjectWithArgs' in node) return namesOf(node.ObjectWithArgs.objname);
  if ('RangeVar' in node) return [node.RangeVar.schemaname, node.RangeVar.relname].flatMap((part) => part ?? []);
  return [];
}

/** A type as the server prints it: `numeric(12,2)`, `character varying(255)`, `app.status[]`. */
export function printedType(type: TypeName | undefined, catalog: Catalog): string {
  const parts = namesOf(type?.names).filter((part, index, all) => !(part === 'pg_catalog' && all.length > index + 1));
  const last = parts.at(-1) ?? '';
  const own = parts.length === 1 ? (longTypeNames.get(last) ?? serialTypes.get(last)) : undefined;
  const isOwn = own !== undefined || (parts.length === 1 && plainTypes.has(last));
  const base = isOwn ? withModifiers(own ?? last, modifiersOf(type)) : userType(parts, catalog);
  return `${base}${(type?.arrayBounds ?? []).length > 0 ? '[]' : ''}`;
}

function userType(parts: readonly string[], catalog: Catalog): string {
  const { schema, name } = foundObject(parts, ['enum', 'domain', 'composite', 'range'], catalog);
  return quoteQualified(schema, name);
}

function modifiersOf(type: TypeName | undefined): readonly number[] {
  const numbers = (type?.typmods ?? []).map((node) =>
    'A_Const' in node && node.A_Const.ival ? (node.A_Const.ival.ival ?? 0) : -1,
  );
  return numbers.every((number) => number >= 0) ? numbers : [];
}

function withModifiers(base: string, modifiers: readonly number[]): string {
  const [first, second] = modifiers;
  if (first === undefined)
    return base === 'bit' || base === 'character' ? `${base === 'bit' ? 'bit(1)' : 'bpchar'}` : base;
  // The first number of an interval says which fields it has.
  if (base === 'interval') return second === undefined ? base : `interval(${second})`;
  if (base === 'numeric') return `numeric(${first},${second ?? 0})`;
  const [word = base, ...zone] = base.split(/ (?=with)/);
  return [`${word}(${first})`, ...zone].join(' ');
}

/** Columns of these types are of another, and count. */
const serialTypes: ReadonlyMap<string, string> = new Map([
  ['smallserial', 'smallint'],
  ['serial2', 'smallint'],
  ['serial', 'integer'],
  ['serial4', 'integer'],
  ['bigserial', 'bigint'],
  ['serial8', 'bigint'],
]);

const plainTypes = new Set(
  `numeric text bytea date interval uuid json jsonb jsonpath xml bit name oid money inet cidr macaddr macaddr8 point line
  lseg box path polygon circle tsvector tsquery int4range int8range numrange tsrange tstzrange daterange int4multirange
  int8multirange nummultirange tsmultirange tstzmultirange datemultirange pg_lsn txid_snapshot pg_snapshot xid xid8 cid tid
  regclass regtype regproc regprocedure regoper regoperator regrole regnamespace regconfig regdictionary regcollation
  record void trigger aclitem char`.split(/\s+/),
);

/** serial, bigserial: an integer, a sequence and nextval. */
export function isSerial(type: TypeName | undefined): boolean {
  const parts = namesOf(type?.names);
  return parts.length === 1 && /^(?:small|big)?serial[248]?$/.test(parts[0] ?? '');
}
