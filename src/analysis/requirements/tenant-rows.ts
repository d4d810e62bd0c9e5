import { columnsOf } from '#analysis/logical-model/entity-columns.ts';
import { tableName } from '#analysis/logical-model/table-name.ts';
import { acceptableValue } from '#analysis/model-statements/acceptable-value.ts';
import { type RowCompleter, rowCompleter } from '#analysis/model-statements/complete-rows.ts';
import { type InsertStatement, readInsert, writeInsert } from '#analysis/model-statements/insert-statement.ts';
import { entitiesByTable } from '#analysis/model-statements/key-literals.ts';
import { withStatements } from '#analysis/model-statements/part-statements.ts';
import type { Entity, LogicalModel } from '#vocabulary/logical-model.ts';
import type { Scenario } from '#vocabulary/scenario.ts';

/** Scenarios across tenants at most: each is tried, and each stands in the model. */
const mostCrossings = 12;
const mostTwins = 4;

/**
 * The rows of all scenarios inside the first tenant of the fixture, and scenarios of their own: what two tenants may
 * both have, and that nothing of one refers to another. `before`: the model as its rows know it.
 */
export function withTenantRows(before: LogicalModel, placed: LogicalModel, inside: ReadonlySet<string>): LogicalModel {
  const isTenants = (statement: string) => readInsert(statement)?.table === tableName(before, 'tenant');
  const told = before.fixture.filter(isTenants);
  const keys = told.flatMap((statement) => columnOf(readInsert(statement), 'id'));
  const [first = '1', second = '2'] = keys;
  const completer = rowCompleter(placed, { tenant: first });
  const tenants = keys.length > 1 ? told : [twoTenants(placed, completer)];
  const rest = { ...before, fixture: before.fixture.filter((statement) => !told.includes(statement)) };
  const { fixture, scenarios } = withStatements(
    { fixture: rest.fixture, scenarios: [...rest.scenarios] },
    (statement) => completer.complete(statement, before),
  );
  const own = tenantScenarios(placed, inside, completer, fixture, { first, second });
  return {
    ...placed,
    fixture: [...tenants, ...completer.made(), ...fixture],
    scenarios: [...(scenarios as readonly Scenario[]), ...own],
  };
}

function twoTenants(model: LogicalModel, completer: RowCompleter): string {
  const bare: InsertStatement = { table: tableName(model, 'tenant'), columns: ['id'], rows: [['1'], ['2']] };
  return completer.complete(writeInsert(bare), { entities: {} });
}

/** A row of one tenant that refers to a row of the other, and words that both may use. */
function tenantScenarios(
  model: LogicalModel,
  inside: ReadonlySet<string>,
  completer: RowCompleter,
  fixture: readonly string[],
  { first, second }: { readonly first: string; readonly second: string },
): readonly Scenario[] {
  const rooms = [...inside].filter((name) => model.entities[name]?.key === undefined);
  const isFree = (name: string) => isPlain(name, model, []);
  const rows = firstRows(model, fixture);
  const known = rooms.flatMap((name) => {
    const row = rows.get(name);
    return row === undefined ? [] : [{ name, row }];
  });
  // Where many rules speak another may refuse before the tenant does.
  const crossings = [...known.filter(({ name }) => isFree(name)), ...known.filter(({ name }) => !isFree(name))]
    .flatMap(({ name, row }) => crossing(name, row, model, second) ?? [])
    .slice(0, mostCrossings);
  const told = new Set(known.map(({ name }) => name));
  for (const name of rooms.filter((one) => !told.has(one) && isFree(one))) {
    if (crossings.length >= mostCrossings) break;
    const row = madeRow(name, model, completer, first);
    const made = row && crossing(name, row, model, second);
    if (made !== undefined) crossings.push(made);
  }
  const twins = known.flatMap(({ name, row }) => twin(name, row, model, second) ?? []);
  return [...crossings, ...twins.slice(0, mostTwins)];
}

function crossing(name: string, row: InsertStatement, model: LogicalModel, tenant: string): Scenario | undefined {
  const references = Object.entries(model.entities[name]?.references ?? {});
  const parent = references.find(([role, { agree }]) => {
    const [column] = columnsOf(model, name, role);
    return agree.includes('tenant') && column !== undefined && !isNull(row, column);
  });
  if (parent === undefined) return undefined;
  const said = name.replaceAll('_', ' ');
  if (!isParted(name, model)) {
    return {
      says: `${said}: one tenant's refers to the ${parent[1].to.replaceAll('_', ' ')} of another`,
      given: [],
      refuse: writeInsert(withColumn(withFreshWords(withoutKey(row), name, model), 'tenant_id', tenant)),
    };
  }
  // A second row of the same parents would be refused for another reason; so would a change of what never changes.
  const key = row.rows[0]?.[row.columns.indexOf('id')];
  const isFixed = model.invariants.some(
    (one) =>
      one.entity === name &&
      (one.kind === 'running-total' || (one.kind === 'immutable' && one.attributes === undefined)),
  );
  if (key === undefined || isFixed || model.entities[name]?.appendOnly) return undefined;
  return {
    says: `${said}: moved to another tenant without its ${parent[1].to.replaceAll('_', ' ')}`,
    given: [],
    refuse: `UPDATE ${row.table} SET tenant_id = ${tenant} WHERE id = ${key}`,
  };
}

/** No two rows of it have the same parents, or they share what the parent has. */
function isParted(name: string, model: LogicalModel): boolean {
  const entity = model.entities[name];
  const isOfParents = (names: readonly string[]) =>
    names.some((one) => one !== 'tenant' && entity?.references[one] !== undefined);
  return (
    Object.values(entity?.references ?? {}).some(({ unique }) => unique) ||
    (entity?.unique ?? []).some(({ of }) => isOfParents(of) || of.some((one) => isChecked(one, entity))) ||
    model.invariants.some((one) => one.entity === name && !['transitions', 'acyclic', 'exactly-one'].includes(one.kind))
  );
}

function isChecked(attribute: string, entity: Entity | undefined): boolean {
  return (entity?.checks ?? []).some(({ sql }) => new RegExp(`\\b${attribute}\\b`).test(sql));
}

/** Only what refers to nothing of its tenant can be in the other as it is. */
function twin(name: string, row: InsertStatement, model: LogicalModel, tenant: string): Scenario | undefined {
  const entity = model.entities[name];
  const isBound = Object.values(entity?.references ?? {}).some(({ agree }) => agree.includes('tenant'));
  const word = entity?.unique.find(({ of, where }) => of.length === 2 && of[0] === 'tenant' && where === undefined)
    ?.of[1];
  const needsOthers = model.invariants.some(
    (one) => one.kind === 'at-least-one' && model.entities[one.entity]?.references[one.per]?.to === name,
  );
  if (isBound || needsOthers || word === undefined) return undefined;
  if (entity?.attributes[word] === undefined || isNull(row, word)) return undefined;
  return {
    says: `${name.replaceAll('_', ' ')}: the same ${word.replaceAll('_', ' ')} in another tenant`,
    given: [],
    accept: writeInsert(withColumn(withoutKey(row), 'tenant_id', tenant)),
  };
}

/** No rule but its columns' own speaks of it, or of what it needs. */
function isPlain(name: string, model: LogicalModel, above: readonly string[]): boolean {
  const entity = model.entities[name];
  if (entity === undefined || above.includes(name)) return false;
  if (name === 'tenant' || name === 'user') return true;
  return (
    entity.checks.length === 0 &&
    !isParted(name, model) &&
    Object.values(entity.references).every(({ to, optional }) => optional || isPlain(to, model, [...above, name]))
  );
}

/** The first row of each entity in the fixture. */
function firstRows(model: LogicalModel, fixture: readonly string[]): ReadonlyMap<string, InsertStatement> {
  const tables = entitiesByTable(model);
  const rows = new Map<string, InsertStatement>();
  for (const statement of fixture) {
    const insert = readInsert(statement);
    const name = insert && tables.get(insert.table);
    if (insert === undefined || name === undefined || insert.from !== undefined || rows.has(name)) continue;
    rows.set(name, { ...insert, rows: insert.rows.slice(0, 1) });
  }
  return rows;
}

function withoutKey({ columns, rows, table }: InsertStatement): InsertStatement {
  const kept = (_: string, at: number) => columns[at] !== 'id';
  return { table, columns: columns.filter(kept), rows: rows.map((row) => row.filter(kept)) };
}

/** Of what was described in the request there are no rows yet. */
function madeRow(
  name: string,
  model: LogicalModel,
  completer: RowCompleter,
  tenant: string,
): InsertStatement | undefined {
  const bare: InsertStatement = { table: tableName(model, name), columns: ['tenant_id'], rows: [[tenant]] };
  return readInsert(completer.complete(writeInsert(bare), { entities: {} }));
}

/** So that nothing but the tenant speaks against it. */
function withFreshWords(insert: InsertStatement, name: string, model: LogicalModel): InsertStatement {
  const entity = model.entities[name];
  const unique = new Set([
    ...Object.entries(entity?.attributes ?? {}).flatMap(([attribute, one]) => (one.unique ? [attribute] : [])),
    ...(entity?.unique.flatMap(({ of }) => of) ?? []),
  ]);
  const rows = insert.rows.map((row) =>
    row.map((value, at) => {
      const attribute = entity?.attributes[insert.columns[at] ?? ''];
      if (attribute === undefined || !unique.has(insert.columns[at] ?? '') || !value.startsWith("'")) return value;
      const { default: _, ...bare } = attribute;
      return acceptableValue(bare, 8001);
    }),
  );
  return { ...insert, rows };
}

function withColumn(insert: InsertStatement, column: string, value: string): InsertStatement {
  const index = insert.columns.indexOf(column);
  return { ...insert, rows: insert.rows.map((row) => row.map((one, at) => (at === index ? value : one))) };
}

function isNull(insert: InsertStatement, column: string): boolean {
  const value = insert.rows[0]?.[insert.columns.indexOf(column)];
  return value === undefined || value.toUpperCase() === 'NULL';
}

function columnOf(insert: InsertStatement | undefined, column: string): readonly string[] {
  const at = insert?.columns.indexOf(column) ?? -1;
  return at < 0 ? [] : (insert?.rows.map((row) => row[at] ?? '') ?? []);
}
