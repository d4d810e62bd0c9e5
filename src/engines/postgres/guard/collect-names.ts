import type { FunctionName, Name, Names, Path } from './names.ts';
import { refused } from './refusal.ts';
import { listOf, property, stringsOf, textOf, walk } from './tree.ts';

/**
 * Operators that PostgreSQL looks up by name where the text has none: IN, BETWEEN, NULLIF, CASE x WHEN, USING,
 * NATURAL, IS DISTINCT FROM, CYCLE, and subqueries with IN.
 */
const implied = ['=', '<>', '<', '<=', '>', '>='];

/** Grammar of newer servers that an older one reads as a call of a function. */
const callsOfOldServers: Readonly<Record<string, string>> = {
  JsonScalarExpr: 'json_scalar',
  JsonSerializeExpr: 'json_serialize',
  JsonParseExpr: 'json',
  JsonObjectConstructor: 'json_object',
  JsonArrayConstructor: 'json_array',
  JsonArrayQueryConstructor: 'json_array',
  JsonObjectAgg: 'json_objectagg',
  JsonArrayAgg: 'json_arrayagg',
  JsonTable: 'json_table',
  MergeSupportFunc: 'merge_action',
};
const jsonFunctions = ['json_exists', 'json_query', 'json_value'];

/** The names in a tree, looked for along the path where they have no schema. `foldable` judges a call's arguments. */
export function collectNames(tree: unknown, path: Path, foldable: (call: unknown) => boolean): Names {
  const functions: FunctionName[] = [];
  const operators: Name[] = [];
  const types: Name[] = [];
  const relations: Name[] = [];
  const written: Name[] = [];
  const named = (parts: readonly string[]): Name => nameOf(parts, path);
  const called = (name: string) => functions.push({ ...named([name]), foldable: true });
  let joins = false;
  let assigns = false;
  // A function in FROM that gives no rows but values: its name stands for the value.
  let scalars = false;
  walk(tree, (key) => {
    scalars ||= /^(RangeFunction|RangeTableFunc|JsonTable)$/.test(key);
    return undefined;
  });

  walk(tree, (key, value) => {
    switch (key) {
      case 'FuncCall': {
        const name = named(stringsOf(listOf(value, 'funcname')));
        const count = argumentsOf(value);
        functions.push({ ...name, arguments: count, foldable: foldable(value) });
        // f(x) casts x where f is a type, and reads a column where x is a row.
        if (count === 1) types.push(name);
        // PostgreSQL 13 reads EXTRACT as date_part.
        if (name.name === 'extract') functions.push({ ...name, name: 'date_part', foldable: foldable(value) });
        break;
      }
      case 'ColumnRef':
        pushRowFunction(stringsOf(listOf(value, 'fields')).slice(1), scalars);
        break;
      case 'indirection':
        if (Array.isArray(value)) for (const part of stringsOf(value)) pushRowFunction([part], true);
        break;
      case 'A_Expr': {
        const name = stringsOf(listOf(value, 'name'));
        if (!/^[A-Z]/.test(name.at(-1) ?? '')) operators.push(named(name));
        joins = true;
        break;
      }
      case 'A_Indices':
        assigns = true;
        break;
      case 'operName':
      case 'useOp':
        if (Array.isArray(value)) operators.push(named(stringsOf(value)));
        break;
      case 'SubLink':
      case 'JoinExpr':
      case 'CaseExpr':
      case 'CTECycleClause':
        joins = true;
        break;
      case 'TypeName':
      case 'typeName':
      case 'argType':
      case 'returnType':
        types.push(named(stringsOf(listOf(value, 'names'))));
        break;
      case 'RangeVar':
        relations.push(relationName(value));
        break;
      case 'relation':
        if (textOf(value, 'relname') !== '') {
          relations.push(relationName(value));
          written.push(relationName(value));
        }
        break;
      case 'RangeTableSample':
        functions.push({ ...named(stringsOf(listOf(value, 'method'))), foldable: true });
        break;
      case 'JsonFuncExpr':
        for (const name of jsonFunctions) called(name);
        break;
      default:
        if (Object.hasOwn(callsOfOldServers, key)) called(callsOfOldServers[key] ?? key);
    }
    return undefined;
  });
  if (joins) for (const name of implied) operators.push(named([name]));
  return { functions, operators, types, relations, written, assigns };

  function pushRowFunction(parts: readonly string[], ofAny: boolean): void {
    const name = parts.at(-1);
    if (name !== undefined) functions.push({ ...named([name]), arguments: 1, ofRow: true, ofAny, foldable: true });
  }

  function relationName(value: unknown): Name {
    const schema = textOf(value, 'schemaname');
    const name = textOf(value, 'relname');
    return named(schema === '' ? [name] : [schema, name]);
  }
}

/** Aggregates WITHIN GROUP take what they order as further arguments. */
export function argumentsOf(call: unknown): number {
  const within = property(call, 'agg_within_group') === true ? listOf(call, 'agg_order').length : 0;
  return listOf(call, 'args').length + within;
}

function nameOf(parts: readonly string[], path: Path): Name {
  const name = parts.at(-1) ?? '';
  const schema = parts.at(-2);
  // Servers cut names at 63 bytes of their own encoding, the parser at 63 bytes of UTF-8.
  if (Buffer.byteLength(name) > 60 && !/^[\x20-\x7e]*$/.test(name)) {
    throw refused(`the name ${name.slice(0, 20)}… is too long to be sure what it means`);
  }
  // Nothing of ours is temporary; behind a pooler somebody else's things may be.
  if (schema !== undefined && /^pg_(toast_)?temp/.test(schema)) throw refused('it reaches into a temporary schema');
  return { name, schemas: schema === undefined ? path : [schema] };
}
