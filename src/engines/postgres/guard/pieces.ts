import { problem } from '#contracts/problem-error.ts';
import { collectNames } from './collect-names.ts';
import { isFoldable } from './foldable.ts';
import type { Follow } from './judge.ts';
import type { Names, Path } from './names.ts';
import { parseStatements } from './parse.ts';
import { checkPlannable, checkReading } from './permitted-nodes.ts';
import { refused } from './refusal.ts';
import { onlyEntry, property } from './tree.ts';

/** A tree to judge: what it names, whose it is, and what happens to it. */
export interface Piece {
  readonly statements: readonly unknown[];
  readonly makes?: Follow['makes'];
  readonly names: Names;
  readonly mode: 'run' | 'plan';
  /** "it", "the view app.v" */
  readonly who: string;
  /** It runs with the rights of the role that asks; what stands in a view may run with those of the view's owner. */
  readonly direct: boolean;
}

export type Following = Follow & Pick<Piece, 'direct'>;

type PieceKind = Pick<Following, 'mode' | 'who' | 'form' | 'direct' | 'makes'>;

export function pieceOf(statements: readonly unknown[], path: Path, kind: PieceKind): Piece {
  const { mode, who, form, direct, makes } = kind;
  const names = collectNames(statements, path, isFoldable(statements, form));
  return { statements, names, mode, who, direct, ...(makes === undefined ? {} : { makes }) };
}

/** Text from the catalog: parsed, its kinds of nodes checked. Errors: denied. */
export function followPiece(follow: Following, path: Path): Piece {
  const { who, mode } = follow;
  const statements = reading(follow).flatMap((statement) => partsOf(statement));
  for (const statement of statements) {
    try {
      if (mode === 'run') checkReading(statement);
      else checkPlannable(statement);
    } catch (cause) {
      throw refused(`${who} does more than read`, undefined, cause);
    }
  }
  // pg_get_viewdef and its kin write the schema to whatever is not of the catalog.
  return pieceOf(statements, follow.printed ? ['pg_catalog'] : path, follow);
}

function reading(follow: Follow): readonly unknown[] {
  try {
    return parseStatements(follow.text);
  } catch (cause) {
    throw problem(
      'denied',
      `This statement was not run: ${follow.who} cannot be read by the parser.`,
      'Ask for less, or name the function in the configuration if you know that it only reads.',
      cause,
    );
  }
}

/** The statements of a function's parsed body and of a rule; any other statement is itself. */
function partsOf(statement: unknown): readonly unknown[] {
  const [kind, body] = onlyEntry(statement);
  if (kind === 'CreateFunctionStmt') return statementsIn(property(body, 'sql_body'));
  if (kind === 'RuleStmt') return [property(body, 'actions'), property(body, 'whereClause')];
  return [statement];
}

function statementsIn(node: unknown): readonly unknown[] {
  const [kind, body] = onlyEntry(node);
  if (kind === 'ReturnStmt') return [property(body, 'returnval')];
  const items = property(body, 'items');
  if (kind === 'List' && Array.isArray(items)) return items.flatMap(statementsIn);
  return [node];
}
