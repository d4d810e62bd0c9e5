import type { AlterDomainStmt, AlterEnumStmt, CreateDomainStmt, CreateTrigStmt, Node, ViewStmt } from '@pgsql/types';
import { type Catalog, keyOf } from '#engines/postgres/migration/catalog.ts';
import type { Deed } from '#engines/postgres/migration/deed.ts';
import { usersOfDomain } from '#engines/postgres/migration/domains.ts';
import { quoteQualified } from '#engines/postgres/quote.ts';
import type { CatalogObject } from '#vocabulary/database-schema.ts';
import type { RelationName } from '#vocabulary/migration-action.ts';
import { relationsRead, sqlOf } from './migration-expressions.ts';
import { foundName, foundObject, madeIn, madeName, namesOf, printedType } from './migration-names.ts';

/** A thing that only its definition tells of. */
export function objectDeed(
  kind: CatalogObject['kind'],
  name: RelationName,
  definition: string,
  { replaces = false, table }: { readonly replaces?: boolean; readonly table?: RelationName } = {},
): Deed {
  const owner = table === undefined ? {} : { table: table.name, tableSchema: table.schema };
  return {
    action: { kind: 'create-object', what: whats[kind] ?? kind, name: keyOf(name), replaces },
    object: { kind, ...name, ...owner, definition },
  };
}

const whats: Readonly<Record<string, string>> = { enum: 'type', composite: 'type', range: 'type' };

export function createDomainDeed(node: CreateDomainStmt, catalog: Catalog): Deed {
  const name = madeIn(namesOf(node.domainname), catalog);
  const rest = (node.constraints ?? []).map((constraint) => sqlOf(constraint)).join(' ');
  const base = printedType(node.typeName, catalog);
  const definition = `CREATE DOMAIN ${quoteQualified(name.schema, name.name)} AS ${base} ${rest}`.trim();
  return objectDeed('domain', name, definition);
}

export function alterDomainDeed(node: AlterDomainStmt, catalog: Catalog): Deed {
  const domain = foundObject(namesOf(node.typeName), ['domain'], catalog);
  const known = catalog.object(['domain'], domain);
  const tables = usersOfDomain(domain, catalog).map(({ schema, name }) => ({ schema, name }));
  const grown = (more: string) =>
    known === undefined ? {} : { object: { ...known, definition: `${known.definition} ${more}` } };
  const action: Deed['action'] = { kind: 'alter-object', what: 'domain', name: keyOf(domain) };
  switch (node.subtype) {
    case 'C': {
      const constraint = node.def && 'Constraint' in node.def ? node.def.Constraint : {};
      const notValid = constraint.skip_validation === true;
      return { action: { kind: 'add-domain-constraint', domain, notValid, tables }, ...grown(sqlOf(node.def)) };
    }
    case 'O':
      return { action: { kind: 'add-domain-constraint', domain, notValid: false, tables }, ...grown('NOT NULL') };
    case 'V':
      return { action, expression: 'validate' };
    case 'X': {
      const definition = known?.definition.replace(
        new RegExp(` CONSTRAINT "?${node.name}"? CHECK .*?(?= CONSTRAINT |$)`, 's'),
        '',
      );
      return {
        action,
        ...(known === undefined || definition === undefined ? {} : { object: { ...known, definition } }),
      };
    }
    case 'N': {
      const definition = known?.definition.replace(/ NOT NULL\b/i, '');
      return {
        action,
        ...(known === undefined || definition === undefined ? {} : { object: { ...known, definition } }),
      };
    }
    default:
      return { action };
  }
}

export function alterEnumDeed({ typeName, oldVal, newVal = '' }: AlterEnumStmt, catalog: Catalog): Deed {
  const type = foundObject(namesOf(typeName), ['enum'], catalog);
  return {
    action:
      oldVal === undefined
        ? { kind: 'add-enum-value', type, value: newVal }
        : { kind: 'rename-enum-value', type, value: oldVal, to: newVal },
  };
}

export function createTriggerDeed(node: CreateTrigStmt, text: string, catalog: Catalog): Deed {
  const table = foundName(node.relation, catalog);
  const name = node.trigname ?? '';
  return {
    action: { kind: 'create-trigger', table, name },
    ...(node.row === true ? {} : { only: true }),
    object: {
      kind: 'trigger',
      schema: table.schema,
      name,
      table: table.name,
      tableSchema: table.schema,
      definition: text,
    },
  };
}

export function createViewDeed(node: ViewStmt, catalog: Catalog): Deed {
  const view = madeName(node.view, catalog);
  const reads = relationsRead(node.query, catalog);
  return {
    action: { kind: 'create-view', view, replaces: node.replace === true, materialized: false },
    view: { ...view, columns: viewColumns(node), definition: sqlOf(node.query) },
    reads,
  };
}

/** Their types are not followed. */
function viewColumns({ aliases, query }: ViewStmt): { readonly name: string; readonly type: string }[] {
  const targets = query && 'SelectStmt' in query ? (query.SelectStmt.targetList ?? []) : [];
  const names = aliases === undefined ? targets.flatMap(targetName) : namesOf(aliases);
  return names.map((name) => ({ name, type: '' }));
}

function targetName(target: Node): readonly string[] {
  if (!('ResTarget' in target)) return [];
  const { name, val } = target.ResTarget;
  if (name !== undefined) return [name];
  return val && 'ColumnRef' in val ? namesOf(val.ColumnRef.fields).slice(-1) : [];
}
