import { siteOf } from '#analysis/physical-design/site-of.ts';
import { quoteIdentifier } from '#engines/mysql/quote.ts';
import { allColumns } from '#engines/sql/design/entity-columns.ts';
import { mapModelSql } from '#engines/sql/design/map-model.ts';
import { nameOf, sqlParts } from '#engines/sql/design/sql-parts.ts';
import type { LogicalModel } from '#vocabulary/logical-model.ts';
import type { Scenario } from '#vocabulary/scenario.ts';

/**
 * The model with the names in its SQL as MySQL wants them: backticks in place of double quotes, and around names that
 * are reserved in MySQL alone (`change`, `rank`, `system`).
 */
export function requoted(model: LogicalModel): LogicalModel {
  const site = siteOf(model, { schema: '', longestName: 64 });
  const columns = new Map(Object.keys(model.entities).map((entity) => [entity, new Set(allColumns(entity, site))]));
  const names = new Set([
    ...Object.keys(model.entities).map(site.tableOf),
    ...[...columns.values()].flatMap((known) => [...known]),
  ]);
  const statement = (sql: string) => requotedSql(sql, names);
  const statements = (sql: Scenario['refuse'] & {}) =>
    typeof sql === 'string' ? statement(sql) : sql.map((one) => statement(one));
  return {
    ...mapModelSql(model, (sql, entity) => requotedSql(sql, columns.get(entity) ?? new Set())),
    fixture: model.fixture.map(statement),
    scenarios: model.scenarios.map((scenario) => ({
      ...scenario,
      given: scenario.given.map(statement),
      ...(scenario.refuse === undefined ? {} : { refuse: statements(scenario.refuse) }),
      ...(scenario.accept === undefined ? {} : { accept: statements(scenario.accept) }),
      ...(scenario.race === undefined
        ? {}
        : { race: [statements(scenario.race[0]), statements(scenario.race[1])] as Scenario['race'] }),
    })),
  };
}

/** VALUES, SET and INTERVAL begin clauses; what else is reserved and known as a name is one. */
const clauses: ReadonlySet<string> = new Set([
  'values',
  'set',
  'interval',
  'check',
  'order',
  'group',
  'select',
  'from',
]);

function requotedSql(sql: string, names: ReadonlySet<string>): string {
  return sqlParts(sql)
    .map((part) => {
      if (part.kind === 'name') return quoteIdentifier(nameOf(part) ?? '');
      const isName = part.kind === 'word' && names.has(part.text) && !clauses.has(part.text);
      return isName ? quoteIdentifier(part.text) : part.text;
    })
    .join('');
}
