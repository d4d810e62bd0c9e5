import { refused } from './refusal.ts';
import { type KnownSizes, lookUp, type Measured, type Output, type Scope } from './size-scope.ts';
import { listOf, onlyEntry, property, stringsOf, textOf, walk } from './tree.ts';
import {
  assumed,
  largest,
  sizeOfCall,
  sizeOfOperator,
  sizeOfText,
  small,
  together,
  type ValueSize,
} from './value-size.ts';

/** The planner computes constants and copies subqueries into one another before any cost is known. */
const limits = {
  /** Of one value, and of all large ones together. */
  bytes: 10 * 1_048_576,
  allBytes: 40 * 1_048_576,
  digits: 1e300,
  parts: 100_000,
  relations: 1_000,
  elements: 50_000,
};

const nothingKnown: KnownSizes = { growth: new Map(), views: new Map(), unknown: assumed };

/** Aggregates whose result is as large as all that goes in; those of users may be. */
const collecting = /^(array|string|jsonb?(_object)?|xml|range|json_(array|object))_?agg|_agg$/;

const lessHint = 'Ask for smaller values; a database is no place to make them.';

/**
 * Refuses plan bombs: `repeat(repeat('x', 30000), 30000)` takes a gigabyte before the server can stop it. Follows
 * values through subqueries and WITH; columns of tables are assumed to be ordinary. Errors: denied.
 */
export function checkSizes(query: unknown, known: KnownSizes = nothingKnown): Measured {
  const totals = { bytes: 0, relations: 0, collected: 0 };
  const outputs = outputsOf(query, { tables: new Map(), ctes: new Map(), parent: undefined });
  return { outputs, collected: totals.collected };

  /** What the columns of a query may be. */
  function outputsOf(node: unknown, parent: Scope): readonly Output[] {
    const [kind, entry] = onlyEntry(node);
    const body = kind === 'SelectStmt' ? entry : node;
    const scope: Scope = { tables: new Map(), ctes: new Map(), parent };
    for (const cte of listOf(property(body, 'withClause'), 'ctes')) addCte(onlyEntry(cte)[1], scope);
    if (
      !/^(SelectStmt|targetList|valuesLists|withClause|op|larg|rarg|fromClause|limitOption|distinctClause)$/.test(kind)
    ) {
      // INSERT, UPDATE, DELETE, MERGE: only their plan is made.
      for (const value of Object.values(typeof entry === 'object' && entry !== null ? entry : {}))
        anything(value, scope);
      return [];
    }
    for (const item of listOf(body, 'fromClause')) addTable(item, scope);
    const sides = [property(body, 'larg'), property(body, 'rarg')].filter((side) => side !== undefined);
    const [left = [], right = []] = sides.map((side) => outputsOf(side, scope));
    const targets = listOf(body, 'targetList').flatMap((target) => targetOf(onlyEntry(target)[1], scope));
    const values = listOf(body, 'valuesLists');
    if (values.length > limits.elements) throw refused(`it has more than ${limits.elements} rows of values`, lessHint);
    const rows = values.map((row) => listOf(onlyEntry(row)[1], 'items').map((item) => sizeOf(item, scope)));
    for (const [key, part] of Object.entries(typeof body === 'object' && body !== null ? body : {})) {
      if (
        /^(whereClause|havingClause|groupClause|sortClause|distinctClause|limitCount|limitOffset|windowClause)$/.test(
          key,
        )
      )
        anything(part, scope);
    }
    if (left.length > 0)
      return left.map((one, at) => ({ name: one.name, size: largest([one.size, right[at]?.size ?? small]) }));
    if (rows.length > 0)
      return (rows[0] ?? []).map((_, at) => ({
        name: `column${at + 1}`,
        size: largest(rows.map((row) => row[at] ?? small)),
      }));
    return targets;
  }

  function addCte(cte: unknown, scope: Scope): void {
    const name = textOf(cte, 'ctename');
    const names = stringsOf(listOf(cte, 'aliascolnames'));
    const query = property(cte, 'ctequery');
    const renamed = (outputs: readonly Output[]) => outputs.map((one, at) => ({ ...one, name: names[at] ?? one.name }));
    const step = property(onlyEntry(query)[1], 'rarg');
    if (step === undefined) {
      scope.ctes.set(name, renamed(outputsOf(query, scope)));
      return;
    }
    // A recursive one may feed on itself: it may add at each step, but not multiply.
    const start = renamed(outputsOf(property(onlyEntry(query)[1], 'larg'), scope));
    const after = (factor: number) => {
      scope.ctes.set(
        name,
        start.map((one) => ({
          ...one,
          size:
            one.size.isNumber === true ? { ...small, isNumber: true } : { ...assumed, bytes: assumed.bytes * factor },
        })),
      );
      return outputsOf(step, scope);
    };
    const [once, twice] = [after(1), after(2)];
    const grows = once.some((one, at) => (twice[at]?.size.bytes ?? 0) - one.size.bytes > 1.5 * assumed.bytes);
    if (grows) throw refused(`${name} multiplies its values at each step`, lessHint);
    scope.ctes.set(
      name,
      start.map((one, at) => ({ ...one, size: largest([one.size, once[at]?.size ?? small]) })),
    );
  }

  function addTable(item: unknown, scope: Scope): void {
    const [kind, body] = onlyEntry(item);
    const alias = property(body, 'alias');
    const names = stringsOf(listOf(alias, 'colnames'));
    const add = (name: string, outputs: readonly Output[]) =>
      scope.tables.set(
        name,
        outputs.map((one, at) => ({ ...one, name: names[at] ?? one.name })),
      );
    totals.relations++;
    if (totals.relations > limits.relations)
      throw refused(`it reads more than ${limits.relations} relations`, lessHint);
    if (kind === 'RangeVar') {
      const name = textOf(body, 'relname');
      const cte = textOf(body, 'schemaname') === '' ? cteOf(name, scope) : undefined;
      const view = cte ?? known.views.get(name);
      if (view !== undefined) add(textOf(alias, 'aliasname') || name, view);
    } else if (kind === 'RangeSubselect') {
      add(textOf(alias, 'aliasname'), outputsOf(property(body, 'subquery'), scope));
    } else if (kind === 'RangeFunction') {
      const sizes: ValueSize[] = [];
      walk(property(body, 'functions'), (key, value) => {
        if (key !== 'FuncCall') return undefined;
        sizes.push(sizeOf({ FuncCall: value }, scope));
        return false;
      });
      const name = textOf(alias, 'aliasname');
      add(
        name,
        sizes.map((size, at) => ({ name: at === 0 ? name : '?', size })),
      );
    } else if (kind === 'JoinExpr') {
      addTable(property(body, 'larg'), scope);
      addTable(property(body, 'rarg'), scope);
      anything(property(body, 'quals'), scope);
    } else anything(body, scope);
  }

  function cteOf(name: string, scope: Scope | undefined): readonly Output[] | undefined {
    return scope === undefined ? undefined : (scope.ctes.get(name) ?? cteOf(name, scope.parent));
  }

  function targetOf(target: unknown, scope: Scope): readonly Output[] {
    const value = property(target, 'val');
    const [kind, body] = onlyEntry(value);
    const fields = listOf(body, 'fields');
    if (kind === 'ColumnRef' && onlyEntry(fields.at(-1))[0] === 'A_Star') {
      const table = stringsOf(fields)[0];
      const all = table === undefined ? [...scope.tables.values()] : [scope.tables.get(table) ?? []];
      return all.flat();
    }
    const name =
      textOf(target, 'name') || stringsOf(kind === 'FuncCall' ? listOf(body, 'funcname') : fields).at(-1) || '?';
    return [{ name, size: sizeOf(value, scope) }];
  }

  /** Looks into a part whose own size does not matter. */
  function anything(node: unknown, scope: Scope): void {
    if (Array.isArray(node)) for (const item of node) anything(item, scope);
    else if (typeof node === 'object' && node !== null && Object.keys(node).length > 0) sizeOf(node, scope);
  }

  function sizeOf(node: unknown, scope: Scope): ValueSize {
    const size = rawSize(node, scope);
    if (size.bytes > limits.bytes) throw refused('it makes a value of more than 10 MB out of constants', lessHint);
    if (size.value > limits.digits) throw refused('it makes a number of more than 300 digits', lessHint);
    if (size.parts > limits.parts) throw refused('its expressions multiply in one another', lessHint);
    if (size.bytes > 65_536) totals.bytes += size.bytes;
    if (totals.bytes > limits.allBytes) throw refused('it makes values of more than 40 MB out of constants', lessHint);
    return size;
  }

  function rawSize(node: unknown, scope: Scope): ValueSize {
    const [kind, body] = onlyEntry(node);
    const sizes = (list: readonly unknown[]) => list.map((item) => sizeOf(item, scope));
    switch (kind) {
      case 'A_Const': {
        const number = property(body, 'ival');
        if (number !== undefined) {
          return { ...small, value: Math.abs(Number(property(number, 'ival') ?? 0)), isNumber: true };
        }
        const digits = textOf(property(body, 'fval'), 'fval');
        if (digits !== '') return { ...sizeOfText(digits), isNumber: true };
        const text = textOf(property(body, 'sval'), 'sval');
        return sizeOfText(text || textOf(property(body, 'bsval'), 'bsval'));
      }
      case 'ParamRef':
        return known.unknown;
      case 'ColumnRef':
        return lookUp(stringsOf(listOf(body, 'fields')), scope) ?? known.unknown;
      case 'FuncCall': {
        const args = listOf(body, 'args').map((arg) =>
          onlyEntry(arg)[0] === 'NamedArgExpr' ? property(onlyEntry(arg)[1], 'arg') : arg,
        );
        const name = stringsOf(listOf(body, 'funcname')).at(-1) ?? '';
        for (const key of ['agg_order', 'agg_filter', 'over']) anything(property(body, key), scope);
        const literal = textOf(property(onlyEntry(args[0])[1], 'sval'), 'sval');
        if (name === 'array_fill') return sizeOfCall(name, [...sizes(args.slice(0, 1)), elementsOf(args[1], scope)]);
        const given = sizes(args);
        if (collecting.test(name)) collects(together(given).bytes);
        const size = sizeOfCall(name, given, onlyEntry(args[0])[0] === 'A_Const' ? literal : undefined);
        const grown = known.growth.get(name);
        if (grown === undefined) return size;
        return { ...size, bytes: Math.max(size.bytes, together(given).bytes * grown.times + grown.base) };
      }
      case 'JsonArrayAgg':
      case 'JsonObjectAgg': {
        const size = together(below(body, scope));
        collects(size.bytes);
        return size;
      }
      case 'A_Expr': {
        const operands = [property(body, 'lexpr'), property(body, 'rexpr')].filter((one) => one !== undefined);
        return sizeOfOperator(stringsOf(listOf(body, 'name')).at(-1) ?? '', sizes(operands));
      }
      case 'TypeCast': {
        const size = sizeOf(property(body, 'arg'), scope);
        const type = property(body, 'typeName');
        const typeName = stringsOf(listOf(type, 'names')).at(-1) ?? '';
        const padded = /^(bpchar|bit)$/.test(typeName);
        const [width = small] = sizes(listOf(type, 'typmods').slice(0, 1));
        if (/^(int[248]|float[48]|numeric|date|timestamp(tz)?)$/.test(typeName)) return { ...size, isNumber: true };
        return padded ? { ...size, bytes: Math.max(size.bytes, width.value) } : size;
      }
      case 'List': {
        const items = listOf(body, 'items');
        if (items.length > limits.elements) throw refused(`a list has more than ${limits.elements} elements`, lessHint);
        return together(sizes(items));
      }
      case 'CaseExpr':
      case 'CaseWhen':
      case 'CoalesceExpr':
      case 'MinMaxExpr':
        return largest(below(body, scope));
      case 'SubLink': {
        anything(property(body, 'testexpr'), scope);
        if (textOf(body, 'subLinkType') === 'ARRAY_SUBLINK') collects(assumed.bytes);
        return largest(outputsOf(property(body, 'subselect'), scope).map((one) => one.size));
      }
      case 'SelectStmt':
        return largest(outputsOf(node, scope).map((one) => one.size));
      default:
        return together(below(body, scope));
    }
  }

  function collects(bytes: number): void {
    totals.collected = Math.max(totals.collected, 1, bytes / assumed.bytes);
  }

  /** Of ARRAY[a, b]: a × b elements. */
  function elementsOf(dimensions: unknown, scope: Scope): ValueSize {
    const [kind, body] = onlyEntry(dimensions);
    const sizes =
      kind === 'A_ArrayExpr'
        ? listOf(body, 'elements').map((item) => sizeOf(item, scope))
        : [sizeOf(dimensions, scope)];
    const numbers =
      kind === 'A_Const'
        ? [...textOf(property(body, 'sval'), 'sval').matchAll(/\d+/g)].map(Number)
        : sizes.map((size) => size.value);
    return { ...small, value: numbers.reduce((product, number) => product * number, 1) };
  }

  /** Of every node directly below. */
  function below(body: unknown, scope: Scope): readonly ValueSize[] {
    if (typeof body !== 'object' || body === null) return [];
    return Object.values(body).flatMap((value): readonly ValueSize[] => {
      if (Array.isArray(value)) return value.map((item) => sizeOf(item, scope));
      if (typeof value !== 'object' || value === null) return [];
      return /^[A-Z]/.test(Object.keys(value)[0] ?? '') ? [sizeOf(value, scope)] : below(value, scope);
    });
  }
}
