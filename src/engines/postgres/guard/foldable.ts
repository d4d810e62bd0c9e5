import { listOf, onlyEntry, property, stringsOf, textOf, walk } from './tree.ts';

/**
 * Whether the planner might run a call because its arguments may turn out to be constants. It surely does not where an
 * argument is a column of a table; a column of a subquery may be a constant that the planner pulls up, and a parameter
 * of an SQL function is replaced by what it is called with.
 */
export function isFoldable(query: unknown, form: 'query' | 'function'): (call: unknown) => boolean {
  if (form === 'function') return () => true;
  const soft = softNames(query);
  return (call) => {
    const args = listOf(call, 'args');
    return !args.some((arg) => isStuck(arg, soft));
  };
}

/** Names of what stands in FROM and is no table: their columns may be anything. */
function softNames(query: unknown): ReadonlySet<string> {
  const ctes = new Set<string>();
  walk(query, (key, value) => {
    if (key === 'CommonTableExpr') ctes.add(textOf(value, 'ctename'));
    return undefined;
  });
  const soft = new Set<string>(ctes);
  walk(query, (key, value) => {
    const alias = textOf(property(value, 'alias'), 'aliasname');
    if (key === 'RangeVar') {
      if (textOf(value, 'schemaname') === '' && ctes.has(textOf(value, 'relname'))) soft.add(alias);
    } else if (/^(Range|JoinExpr|JsonTable)/.test(key) && key !== 'RangeTableSample') {
      if (key !== 'JoinExpr' || alias !== '') soft.add(alias);
    }
    return undefined;
  });
  return soft;
}

const strictFunctions = new Set(
  'abs btrim ceil date_part date_trunc extract floor length lower ltrim md5 round rtrim substr substring upper'.split(
    ' ',
  ),
);
const plainOperators = new Set(['+', '-', '*', '/', '%', '||']);
const plainTypes = new Set(['bytea', 'date', 'json', 'jsonb', 'name', 'oid', 'text', 'uuid']);

/** Surely no constant. */
function isStuck(node: unknown, soft: ReadonlySet<string>): boolean {
  const [kind, body] = onlyEntry(node);
  const allFirm = (parts: readonly unknown[]) =>
    parts.some((part) => isStuck(part, soft)) && parts.every((part) => isStuck(part, soft) || isLiteral(part));
  switch (kind) {
    case 'ColumnRef': {
      const fields = stringsOf(listOf(body, 'fields'));
      const table = listOf(body, 'fields').length > 1 ? fields[0] : undefined;
      return table === undefined ? soft.size === 0 : !soft.has(table);
    }
    case 'NamedArgExpr':
      return isStuck(property(body, 'arg'), soft);
    case 'TypeCast': {
      const names = stringsOf(listOf(property(body, 'typeName'), 'names'));
      const plain = names[0] === 'pg_catalog' || (names.length === 1 && plainTypes.has(names[0] ?? ''));
      return plain && isStuck(property(body, 'arg'), soft);
    }
    case 'A_Expr': {
      const name = stringsOf(listOf(body, 'name'));
      const plain = textOf(body, 'kind') === 'AEXPR_OP' && name.length === 1 && plainOperators.has(name[0] ?? '');
      return plain && allFirm([property(body, 'lexpr'), property(body, 'rexpr')]);
    }
    case 'FuncCall': {
      const name = stringsOf(listOf(body, 'funcname'));
      return strictFunctions.has(name.at(-1) ?? '') && allFirm(listOf(body, 'args'));
    }
    default:
      return false;
  }
}

function isLiteral(node: unknown): boolean {
  const [kind, body] = onlyEntry(node);
  return kind === 'A_Const' && property(body, 'isnull') !== true;
}
