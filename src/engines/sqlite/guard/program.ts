import { problem } from '#contracts/problem-error.ts';
import type { Row } from '#contracts/session.ts';
import { readingFunctions } from './functions.ts';

/**
 * SQLite compiles a statement to a program, and EXPLAIN shows it: what a statement does, through views, triggers and
 * whatever the words are, stands there. Only operations that read the database and write to registers and to
 * temporary tables are let through, and only functions that are known; anything new is refused.
 * https://www.sqlite.org/opcode.html
 */
export function checkProgram(program: readonly Row[]): void {
  for (const step of program) {
    const operation = String(step['opcode']);
    if (!reading.has(operation)) throw refusal(`it would do more than read (${operation})`);
    // A transaction that writes has a second operand.
    if (operation === 'Transaction' && Number(step['p2']) !== 0) throw refusal('it opens a transaction that writes');
    const called = calling.has(operation) ? functionName(step['p4']) : undefined;
    if (called !== undefined && !readingFunctions.has(called)) throw refusal(`it calls ${called}()`);
  }
}

function refusal(reason: string) {
  return problem('denied', `The statement is not run: ${reason}.`, 'Write a SELECT that only reads.');
}

/** "lower(1)" */
function functionName(operand: unknown): string | undefined {
  return /^(.*)\(-?\d+\)$/.exec(String(operand))?.[1]?.toLowerCase() ?? '?';
}

const calling = new Set([
  'Function',
  'PureFunc',
  'AggStep',
  'AggStep0',
  'AggStep1',
  'AggFinal',
  'AggValue',
  'AggInverse',
]);

const reading = new Set(
  `Init Goto Gosub Return InitCoroutine EndCoroutine Yield Halt HaltIfNull Noop Explain Trace Abortable ReleaseReg
   Integer Int64 Real String String8 BeginSubrtn Null SoftNull Blob Variable Move Copy SCopy IntCopy ResultRow
   Concat Add Subtract Multiply Divide Remainder AddImm BitAnd BitOr BitNot ShiftLeft ShiftRight CollSeq
   MustBeInt RealAffinity Cast Affinity TypeCheck Eq Ne Lt Le Gt Ge ElseEq Permutation Compare Jump And Or Not IsTrue
   Once If IfNot IsNull NotNull IsType ZeroOrNull IfNullRow IfPos IfNotZero DecrJumpZero OffsetLimit IfNotOpen
   IfNoHope IfSizeBetween IfEmpty Column Offset MakeRecord Count Rowid RowData RowCell NullRow ReadCookie
   Transaction OpenRead ReopenIdx OpenDup OpenAutoindex OpenEphemeral SorterOpen OpenPseudo Close SequenceTest Sequence
   SeekLT SeekLE SeekGE SeekGT SeekScan SeekHit SeekEnd SeekRowid NoConflict NotFound Found NotExists Last Rewind Prev
   Next SorterSort Sort SorterCompare SorterData SorterNext SorterInsert ResetSorter IdxInsert IdxDelete DeferredSeek
   FinishSeek IdxRowid IdxLE IdxGT IdxLT IdxGE NewRowid Insert Delete Clear RowSetAdd RowSetRead RowSetTest
   AggStep AggStep0 AggStep1 AggFinal AggValue AggInverse Function PureFunc CursorLock CursorUnlock Expire
   VInitIn VOpen VFilter VColumn VNext Pagecount MaxPgcnt FilterAdd Filter ClrSubtype GetSubtype SetSubtype`.split(
    /\s+/,
  ),
);
