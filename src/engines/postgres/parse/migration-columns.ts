import type { ColumnDef } from '@pgsql/types';
import { firstFreeName } from '#analysis/migration/default-name.ts';
import type { Catalog } from '#engines/postgres/migration/catalog.ts';
import { domainOf, isConstrained } from '#engines/postgres/migration/domains.ts';
import { quoteQualified } from '#engines/postgres/quote.ts';
import type { Column } from '#vocabulary/database-schema.ts';
import type { RelationName, Volatility } from '#vocabulary/migration-action.ts';
import { type NamesInPlay, type ReadConstraint, readConstraint } from './migration-constraints.ts';
import { sqlOf, volatilityOf } from './migration-expressions.ts';
import { isSerial, namesOf, printedType } from './migration-names.ts';

/** A column as CREATE TABLE and ADD COLUMN write it. */
interface ReadColumn {
  readonly column: Column;
  readonly notNull: boolean;
  readonly serial: boolean;
  readonly default?: { readonly sql: string; readonly volatility: Volatility };
  readonly constrainedDomain: boolean;
  readonly constraints: readonly ReadConstraint[];
}

export function readColumn(
  definition: ColumnDef,
  table: RelationName,
  catalog: Catalog,
  names: NamesInPlay,
): ReadColumn {
  const name = definition.colname ?? '';
  const nodes = (definition.constraints ?? []).flatMap((node) => ('Constraint' in node ? [node.Constraint] : []));
  const of = (contype: string) => nodes.find((node) => node.contype === contype);
  const constraints = nodes.flatMap((node) => {
    // A plain NOT NULL is told by the column itself.
    if (node.contype === 'CONSTR_NOTNULL') return [];
    const read = readConstraint(node, table, catalog, names, name);
    if (read !== undefined) names.taken.add(read.constraint.name);
    return read ?? [];
  });
  const serial = isSerial(definition.typeName);
  const [identity, generated] = [of('CONSTR_IDENTITY'), of('CONSTR_GENERATED')];
  const expression = of('CONSTR_DEFAULT')?.raw_expr ?? definition.raw_default;
  const notNull =
    serial || identity !== undefined || of('CONSTR_NOTNULL') !== undefined || of('CONSTR_PRIMARY') !== undefined;
  const type = printedType(definition.typeName, catalog);
  const domain = domainOf(type, catalog);
  const collation = namesOf(definition.collClause?.collname).join('.');
  const value = serial ? `nextval('${sequenceOf(table, name)}'::regclass)` : sqlOf(expression);
  return {
    column: {
      name,
      type,
      nullable: !notNull,
      ...(value === '' ? {} : { default: value }),
      ...(identity === undefined ? {} : { identity: identity.generated_when === 'a' ? 'always' : 'by-default' }),
      ...(generated === undefined
        ? {}
        : {
            generated: sqlOf(generated.raw_expr),
            generatedKind: generated.generated_kind === 'v' ? 'virtual' : 'stored',
          }),
      ...(collation === '' ? {} : { collation }),
    },
    notNull,
    serial,
    ...(expression === undefined ? {} : { default: { sql: value, volatility: volatilityOf(expression, catalog) } }),
    constrainedDomain: domain !== undefined && isConstrained(domain),
    constraints,
  };
}

function sequenceOf({ schema, name }: RelationName, column: string): string {
  return quoteQualified(
    schema,
    firstFreeName(name, [column], 'seq', () => false),
  );
}
