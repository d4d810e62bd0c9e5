import { designTables } from '#analysis/physical-design/design-tables.ts';
import type { Dialect, Site } from '#analysis/physical-design/dialect.ts';
import { siteOf } from '#analysis/physical-design/site-of.ts';
import { unpreparedReads } from '#engines/sql/design/unprepared-reads.ts';
import type { LogicalModel } from '#vocabulary/logical-model.ts';
import type { PhysicalDesign } from '#vocabulary/physical-design.ts';
import { afterLoad, brokenRows } from './broken-rows.ts';
import { warehouseForm } from './forms.ts';
import { layoutOf } from './layout.ts';
import { inWordsOf } from './model-words.ts';
import { asNoted, warehouseStatements } from './statements.ts';
import { brokenRules } from './table-checks.ts';
import type { Warehouse } from './warehouse.ts';

/**
 * A logical model as a warehouse holds it. It keeps NOT NULL and types; all other rules are noted where that helps its
 * planner, and each comes with the query that finds what breaks it.
 */
export function designWarehouse(given: LogicalModel, warehouse: Warehouse, now: Date): PhysicalDesign {
  const model = inWordsOf(given, warehouse);
  const dialect = warehouseDialect(model, warehouse);
  const site = siteOf(model, dialect);
  // How rows lie is decided by `layoutOf`, not by parts as PostgreSQL has them.
  const entities = Object.fromEntries(
    Object.entries(model.entities).map(([name, { volume: _, partitionBy: __, ...entity }]) => [name, entity]),
  );
  const made = designTables({ ...model, entities }, dialect, now);
  const layouts = Object.keys(model.entities).map((name) => [site.tableOf(name), layoutOf(name, site)] as const);
  const { tables } = made.schema;
  return {
    ...made,
    schema: { ...made.schema, tables: tables.map((table) => asNoted(table, tables, warehouse)) },
    decisions: [
      ...made.decisions,
      ...layouts.flatMap(([name, layout]) => {
        const table = tables.find((one) => one.name === name);
        return table === undefined ? [] : (warehouse.storage(table, layout) ?? []);
      }),
      ...warehouse.decisions,
      ...unpreparedReads(model, warehouse.name).map(({ what }) => ({
        what,
        why: 'Make it a table or a materialized view in the words of the warehouse. Its query stands in model.yaml, as PostgreSQL has it.',
      })),
    ],
    unenforced: [
      ...made.unenforced,
      ...onlyOnes(model, site, warehouse),
      {
        what: 'Keys, references, uniqueness and checks of single tables are noted or left out, not kept.',
        instead: `Run after each load; each rule that is broken is a row: SELECT * FROM ${brokenRules} WHERE times > 0`,
      },
      ...(tables.some(({ columns }) => columns.some(({ name }) => name === 'updated_at'))
        ? [
            {
              what: 'updated_at is not kept by the server.',
              instead: 'The job that changes a row writes it: there are no triggers.',
            },
          ]
        : []),
    ],
  };
}

export function warehouseDialect(model: LogicalModel, warehouse: Warehouse): Dialect {
  const { id, name, longestName, types, quote, now } = warehouse;
  return {
    id,
    name,
    schema: '',
    longestName,
    has: {
      // A unique rule with a condition stays one thing until it becomes a check.
      partialIndexes: true,
      secondaryIndexes: false,
    },
    form: (attribute, column) => warehouseForm(attribute, column, warehouse),
    key: warehouse.key,
    keyType: (keys) => warehouse.key(keys).type,
    moment: { type: types.moment, now: now.moment },
    quote,
    guard: (rule, site) => ({ instead: brokenRows(rule, site, warehouse) }),
    touch: () => [],
    searchCondition: warehouse.contains,
    parameter: warehouse.parameter,
    limit: (sql, rows) => `${sql}\nLIMIT ${rows}`,
    statements: (design) => warehouseStatements(design, model, warehouse),
  };
}

function onlyOnes(model: LogicalModel, site: Site, { quote: q }: Warehouse): PhysicalDesign['unenforced'] {
  return model.invariants.flatMap((rule) => {
    if (rule.kind !== 'only-one') return [];
    const per = rule.per.flatMap((name) => site.columnsOf(rule.entity, name)).map(q);
    const alive = model.entities[rule.entity]?.softDelete === true ? ` AND ${q('deleted_at')} IS NULL` : '';
    const group = per.length === 0 ? '' : ` GROUP BY ${per.join(', ')}`;
    return {
      what: rule.says,
      instead: afterLoad(
        `SELECT ${[...per, 'COUNT(*) AS times'].join(', ')} FROM ${q(site.tableOf(rule.entity))} WHERE (${rule.where})${alive}${group} HAVING COUNT(*) > 1`,
      ),
    };
  });
}
