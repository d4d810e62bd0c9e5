import type { Node, SelectStmt, TransactionStmt, VariableSetStmt } from '@pgsql/types';
import type { Deed } from '#engines/postgres/migration/deed.ts';
import { namesOf } from './migration-names.ts';

/** SET, RESET. A list is joined: `app, public`. */
export function settingDeed({ kind, name = 'all', args, is_local }: VariableSetStmt): Deed {
  const value = kind === 'VAR_SET_VALUE' ? (args ?? []).map(constantOf).join(', ') : undefined;
  return setting(name, value, is_local === true);
}

/** `SELECT set_config('search_path', '', false)`, with which pg_dump sets it. */
export function configDeed({ targetList, fromClause }: SelectStmt): Deed | undefined {
  const [target] = targetList ?? [];
  if (fromClause !== undefined || targetList?.length !== 1 || !target || !('ResTarget' in target)) return undefined;
  const { val } = target.ResTarget;
  if (!val || !('FuncCall' in val) || namesOf(val.FuncCall.funcname).at(-1) !== 'set_config') return undefined;
  const [name, value, local] = (val.FuncCall.args ?? []).map(constantOf);
  return name === undefined ? undefined : setting(name, value ?? '', local === 'true');
}

function setting(name: string, value: string | undefined, local: boolean): Deed {
  return { action: { kind: 'set', name: name.toLowerCase(), ...(value === undefined ? {} : { value }), local } };
}

function constantOf(node: Node): string {
  if ('TypeCast' in node && node.TypeCast.arg) return constantOf(node.TypeCast.arg);
  if (!('A_Const' in node)) return '';
  const { sval, ival, fval, boolval } = node.A_Const;
  if (sval) return sval.sval ?? '';
  if (boolval) return String(boolval.boolval === true);
  return fval?.fval ?? String(ival?.ival ?? 0);
}

export function transactionDeed({ kind, savepoint_name }: TransactionStmt): Deed {
  const what = transactions[kind ?? ''] ?? 'savepoint';
  const goesBack = kind === 'TRANS_STMT_ROLLBACK_TO';
  return {
    action: { kind: 'transaction', what },
    ...(savepoint_name === undefined ? {} : { savepoint: { name: savepoint_name, goesBack } }),
  };
}

const transactions: Readonly<Record<string, 'begin' | 'commit' | 'rollback'>> = {
  TRANS_STMT_BEGIN: 'begin',
  TRANS_STMT_START: 'begin',
  TRANS_STMT_COMMIT: 'commit',
  TRANS_STMT_ROLLBACK: 'rollback',
  TRANS_STMT_PREPARE: 'commit',
};
