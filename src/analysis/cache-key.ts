import type { CacheKeyPart } from '#vocabulary/cache-strategy.ts';
import type { Predicate, ResolvedQuery, ResolvedRelation } from '#vocabulary/resolved-query.ts';
import type { CacheRequest } from './cache-request.ts';
import { callEffect } from './call-effects.ts';
import { findTable } from './find-table.ts';

/** Parameters, the literals compared with columns, and what of the session it reads. */
export function cacheKeyParts({ query, schema }: CacheRequest): readonly CacheKeyPart[] {
  const columnOf = (predicate: Predicate) =>
    predicate.column === undefined ? undefined : `${query.relations[predicate.relation]?.name}.${predicate.column}`;
  const parameters = query.parameters.map(({ number, written, comparedWith }): CacheKeyPart => {
    const predicate = query.predicates.find((one) => one.parameter === number);
    const column =
      comparedWith === undefined
        ? predicate && columnOf(predicate)
        : `${query.relations[comparedWith.relation]?.name}.${comparedWith.column}`;
    return { value: written ?? `$${number}`, from: 'parameter', ...(column === undefined ? {} : { column }) };
  });
  const literals = query.predicates
    .filter(({ kind, value, constant }) => constant && value !== undefined && (kind === 'equality' || kind === 'in'))
    .map((predicate): CacheKeyPart => {
      const column = columnOf(predicate);
      return { value: predicate.value ?? '', from: 'literal', ...(column === undefined ? {} : { column }) };
    });
  const secured = baseTables(query).some((one) => findTable(schema, one)?.rowSecurity === true);
  const session = query.functions.filter((name) => callEffect(name, schema) === 'session');
  const all = [
    ...parameters,
    ...literals,
    ...session.map((value): CacheKeyPart => ({ value, from: 'session' })),
    ...(secured && !session.includes('current_user') ? [{ value: 'current_user', from: 'session' as const }] : []),
  ];
  return all.filter(
    (part, at) => all.findIndex((one) => one.value === part.value && one.column === part.column) === at,
  );
}

/** "orders:v1:{user_id}": tables, a version to raise when the query changes, and the values. */
export function cacheKeyPattern(query: ResolvedQuery, parts: readonly CacheKeyPart[]): string {
  const names = [...new Set(baseTables(query).map(({ name }) => name))];
  const slot = ({ value, column, from }: CacheKeyPart) =>
    from === 'literal'
      ? value.replaceAll(/^'|'$/g, '')
      : `{${column?.split('.').at(-1) ?? value.replace(/^[$:@]/, 'p')}}`;
  return [names.slice(0, 3).join('+') || 'answer', 'v1', ...parts.map(slot)].join(':');
}

/** The tables that it reads, once for each time that it names them. */
export function baseTables(query: ResolvedQuery): readonly ResolvedRelation[] {
  return query.relations.filter(({ kind }) => kind === 'table');
}
