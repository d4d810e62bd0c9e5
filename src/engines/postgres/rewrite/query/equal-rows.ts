import type { Block, ParsedStatement } from './statement.ts';
import { columnType, looksAsItCompares, typeOf } from './types.ts';

/** Rows that DISTINCT takes for one look the same, so that it does not matter which of them it keeps. */
export function equalRowsLookAlike(statement: ParsedStatement, { outputs }: Block): boolean {
  return (outputs ?? [undefined]).every((output) => {
    if (output?.column?.column?.collation !== undefined) return false;
    return looksAsItCompares(output?.column ? columnType(statement, output.column) : typeOf(statement, output?.value));
  });
}
