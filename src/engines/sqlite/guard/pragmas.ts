import { type SqliteToken, unquoted } from '#engines/sqlite/parse/tokens.ts';

/** Reading, with the name of a table or an index in brackets. https://www.sqlite.org/pragma.html */
const withName: readonly string[] = [
  'table_info',
  'table_xinfo',
  'table_list',
  'index_list',
  'index_info',
  'index_xinfo',
  'foreign_key_list',
  'foreign_key_check',
  'integrity_check',
  'quick_check',
];

/** Reading as long as nothing is given to them. */
const bare: readonly string[] = [
  ...withName,
  'application_id',
  'auto_vacuum',
  'collation_list',
  'compile_options',
  'data_version',
  'encoding',
  'foreign_keys',
  'freelist_count',
  'function_list',
  'journal_mode',
  'module_list',
  'page_count',
  'page_size',
  'pragma_list',
  'schema_version',
  'user_version',
];

/** As table-valued functions. The journal mode there would be that of our copy. */
export const callablePragmas: readonly string[] = bare.filter((name) => name !== 'journal_mode');

/** Why this PRAGMA may not run: `PRAGMA [schema.]name`, `PRAGMA name(table)` and nothing else may. */
export function pragmaRefusal(own: readonly SqliteToken[]): string | undefined {
  const rest = own.slice(1);
  const qualified = rest[1]?.text === '.' ? rest.slice(2) : rest;
  const [name, open, argument, close, more] = qualified;
  const pragma = name?.kind === 'word' ? name.text.toLowerCase() : '';
  if (!bare.includes(pragma))
    return `PRAGMA ${name === undefined ? '' : unquoted(name)} is not among the pragmas that only read.`;
  if (open === undefined) return undefined;
  const isCall = open.text === '(' && argument !== undefined && close?.text === ')' && more === undefined;
  const isName = argument !== undefined && ['word', 'name', 'string', 'number'].includes(argument.kind);
  if (isCall && isName && withName.includes(pragma)) return undefined;
  return `PRAGMA ${pragma} may only be read, not given a value.`;
}

/** The name of a PRAGMA that was checked. */
export function pragmaName(own: readonly SqliteToken[]): string {
  return (own[2]?.text === '.' ? own[3] : own[1])?.text.toLowerCase() ?? '';
}
