import type { Table } from '#vocabulary/database-schema.ts';
import { columnsOf } from './branches.ts';
import type { CheckOperand, IndexCondition } from './check-condition.ts';
import { compileOperand, compileTest, type ScaleOf, type Test, type ValueOf } from './evaluate.ts';
import type { Refusal } from './table-conditions.ts';

/** What no two rows may have in common. */
export interface UniqueRule {
  readonly name: string;
  /** Columns that it reads. */
  readonly columns: readonly string[];
  /** Whole columns in all rows: no expression, no predicate. */
  readonly isPlain: boolean;
  /** Only rows for which this is true take part. */
  readonly predicate?: Test | undefined;
  readonly keys: readonly ((value: ValueOf) => string | null)[];
  readonly nullsNotDistinct: boolean;
}

/** Primary keys, unique constraints and unique indexes. */
export function uniqueRules(
  table: Table,
  indexes: readonly IndexCondition[],
  scaleOf: ScaleOf,
  refused: Refusal[],
): readonly UniqueRule[] {
  const constraints = table.constraints
    .filter(({ kind }) => kind === 'primary-key' || kind === 'unique')
    .map(({ name, columns, definition }) => plainRule(name, columns, /NULLS NOT DISTINCT/i.test(definition), scaleOf));
  const known = new Set(constraints.map(({ name }) => name));
  const others = table.indexes.flatMap((index): readonly UniqueRule[] => {
    if (!index.unique || known.has(index.name) || (index.constraint !== undefined && known.has(index.constraint)))
      return [];
    const read = indexes.find(({ schema, name }) => schema === index.schema && name === index.name);
    const operands = index.keys.map(({ column }, at): CheckOperand | undefined =>
      column === undefined ? read?.keys[at] : { kind: 'column', column },
    );
    const columns = [...new Set(operands.flatMap((operand) => (operand === undefined ? [] : columnsOf(operand))))];
    if (operands.some((operand) => operand === undefined)) {
      refused.push({ constraint: index.name, why: 'an expression among its keys is not understood' });
      return [];
    }
    const isPlain = index.predicate === undefined && index.keys.every(({ column }) => column !== undefined);
    // What is not understood of a predicate is taken for true: then more rows are told apart than need be.
    const predicate = read?.predicate === undefined ? undefined : compileTest(read.predicate, scaleOf);
    return [
      {
        name: index.name,
        columns,
        isPlain,
        predicate,
        keys: operands.flatMap((operand) => (operand === undefined ? [] : [compileOperand(operand, scaleOf)])),
        nullsNotDistinct: index.nullsNotDistinct === true,
      },
    ];
  });
  return [...constraints, ...others];
}

function plainRule(name: string, columns: readonly string[], nullsNotDistinct: boolean, scaleOf: ScaleOf): UniqueRule {
  const keys = columns.map((column) => compileOperand({ kind: 'column', column }, scaleOf));
  return { name, columns, isPlain: true, keys, nullsNotDistinct };
}
