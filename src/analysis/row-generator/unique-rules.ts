import type { Table } from '#vocabulary/database-schema.ts';
import { columnsOf } from './branches.ts';
import type { CheckOperand, IndexCondition } from './check-condition.ts';
import { compileOperand, compileTest, type ScaleOf, type Test, type ValueOf } from './evaluate.ts';
import { replaced, replacedOperand, type StandIn } from './rename-column.ts';
import type { Refusal } from './table-conditions.ts';

/** What no two rows may have in common. */
export interface UniqueRule {
  readonly name: string;
  /** Columns that it reads. */
  readonly columns: readonly string[];
  /** Whole columns in all rows: no expression, no predicate. */
  readonly isPlain: boolean;
  /** All rows take part, and each of them needs a value of its own in every column: `lower(email)` does. */
  readonly isWhole: boolean;
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
  standIn: StandIn,
  refused: Refusal[],
): readonly UniqueRule[] {
  const constraints = table.constraints
    .filter(({ kind }) => kind === 'primary-key' || kind === 'unique')
    .map(({ name, columns, definition }) => {
      const operands = columns.map((column) => standIn(column) ?? columnOperand(column));
      const nullsNotDistinct = /NULLS NOT DISTINCT/i.test(definition);
      return { ...ruleOf(name, operands, scaleOf), isPlain: columns.every(isOwn), nullsNotDistinct };
    });
  const known = new Set(constraints.map(({ name }) => name));
  const others = table.indexes.flatMap((index): readonly UniqueRule[] => {
    if (!index.unique || known.has(index.name) || (index.constraint !== undefined && known.has(index.constraint)))
      return [];
    const read = indexes.find(({ schema, name }) => schema === index.schema && name === index.name);
    const keys = index.keys.map(({ column }, at) => (column === undefined ? read?.keys[at] : columnOperand(column)));
    const operands = keys.flatMap((operand) => (operand === undefined ? [] : [replacedOperand(operand, standIn)]));
    if (operands.length < keys.length) {
      refused.push({ constraint: index.name, why: 'an expression among its keys is not understood', isUnread: true });
      return [];
    }
    const isPlain =
      index.predicate === undefined && index.keys.every(({ column }) => column !== undefined && isOwn(column));
    // What is not understood of a predicate is taken for true: then more rows are told apart than need be.
    const predicate =
      read?.predicate === undefined ? undefined : compileTest(replaced(read.predicate, standIn), scaleOf);
    return [
      {
        ...ruleOf(index.name, operands, scaleOf),
        isPlain,
        isWhole: index.predicate === undefined && operands.every(isSpelling),
        predicate,
        nullsNotDistinct: index.nullsNotDistinct === true,
      },
    ];
  });
  return [...constraints, ...others];

  function isOwn(column: string): boolean {
    return standIn(column) === undefined;
  }
}

function columnOperand(column: string): CheckOperand {
  return { kind: 'column', column };
}

function ruleOf(
  name: string,
  operands: readonly CheckOperand[],
  scaleOf: ScaleOf,
): Pick<UniqueRule, 'name' | 'columns' | 'isWhole' | 'keys'> {
  return {
    name,
    columns: [...new Set(operands.flatMap(columnsOf))],
    isWhole: operands.every(isSpelling),
    keys: operands.map((operand) => compileOperand(operand, scaleOf)),
  };
}

/** A column, or one that is only spelled otherwise. */
function isSpelling(operand: CheckOperand): boolean {
  if (operand.kind === 'function') return /^(lower|upper|trim)$/.test(operand.name) && isSpelling(operand.of);
  return operand.kind === 'column';
}
