import { modelOfSchema, type ReadModel } from '#analysis/logical-model/model-of-schema.ts';
import type { SchemaWords } from '#analysis/logical-model/schema-words.ts';
import type { ReadDialect } from '#engines/sql/read/read-dialect.ts';
import { columnsIn } from '#engines/sql/read/schema-of-draft.ts';
import { spellOthers } from '#engines/sql/read/spell-others.ts';
import { withToldConditions } from '#engines/sql/read/told-conditions.ts';
import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import { LogicalModel } from '#vocabulary/logical-model.ts';
import { warehouseDialect } from './design-warehouse.ts';
import { withRules } from './read-rules.ts';
import type { Warehouse } from './warehouse.ts';

/** A warehouse's schema in the words of the logical model. */
export function readWarehouseModel(
  given: DatabaseSchema,
  warehouse: Warehouse,
  { lexis }: Pick<ReadDialect, 'lexis'>,
  words: Omit<SchemaWords, 'keepsSql' | 'saysChecks' | 'tellsByCheck' | 'anyMoment' | 'keepsOptions'>,
): ReadModel {
  const ruled = withRules(given, warehouse);
  const tables = ruled.tables.map((table) => ({
    ...table,
    constraints: table.constraints.map((rule) =>
      rule.kind === 'check' ? { ...rule, columns: columnsIn(rule.definition, table, { lexis }) } : rule,
    ),
  }));
  const dialect = warehouseDialect(LogicalModel.parse({ name: 'read', entities: {} }), warehouse);
  return modelOfSchema({ ...ruled, tables }, dialect, spellOthers(dialect), {
    ...words,
    keepsSql: false,
    wholeIsBig: true,
    saysChecks: tables.some(({ constraints }) => constraints.some(({ kind }) => kind === 'check')),
    tellsByCheck: true,
    anyMoment: true,
    keepsOptions: true,
    // Nothing keeps updated_at but who writes the row: it is the model's own where it looks so.
    touches: () => ({ tables: new Set(tables.map(({ name }) => name)), objects: new Set() }),
    further: () => [],
    told: (table) =>
      withToldConditions(withPlainKeys(table), { lexis, mark: warehouse.quote('A b').charAt(0), isTruth: () => false }),
  });
}

/** `LOWER(email)`: that e-mail addresses are compared without case is said by what they are. */
function withPlainKeys(table: Table): Table {
  return {
    ...table,
    indexes: table.indexes.map((index) => ({
      ...index,
      keys: index.keys.map((key) => {
        const of = /^LOWER\("?`?(\w+)`?"?\)$/i.exec(key.expression ?? '')?.[1]?.toLowerCase();
        const column = table.columns.find(({ name }) => name === of)?.name;
        return column === undefined ? key : { column, direction: key.direction };
      }),
    })),
  };
}
