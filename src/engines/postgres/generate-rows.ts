import {
  type GeneratedRows,
  type GeneratedTable,
  generateRows,
  type RowRequest,
  type Unsatisfied,
  UnsatisfiedError,
} from '#analysis/row-generator.ts';
import { problem } from '#contracts/problem-error.ts';
import { rowConditions } from './row-conditions.ts';

export interface MadeUpRequest extends Omit<RowRequest, 'checks' | 'indexes'> {
  /** Go on although some constraints cannot be kept; they are in `unsatisfied`. */
  readonly goOn?: boolean;
}

/**
 * Rows that keep the constraints of a PostgreSQL schema, as batches of COPY-ready texts in loading order.
 * Errors: unsupported, naming each constraint that cannot be kept; also from a batch, at a row that cannot be made.
 */
export function generateConstrainedRows(request: MadeUpRequest): GeneratedRows {
  const rows = generateRows({ ...request, ...rowConditions(request.schema) });
  if (rows.unsatisfied.length > 0 && request.goOn !== true) throw refused(rows.unsatisfied);
  return { ...rows, tables: rows.tables.map(withProblems) };
}

function withProblems(table: GeneratedTable): GeneratedTable {
  return {
    ...table,
    *batches() {
      try {
        yield* table.batches();
      } catch (error) {
        if (error instanceof UnsatisfiedError) throw refused([error.unsatisfied], error);
        throw error;
      }
    },
  };
}

function refused(unsatisfied: readonly Unsatisfied[], cause?: unknown) {
  const each = unsatisfied.map(({ table, constraint, why }) => `${constraint} on ${table} (${why})`);
  return problem(
    'unsupported',
    `No rows can be made that keep ${each.join('; ')}.`,
    'Change or drop the constraint in a copy of the schema, or go on without it.',
    cause,
  );
}
