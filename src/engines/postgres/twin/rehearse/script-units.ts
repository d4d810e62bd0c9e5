import { type ScriptStatement, splitScript } from '#engines/postgres/parse/script.ts';

export interface UnitStatement {
  readonly text: string;
  readonly kind:
    | 'begin'
    | 'commit'
    | 'rollback'
    | 'savepoint'
    | 'isolation'
    | 'limit'
    | 'rows'
    | 'truncate'
    | 'extension'
    | 'role'
    | 'copy'
    | 'code'
    | 'other';
}

/** Statements that share a transaction: one alone, or all from BEGIN to COMMIT. */
export interface ScriptUnit {
  readonly statements: readonly UnitStatement[];
  /** The script does not say BEGIN: whoever runs it does. */
  readonly begins: boolean;
  /** The script does not say COMMIT: whoever runs it does. */
  readonly commits: boolean;
  /** A single statement that stands in no transaction but its own, so it may be one that none may hold. */
  readonly alone: boolean;
}

/** The statements of a script, each in a transaction of its own unless the script says BEGIN. */
export function scriptUnits(texts: readonly string[]): readonly ScriptUnit[] {
  return unitsOf(texts.flatMap((text) => splitScript(text)).map(unitStatement));
}

/** The same for a file that is split already: each text stays one statement. */
export function fileUnits(texts: readonly string[], transaction: 'file' | 'statement'): readonly ScriptUnit[] {
  const statements = texts.map((text): UnitStatement => {
    const [only, ...more] = splitScript(text);
    return only === undefined || more.length > 0 ? { text, kind: 'other' } : { ...unitStatement(only), text };
  });
  if (transaction === 'statement' || statements.length === 0) return unitsOf(statements);
  const end = statements.findIndex(({ kind }) => kind === 'commit' || kind === 'rollback');
  const first = end < 0 ? statements : statements.slice(0, end + 1);
  return [
    { statements: first, begins: true, commits: end < 0, alone: false },
    ...unitsOf(statements.slice(first.length)),
  ];
}

function unitsOf(statements: readonly UnitStatement[]): readonly ScriptUnit[] {
  const units: ScriptUnit[] = [];
  let open: UnitStatement[] | undefined;
  for (const one of statements) {
    if (open !== undefined) open.push(one);
    else if (one.kind === 'begin') open = [one];
    else {
      const ends = one.kind === 'commit' || one.kind === 'rollback' || one.kind === 'savepoint';
      units.push({ statements: [one], begins: !ends, commits: !ends, alone: !ends });
    }
    if (open !== undefined && (one.kind === 'commit' || one.kind === 'rollback')) {
      units.push({ statements: open, begins: false, commits: false, alone: false });
      open = undefined;
    }
  }
  if (open !== undefined) units.push({ statements: open, begins: false, commits: false, alone: false });
  return units;
}

function unitStatement({ text, tree }: ScriptStatement): UnitStatement {
  return { text, kind: tree === undefined ? 'other' : kindOf(tree) };
}

function kindOf(tree: NonNullable<ScriptStatement['tree']>): UnitStatement['kind'] {
  if ('TransactionStmt' in tree) return transactionKinds[tree.TransactionStmt.kind ?? ''] ?? 'other';
  if ('VariableSetStmt' in tree) return settingKind(tree.VariableSetStmt.name ?? '');
  if ('CopyStmt' in tree) return tree.CopyStmt.is_from && !tree.CopyStmt.filename ? 'copy' : 'other';
  const [word = ''] = Object.keys(tree);
  return kinds[word] ?? 'other';
}

function settingKind(name: string): UnitStatement['kind'] {
  if (name === 'TRANSACTION') return 'isolation';
  return /^(statement|transaction|idle_in_transaction_session)_timeout$/i.test(name) ? 'limit' : 'other';
}

const transactionKinds: Readonly<Record<string, UnitStatement['kind']>> = {
  TRANS_STMT_BEGIN: 'begin',
  TRANS_STMT_START: 'begin',
  TRANS_STMT_COMMIT: 'commit',
  TRANS_STMT_ROLLBACK: 'rollback',
  TRANS_STMT_SAVEPOINT: 'savepoint',
  TRANS_STMT_RELEASE: 'savepoint',
  TRANS_STMT_ROLLBACK_TO: 'savepoint',
};

const kinds: Readonly<Record<string, UnitStatement['kind']>> = {
  TruncateStmt: 'truncate',
  CreateExtensionStmt: 'extension',
  CreateRoleStmt: 'role',
  AlterRoleStmt: 'role',
  DropRoleStmt: 'role',
  GrantRoleStmt: 'role',
  DoStmt: 'code',
  CallStmt: 'code',
  InsertStmt: 'rows',
  UpdateStmt: 'rows',
  DeleteStmt: 'rows',
  MergeStmt: 'rows',
  SelectStmt: 'rows',
};
