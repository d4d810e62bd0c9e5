import { columnType } from '#analysis/column-type.ts';
import type { ColumnModel } from '#analysis/fabricate/column-model.ts';
import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import { columnsRead } from './branches.ts';
import { domainValue, type GeneratedValue, type IndexCondition, type NamedCheck } from './check-condition.ts';
import { type ColumnDomain, fullDomain } from './column-domain.ts';
import { type ExcludedRange, excludedRanges } from './exclusion.ts';
import { foreignKeysOf, type LoadingOrder, type TableForeignKey } from './loading-order.ts';
import { partitionCondition } from './partition-condition.ts';
import type { Popularity } from './popularity.ts';
import { renamed, replaced, type StandIn } from './rename-column.ts';
import {
  type Refusal,
  type SolvedConditions,
  solveConditions,
  type TableCondition,
  timeWishes,
} from './table-conditions.ts';
import { type UniqueRule, uniqueRules } from './unique-rules.ts';
import { plainSource, type ValueSource } from './value-source.ts';

/** A column that rows are given; generated columns and those left to their default have none. */
export interface ColumnPlan {
  readonly name: string;
  readonly domain: ColumnDomain;
  readonly model: ColumnModel;
  /** No value comes twice, by itself. */
  readonly isUnique: boolean;
  /** It is part of some key. */
  readonly isKeyed: boolean;
  /** Handed in by the caller. */
  readonly source?: ValueSource | undefined;
}

export interface TablePlan {
  readonly table: Table;
  readonly rows: number;
  readonly columns: readonly ColumnPlan[];
  readonly foreignKeys: readonly TableForeignKey[];
  readonly selfKeys: readonly TableForeignKey[];
  readonly deferred: readonly TableForeignKey[];
  readonly uniques: readonly UniqueRule[];
  readonly ranges: readonly ExcludedRange[];
  readonly popularityOf: (key: TableForeignKey) => Popularity | undefined;
  /** The column that tells when a row came to be. */
  readonly born: string | undefined;
  readonly solved: SolvedConditions;
  readonly refused: readonly Refusal[];
}

export interface PlanRequest {
  readonly schema: DatabaseSchema;
  readonly table: Table;
  readonly rows: number;
  readonly models: readonly ColumnModel[];
  readonly checks: readonly NamedCheck[];
  readonly indexes: readonly IndexCondition[];
  readonly generated: readonly GeneratedValue[];
  readonly order: LoadingOrder;
  readonly sourceOf: (table: Table, column: string) => ValueSource | undefined;
  readonly popularityOf: (key: TableForeignKey) => Popularity | undefined;
  readonly bornOf: (table: Table) => string | undefined;
}

/** What the rows of a table have to be like; what cannot be satisfied is in `refused`. */
export function planTable(request: PlanRequest): TablePlan {
  const { schema, table, rows, order } = request;
  const refused: Refusal[] = [];
  const domains = new Map<string, ColumnDomain>();
  for (const { name, type, nullable, generated } of table.columns) {
    if (generated !== undefined) continue;
    const seen = columnType(schema, type);
    domains.set(name, fullDomain(name, seen, nullable && !seen.refusesNull));
  }
  const keys = foreignKeysOf(schema, table);
  const deferred = keys.filter((key) => isDeferred(order, key));
  const usable = new Map([...domains].filter(([name, domain]) => isMade(request, keys, name, domain, refused)));
  const conditions = conditionsOf(request, usable, refused);
  const scaleOf = (column: string) => usable.get(column)?.scale;
  const late = new Set(
    deferred.flatMap(({ columns }) => columns).filter((name) => usable.get(name)?.nullable === true),
  );
  const start = new Map(
    [...usable].map(([name, domain]) => [name, late.has(name) ? { ...domain, nulls: 'must' as const } : domain]),
  );
  const solved = solveConditions(start, conditions, timeWishes(table, start), scaleOf);
  const uniques = uniqueRules(table, request.indexes, scaleOf, standInOf(request), refused);
  const excluded = excludedRanges(table, usable, uniques);
  refused.push(...solved.refused, ...excluded.refused);
  const keyed = new Set(uniques.flatMap(({ columns }) => columns));
  const alone = new Set(uniques.flatMap(({ columns, isWhole }) => (columns.length === 1 && isWhole ? columns : [])));
  return {
    table,
    rows,
    columns: [...start].flatMap(([name, domain]): readonly ColumnPlan[] => {
      const model = request.models.find(({ column }) => column.name === name);
      if (model === undefined) return [];
      return [
        {
          name,
          domain,
          model,
          isUnique: alone.has(name),
          isKeyed: keyed.has(name),
          source: request.sourceOf(table, name),
        },
      ];
    }),
    foreignKeys: keys
      .filter((key) => !deferred.includes(key) && key.parent !== table)
      .toSorted((a, b) => b.columns.length - a.columns.length),
    selfKeys: keys.filter(({ parent }) => parent === table),
    deferred,
    uniques,
    ranges: excluded.ranges,
    popularityOf: request.popularityOf,
    born: request.bornOf(table),
    solved,
    refused,
  };
}

function isDeferred({ deferred }: LoadingOrder, key: TableForeignKey): boolean {
  return [...deferred].some(({ constraint }) => constraint === key.constraint);
}

/** Types of which no values are known are left NULL or to their default. */
function isMade(
  { table, sourceOf }: PlanRequest,
  keys: readonly TableForeignKey[],
  name: string,
  domain: ColumnDomain,
  refused: Refusal[],
): boolean {
  if (keys.some(({ columns }) => columns.includes(name)) || sourceOf(table, name) !== undefined) return true;
  if (plainSource(domain, { min: 0, max: 1 }) !== undefined) return true;
  const column = table.columns.find((one) => one.name === name);
  if (!domain.nullable && column?.default === undefined) {
    refused.push({ constraint: `${name} NOT NULL`, why: `no values are known of the type ${column?.type}` });
  }
  return false;
}

/** What the table's generated columns are computed from. */
function standInOf({ table, generated }: PlanRequest): StandIn {
  const own = generated.filter((one) => one.schema === table.schema && one.table === table.name);
  return (column) => own.find((one) => one.column === column)?.operand;
}

function conditionsOf(
  request: PlanRequest,
  usable: ReadonlyMap<string, ColumnDomain>,
  refused: Refusal[],
): readonly TableCondition[] {
  const { schema, table, checks } = request;
  const own = tableChecks(checks, table);
  const named = table.constraints.filter(({ kind }) => kind === 'check');
  for (const { name } of named) {
    if (!own.some(({ constraint }) => constraint === name))
      refused.push({ constraint: name, why: 'its condition was not read', isUnread: true });
  }
  const ofDomains = [...usable].flatMap(([column, { type }]) =>
    type.domains.flatMap((domain) =>
      checks
        .filter((check) => check.owner === 'domain' && check.schema === domain.schema && check.name === domain.name)
        .map(({ constraint, condition }) => ({
          constraint: `${constraint} of ${column}`,
          condition: renamed(condition, domainValue, column),
        })),
    ),
  );
  const routed = partitionCondition(schema, table, (part) =>
    tableChecks(checks, part)
      .filter(isNew(own))
      .map(({ condition }) => condition),
  );
  if (routed?.why !== undefined)
    refused.push({ constraint: `partitions of ${table.name}`, why: routed.why, isUnread: true });
  const routing =
    routed === undefined ? [] : [{ constraint: `partitions of ${table.name}`, condition: routed.condition }];
  return [...own, ...ofDomains, ...routing].flatMap(({ constraint, condition: written }) => {
    const condition = replaced(written, standInOf(request));
    const foreign = columnsRead(condition).find((column) => !usable.has(column));
    if (foreign === undefined) return [{ constraint, condition }];
    const isNull = table.columns.find(({ name }) => name === foreign)?.nullable === true;
    if (!isNull) refused.push({ constraint, why: `the values of ${foreign} are made by the server`, isUnread: true });
    return [];
  });
}

function isNew(own: readonly TableCondition[]): (check: NamedCheck) => boolean {
  return ({ constraint }) => !own.some((one) => one.constraint === constraint);
}

function tableChecks(checks: readonly NamedCheck[], table: Table): readonly NamedCheck[] {
  return checks.filter(
    ({ owner, schema, name }) => owner === 'table' && schema === table.schema && name === table.name,
  );
}
