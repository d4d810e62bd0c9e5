import type { LogicalModel } from '#vocabulary/logical-model.ts';
import { readInsert, writeInsert } from './insert-statement.ts';
import { entitiesByTable, madeKeys, moveConditions, moveRows, withKeys } from './key-literals.ts';
import { withStatements } from './part-statements.ts';

/** The model with UUIDs for keys: what its statements call 1 becomes a UUID that ends in 1. */
export function withUuidKeys(model: LogicalModel): LogicalModel {
  const tables = entitiesByTable(model);
  const names = madeKeys(model);
  const counted = new Map<string, number>();
  const change = (statement: string, isFixture: boolean) => {
    const insert = readInsert(statement);
    if (insert === undefined) return moveConditions(statement, names, uuid);
    return writeInsert(moveRows(isFixture ? withKeys(insert, model, tables, counted) : insert, model, tables, uuid));
  };
  const { fixture } = withStatements({ fixture: model.fixture }, (one) => change(one, true));
  const { scenarios } = withStatements({ scenarios: model.scenarios }, (one) => change(one, false));
  return { ...model, keys: 'uuid', fixture: [...fixture], scenarios: [...scenarios] };
}

/** Of version 7, and in the order of the numbers. https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-7 */
function uuid(number: string): string {
  return `'00000000-0000-7000-8000-${number.padStart(12, '0')}'`;
}
