import type { CatalogObject } from '#vocabulary/database-schema.ts';
import type { RelationName } from '#vocabulary/migration-action.ts';
import type { Catalog } from './catalog.ts';

/** The domain that a printed type is (`public.label`); undefined where it is something else. */
export function domainOf(type: string, catalog: Catalog): CatalogObject | undefined {
  if (!type.includes('.')) return undefined;
  const plain = type.replaceAll('"', '');
  return catalog
    .objectsNamed(plain.slice(plain.indexOf('.') + 1))
    .find((one) => one.kind === 'domain' && plain === `${one.schema}.${one.name}`);
}

/** A domain is checked wherever a value becomes one of its own. */
export function isConstrained({ definition }: CatalogObject): boolean {
  return /\bNOT NULL\b|\bCHECK\s*\(/i.test(definition);
}

/** The type that a column of this one is stored as, through domains of domains. */
export function storedType(type: string, catalog: Catalog): string {
  let stored = type;
  for (let depth = 0; depth < 8; depth++) {
    const domain = domainOf(stored, catalog);
    if (domain === undefined) break;
    stored = baseOf(domain);
  }
  return stored;
}

/** `CREATE DOMAIN app.email AS text NOT NULL CHECK (…)` -> text. */
function baseOf({ definition }: CatalogObject): string {
  const [, base = ''] =
    /^CREATE DOMAIN .+? AS (.+?)(?= COLLATE\b| DEFAULT\b| NOT NULL\b| NULL\b| CONSTRAINT\b| CHECK\b|$)/s.exec(
      definition,
    ) ?? [];
  return base;
}

/** Tables with a column of the domain, or of a domain or an array over it. */
export function usersOfDomain({ schema, name }: RelationName, catalog: Catalog): readonly RelationName[] {
  const plain = `${schema}.${name}`;
  const is = (type: string): boolean => {
    const bare = type.replaceAll('"', '').replace(/\[\]$/, '');
    if (bare === plain) return true;
    const over = domainOf(bare, catalog);
    return over !== undefined && over.definition !== '' && is(baseOf(over));
  };
  return [...catalog.tables()].filter(({ columns }) => columns.some(({ type }) => is(type)));
}
