import { loadModule, scanSync } from 'libpg-query';
import { problem } from '#contracts/problem-error.ts';
import { characterOffsets } from '#engines/sql/parse/offsets.ts';

// The scanner is WebAssembly that loads once; waiting here lets everything below be synchronous.
await loadModule();

/** A token of PostgreSQL's own scanner. Offsets are in characters (UTF-16 units), not in the scanner's bytes. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly kind: 'word' | 'quoted' | 'string' | 'number' | 'parameter' | 'comment' | 'symbol';
  /** A reserved word of the grammar: it cannot be a bare column or table name. */
  readonly reserved: boolean;
}

/**
 * The text as PostgreSQL reads it, comments among the tokens.
 * Errors: invalid, where a quote or a comment is never closed.
 */
export function scan(text: string): readonly Token[] {
  const tokens = tryScan(text);
  if (!tokens) {
    throw problem(
      'invalid',
      'This SQL cannot be split into words: a quote, a dollar quote or a comment is not closed, or a number runs into a word.',
      'Close every \', ", $$ and /*.',
    );
  }
  return tokens;
}

/** As `scan`; undefined where it cannot be scanned. */
export function tryScan(text: string): readonly Token[] | undefined {
  if (text.trim() === '') return [];
  const at = characterOffsets(text);
  let scanned: ReturnType<typeof scanSync>;
  try {
    scanned = scanSync(text);
  } catch {
    return undefined;
  }
  return scanned.tokens.map((token) => {
    const start = at(token.start);
    const end = at(token.end);
    const written = text.slice(start, end);
    return {
      text: written,
      start,
      end,
      kind: kindOf(token, written),
      reserved: token.keywordName.startsWith('RESERVED'),
    };
  });
}

function kindOf(token: { tokenName: string; keywordKind: number }, written: string): Token['kind'] {
  switch (token.tokenName) {
    case 'SQL_COMMENT':
    case 'C_COMMENT':
      return 'comment';
    case 'SCONST':
    case 'USCONST':
    case 'BCONST':
    case 'XCONST':
      return 'string';
    case 'ICONST':
    case 'FCONST':
      return 'number';
    case 'PARAM':
      return 'parameter';
    default:
      break;
  }
  if (/^(?:u&)?"/iu.test(written)) return 'quoted';
  if (/^(?:[bxn]|e|u&)?'/iu.test(written)) return 'string';
  return /^[\p{L}_\u0080-\uffff]/u.test(written) ? 'word' : /^[0-9]/.test(written) ? 'number' : 'symbol';
}
