import { type ScriptStatement, splitScript } from '#engines/postgres/parse/script.ts';

export interface UnitStatement {
  readonly text: string;
  readonly kind: 'transaction' | 'rows' | 'truncate' | 'extension' | 'copy' | 'other';
}

/** Statements that share a transaction: one alone, or all from BEGIN to COMMIT. */
export interface ScriptUnit {
  readonly statements: readonly UnitStatement[];
  /** The script itself says where the transaction begins. */
  readonly explicit: boolean;
}

/** Groups the statements of a script by the transactions that it runs in, each alone unless it says BEGIN. */
export function scriptUnits(texts: readonly string[]): readonly ScriptUnit[] {
  const units: ScriptUnit[] = [];
  let open: UnitStatement[] | undefined;
  for (const statement of texts.flatMap((text) => splitScript(text))) {
    const one: UnitStatement = { text: statement.text, kind: kindOf(statement) };
    const word = firstWords(statement.text);
    if (open === undefined && /^(BEGIN|START TRANSACTION)\b/.test(word)) open = [one];
    else if (open === undefined) units.push({ statements: [one], explicit: false });
    else {
      open.push(one);
      const ends = /^(COMMIT|END|ABORT|ROLLBACK)\b/.test(word) && !/^ROLLBACK (WORK |TRANSACTION )?TO\b/.test(word);
      if (one.kind === 'transaction' && ends) {
        units.push({ statements: open, explicit: true });
        open = undefined;
      }
    }
  }
  if (open !== undefined) units.push({ statements: open, explicit: true });
  return units;
}

function kindOf({ tree, text }: ScriptStatement): UnitStatement['kind'] {
  if (tree === undefined) return 'other';
  if ('TransactionStmt' in tree) return 'transaction';
  if ('TruncateStmt' in tree) return 'truncate';
  if ('CreateExtensionStmt' in tree) return 'extension';
  if ('CopyStmt' in tree && /\bFROM\s+STDIN\b/i.test(text)) return 'copy';
  const changesRows = ['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt', 'SelectStmt'].some(
    (name) => name in tree,
  );
  return changesRows ? 'rows' : 'other';
}

function firstWords(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 60).toUpperCase();
}
