import { quoteIdentifier, quoteQualified } from '#engines/postgres/quote.ts';
import type { Item, Kind, Parts } from './item.ts';

/** `public.orders`, `public.orders.total`, `public.tax(numeric)`: a thing's name among those of its kind. */
export function identityOf(kind: Kind, row: Readonly<Record<string, unknown>>): string {
  const of = (key: string) => String(row[key]);
  switch (kind) {
    case 'schema':
    case 'extension':
    case 'event-trigger':
      return quoteIdentifier(of('name'));
    case 'column':
    case 'default':
    case 'identity-sequence':
    case 'constraint':
    case 'trigger':
    case 'rule':
    case 'policy':
      return `${quoteQualified(of('schema'), of('table'))}.${quoteIdentifier(of('name'))}`;
    case 'domain-constraint':
      return `${quoteQualified(of('schema'), of('domain'))}.${quoteIdentifier(of('name'))}`;
    case 'function':
    case 'procedure':
    case 'aggregate':
      return `${quoteQualified(of('schema'), of('name'))}(${of('types')})`;
    case 'default-privileges':
      return [
        quoteIdentifier(of('role')),
        ...(typeof row['schema'] === 'string' ? [quoteIdentifier(row['schema'])] : []),
        of('objects').toLowerCase(),
      ].join(' ');
    default:
      return quoteQualified(of('schema'), of('name'));
  }
}

export function tableOf(parts: { readonly schema: string; readonly table: string }): string {
  return quoteQualified(parts.schema, parts.table);
}

const words: Partial<Record<Kind, string>> = {
  enum: 'TYPE',
  composite: 'TYPE',
  range: 'TYPE',
  'materialized-view': 'MATERIALIZED VIEW',
  'event-trigger': 'EVENT TRIGGER',
};

/** As COMMENT ON, GRANT ON and DROP name it: `CONSTRAINT total_positive ON public.orders`. */
export function targetOf(item: Item): string {
  switch (item.kind) {
    case 'constraint':
    case 'trigger':
    case 'rule':
    case 'policy':
      return `${item.kind.toUpperCase()} ${quoteIdentifier(item.parts.name)} ON ${tableOf(item.parts)}`;
    case 'identity-sequence':
      return `SEQUENCE ${nameOf(item.parts.sequence)}`;
    case 'domain-constraint':
      return `CONSTRAINT ${quoteIdentifier(item.parts.name)} ON DOMAIN ${quoteQualified(item.parts.schema, item.parts.domain)}`;
    case 'aggregate':
      return `AGGREGATE ${nameOf(item.parts)}(${item.parts.arguments === '' ? '*' : item.parts.arguments})`;
    default:
      return `${words[item.kind] ?? item.kind.toUpperCase()} ${item.identity}`;
  }
}

export function nameOf(parts: Pick<Parts<'table'>, 'schema' | 'name'>): string {
  return quoteQualified(parts.schema, parts.name);
}
