import { ownColumns } from '#analysis/logical-model/entity-columns.ts';
import type { CatalogObject, Constraint, Table } from '#vocabulary/database-schema.ts';
import type { LogicalModel } from '#vocabulary/logical-model.ts';
import type { Invariant } from '#vocabulary/model-invariant.ts';
import type { PhysicalDesign } from '#vocabulary/physical-design.ts';
import { accessStatement } from './access-statement.ts';
import { asImported } from './as-imported.ts';
import type { Dialect, Guard, Site } from './dialect.ts';
import { entityTable } from './entity-table.ts';
import { keyDecision } from './key-decision.ts';
import { partitioned } from './partitioned.ts';
import { readIndexes } from './read-indexes.ts';
import { routineDecisions } from './routine-decisions.ts';
import { siteOf } from './site-of.ts';
import { agreementKeys, distinctColumns, uniqueRule, uniqueRules } from './unique-rules.ts';

/** The tables, rules, indexes and triggers that hold a model in one dialect. The model is sound: `checkModel` said so. */
export function designTables(model: LogicalModel, dialect: Dialect, now: Date): PhysicalDesign {
  const site = siteOf(model, dialect);
  const entities = Object.entries(model.entities);
  const bare = entities.map(([name, entity]): Table => {
    const table = entityTable(name, entity, site, dialect);
    const { constraints, indexes, columns } = uniqueRules(name, entity, site, dialect);
    return {
      ...table,
      columns: [...table.columns, ...columns],
      constraints: [...table.constraints, ...constraints],
      indexes: [...table.indexes, ...indexes],
    };
  });
  const ruled = [
    ...model.invariants,
    ...entities.flatMap(([entity, { appendOnly }]) =>
      appendOnly
        ? [{ kind: 'immutable' as const, entity, says: `Rows of ${site.tableOf(entity)} are only added.` }]
        : [],
    ),
  ].map((rule) => ({ rule, guard: guardOf(rule, site, dialect) }));
  const guards = ruled.map(({ guard }) => guard);
  const guarded = agreementKeys(bare, site, dialect).map((table) => withGuards(table, guards));
  const { tables: divided, decisions } = partitioned(model, guarded, site, dialect, now);
  const serving = readIndexes(model, divided, site, dialect);
  const imported = model.imported?.dialect === dialect.id ? model.imported : undefined;
  const indexed = divided.map((table) => ({
    ...table,
    indexes: [...table.indexes, ...serving.flatMap(({ index }) => (index.table === table.name ? [index] : []))],
  }));
  const prepared = model.summaries.flatMap((summary) => dialect.summary?.(summary, site) ?? []);
  const tables = [...asImported(indexed, imported), ...prepared];
  const objects: CatalogObject[] = [
    ...entities.flatMap(([name, entity]) =>
      ownColumns(entity).includes('updated_at') ? dialect.touch(site.tableOf(name), site) : [],
    ),
    ...guards.flatMap((guard) => guard.objects ?? []),
  ];
  const unique = objects.filter(
    (one, at) =>
      objects.findIndex((other) => other.kind === one.kind && other.name === one.name && other.table === one.table) ===
      at,
  );
  // A schema that was read has what it has: nothing is added to it.
  const routines = model.imported === undefined ? (dialect.routines?.(tables, site) ?? []) : [];
  return {
    dialect: dialect.id,
    schema: {
      engine: dialect.id,
      searchPath: dialect.schema === '' ? [] : [dialect.schema],
      tables,
      views: [],
      objects: [...unique, ...routines.map(({ object }) => object)],
      unread: [],
    },
    statements: [
      ...dialect.statements({
        tables,
        objects: [...unique, ...routines.map(({ object }) => object)],
        native: model.native[dialect.id] ?? [],
        after: imported?.after ?? [],
      }),
    ],
    indexes: serving.map(({ index, serves }) => ({ table: index.table, name: index.name, serves: [...serves] })),
    access: model.access.map((pattern) => ({
      name: pattern.name,
      entity: pattern.entity,
      sql: accessStatement(pattern, model, site, dialect),
    })),
    ...(routines.length === 0
      ? {}
      : { routines: routines.map(({ object, call, says }) => ({ name: object.name, call, says })) }),
    decisions: [...keyDecision(model, dialect), ...decisions, ...routineDecisions(site, dialect, routines)],
    unenforced: ruled.flatMap(({ rule, guard }) =>
      guard.instead === undefined ? [] : [{ what: rule.says, instead: guard.instead }],
    ),
  };
}

function guardOf(rule: Invariant, site: Site, dialect: Dialect): Guard {
  const entity = site.model.entities[rule.entity];
  if (rule.kind !== 'only-one') return dialect.guard(rule, site);
  if (entity === undefined) return {};
  const { columns, indexes } = uniqueRule(rule.entity, entity, { of: rule.per, where: rule.where }, site, dialect);
  return { indexes, columns: columns.map((column) => ({ table: site.tableOf(rule.entity), column })) };
}

function withGuards(table: Table, guards: readonly Guard[]): Table {
  return {
    ...table,
    columns: [
      ...distinctColumns([
        ...table.columns,
        ...guards.flatMap(({ columns = [] }) =>
          columns.flatMap((one) => (one.table === table.name ? [one.column] : [])),
        ),
      ]),
    ],
    constraints: [
      ...table.constraints,
      ...withoutRepeats(
        guards.flatMap(({ constraints = [] }) =>
          constraints.flatMap((one) => (one.table === table.name ? [one.constraint] : [])),
        ),
      ),
    ],
    indexes: [
      ...table.indexes,
      ...guards.flatMap(({ indexes = [] }) => indexes.filter((one) => one.table === table.name)),
    ],
  };
}

/** Two rules about one time each bring the CHECK that it ends after it begins. */
function withoutRepeats(constraints: readonly Constraint[]): Constraint[] {
  return constraints.filter(
    (one, at) => constraints.findIndex(({ definition }) => definition === one.definition) === at,
  );
}
