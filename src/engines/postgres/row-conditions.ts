import type {
  CheckCondition,
  GeneratedValue,
  IndexCondition,
  NamedCheck,
} from '#analysis/row-generator/check-condition.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { parseCheck, parseKeyExpression } from './parse/check.ts';

/** What a schema asks of its rows beside keys and types. */
export interface RowConditions {
  readonly checks: readonly NamedCheck[];
  readonly indexes: readonly IndexCondition[];
  readonly generated: readonly GeneratedValue[];
}

/** CHECKs of tables and domains, predicates and expressions of unique indexes, generated columns, translated. */
export function rowConditions(schema: DatabaseSchema): RowConditions {
  return {
    checks: [...tableChecks(schema), ...domainChecks(schema)],
    indexes: uniqueIndexes(schema),
    generated: generatedValues(schema),
  };
}

function generatedValues({ tables }: DatabaseSchema): readonly GeneratedValue[] {
  return tables.flatMap(({ schema, name: table, columns }) =>
    columns.flatMap(({ name: column, generated }): readonly GeneratedValue[] => {
      const operand = generated === undefined ? undefined : parseKeyExpression(generated);
      return operand === undefined ? [] : [{ schema, table, column, operand }];
    }),
  );
}

function tableChecks(schema: DatabaseSchema): readonly NamedCheck[] {
  return schema.tables.flatMap((table) =>
    table.constraints.flatMap(({ kind, name, definition }): readonly NamedCheck[] =>
      kind === 'check'
        ? [
            {
              owner: 'table',
              schema: table.schema,
              name: table.name,
              constraint: name,
              condition: ofDefinition(definition),
            },
          ]
        : [],
    ),
  );
}

function ofDefinition(definition: string): CheckCondition {
  const inner = /^CHECK (\(.*\))(?: NO INHERIT)?(?: NOT ENFORCED)?(?: NOT VALID)?$/is.exec(definition)?.[1];
  return inner === undefined ? { kind: 'opaque', text: definition } : parseCheck(inner);
}

/** `CREATE DOMAIN app.email AS text NOT NULL CONSTRAINT a CHECK (…) CONSTRAINT b CHECK (…)` */
function domainChecks({ objects }: DatabaseSchema): readonly NamedCheck[] {
  return objects.flatMap(({ kind, schema, name, definition }): readonly NamedCheck[] => {
    if (kind !== 'domain') return [];
    const starts = [...outsideQuotes(definition).matchAll(/ CONSTRAINT ("(?:[^"]|"")*"|\S+) (?=CHECK \()/g)];
    return starts.map((start, at) => {
      const from = start.index + start[0].length;
      const text = definition
        .slice(from, starts[at + 1]?.index ?? definition.length)
        .trim()
        .replace(/;$/, '');
      const constraint = definition
        .slice(start.index, from)
        .trim()
        .replace(/^CONSTRAINT "?|"$/g, '');
      return { owner: 'domain', schema, name, constraint, condition: ofDefinition(text) };
    });
  });
}

/** Literals blotted out, letter by letter, so that places stay what they are. */
function outsideQuotes(sql: string): string {
  return sql.replace(/'(?:[^']|'')*'/g, (literal) => "'".padEnd(literal.length - 1, '.').concat("'"));
}

function uniqueIndexes({ tables }: DatabaseSchema): readonly IndexCondition[] {
  return tables.flatMap(({ indexes }) =>
    indexes
      .filter(
        ({ unique, predicate, keys }) =>
          unique && (predicate !== undefined || keys.some(({ expression }) => expression)),
      )
      .map(({ schema, name, predicate, keys }) => ({
        schema,
        name,
        ...(predicate === undefined ? {} : { predicate: parseCheck(predicate) }),
        keys: keys.map(({ column, expression }) =>
          column === undefined ? parseKeyExpression(expression ?? '') : { kind: 'column' as const, column },
        ),
      })),
  );
}
