import { refused } from './refusal.ts';
import { listOf, onlyEntry, property, spoken, textOf, walk } from './tree.ts';

/** What a statement is, and how much of it happens: `run` executes it, `plan` only makes its plan. */
export interface Permitted {
  readonly kind: 'select' | 'show' | 'explain';
  readonly mode: 'run' | 'plan';
}

/**
 * Lets a parse tree pass that consists of known, reading parts only: an unknown kind of node or field is refused.
 * SELECT, VALUES, TABLE, SHOW; EXPLAIN of these, also with ANALYZE; EXPLAIN without ANALYZE of INSERT, UPDATE, DELETE
 * and MERGE. Errors: denied.
 */
export function checkNodes(statement: unknown): Permitted {
  const [kind, body] = onlyEntry(statement);
  if (kind === 'VariableShowStmt') return { kind: 'show', mode: 'run' };
  if (kind === 'SelectStmt') {
    checkReading(statement);
    return { kind: 'select', mode: 'run' };
  }
  if (kind !== 'ExplainStmt') throw refused(`${spoken(kind)} is no reading statement`);
  const query = property(body, 'query');
  const [inner] = onlyEntry(query);
  const analyzes = checkOptions(listOf(body, 'options'));
  if (!plannable.has(inner)) throw refused(`EXPLAIN of ${spoken(inner)} is not let through`);
  if (analyzes) {
    if (inner !== 'SelectStmt') throw refused(`EXPLAIN ANALYZE runs the ${spoken(inner)}`);
    checkReading(query);
    return { kind: 'explain', mode: 'run' };
  }
  checkPlannable(query);
  return { kind: 'explain', mode: 'plan' };
}

/** A query that runs: it may read only. */
export function checkReading(query: unknown): void {
  checkKinds(query, reading, readingFields);
}

/** A query of which only the plan is made: it may say what it would write and lock. */
export function checkPlannable(query: unknown): void {
  checkKinds(query, new Set([...reading, ...writing]), new Set([...readingFields, ...writingFields]));
}

const plannable = new Set(['SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt']);

/** https://www.postgresql.org/docs/18/sql-explain.html */
const explainOptions = new Set([
  'analyze',
  'buffers',
  'costs',
  'format',
  'generic_plan',
  'memory',
  'serialize',
  'settings',
  'summary',
  'timing',
  'verbose',
  'wal',
]);

/** Whether ANALYZE is among the options, whatever value it is given. */
function checkOptions(options: readonly unknown[]): boolean {
  const names = options.map((option) => textOf(onlyEntry(option)[1], 'defname').toLowerCase());
  const unknown = names.find((name) => !explainOptions.has(name));
  if (unknown !== undefined) throw refused(`EXPLAIN with the option ${unknown} is not known`);
  return names.includes('analyze');
}

function checkKinds(tree: unknown, kinds: ReadonlySet<string>, fields: ReadonlySet<string>): void {
  walk(tree, (key, value) => {
    if (key === 'intoClause') throw refused('SELECT INTO creates a table');
    if (key === 'lockingClause' && !fields.has(key)) throw refused('FOR UPDATE and FOR SHARE lock rows');
    if (/^[A-Z]/.test(key)) {
      if (!kinds.has(key)) throw refused(`it holds ${spoken(key)}`);
    } else if (typeof value === 'object' && value !== null && !/^\d+$/.test(key) && !fields.has(key)) {
      throw refused(`it holds a part that is not known (${key})`);
    }
    return undefined;
  });
}

/** Kinds of nodes in PostgreSQL's raw parse trees (parsenodes.h, primnodes.h) that only read. */
const reading: ReadonlySet<string> = new Set(
  `A_ArrayExpr A_Const A_Expr A_Indices A_Indirection A_Star Alias BitString BoolExpr Boolean BooleanTest CaseExpr
  CaseWhen CoalesceExpr CollateClause ColumnDef ColumnRef CommonTableExpr Float FuncCall GroupingFunc GroupingSet
  Integer JoinExpr JsonAggConstructor JsonArgument JsonArrayAgg JsonArrayConstructor JsonArrayQueryConstructor
  JsonBehavior JsonFormat JsonFuncExpr JsonIsPredicate JsonKeyValue JsonObjectAgg JsonObjectConstructor JsonOutput
  JsonParseExpr JsonReturning JsonScalarExpr JsonSerializeExpr JsonTable JsonTableColumn JsonTablePathSpec
  JsonValueExpr List MinMaxExpr NamedArgExpr NullTest ParamRef RangeFunction RangeSubselect RangeTableFunc
  RangeTableFuncCol RangeTableSample RangeVar ResTarget RowExpr SQLValueFunction SelectStmt SortBy String SubLink
  TypeCast TypeName WindowDef WithClause XmlExpr XmlSerialize CTECycleClause CTESearchClause`.split(/\s+/),
);

const writing =
  `InsertStmt UpdateStmt DeleteStmt MergeStmt MergeWhenClause MergeSupportFunc OnConflictClause InferClause
  IndexElem LockingClause SetToDefault MultiAssignRef ReturningClause ReturningOption`.split(/\s+/);

/** Fields that hold further nodes; those with a plain value are harmless whatever their name. */
const readingFields: ReadonlySet<string> = new Set(
  `agg_filter agg_order alias aliascolnames arg arg_names args arrayBounds boolval bsval coldefexpr coldeflist colexpr
  collClause collname colnames cols columns constructor content context_item ctecolnames ctecoltypes ctequery ctes
  cycle_clause cycle_col_list cycle_mark_default cycle_mark_value defresult distinctClause docexpr elements
  endOffset expr exprs fdwoptions fields format formatted_expr fromClause funcname functions fval groupClause
  havingClause indirection items ival join_using_alias key larg lexpr lidx limitCount limitOffset method name
  named_args names namespaces node on_empty on_error operName orderClause output over partitionClause passing
  pathspec quals query rarg raw_expr relation repeatable result returning rexpr rowexpr search_clause
  search_col_list sortClause startOffset string subquery subselect sval targetList testexpr typeName typmods uidx
  useOp usingClause val value values valuesLists whereClause windowClause withClause xpr`.split(/\s+/),
);

const writingFields =
  `collation condition expr exprs indexElems infer joinCondition lockedRels lockingClause mergeWhenClauses
  onConflictClause opclass options relation returningClause selectStmt source sourceRelation targetList values
  whereClause`.split(/\s+/);
