import { checkSizes } from './constant-size.ts';
import type { Piece } from './pieces.ts';
import type { Growth, KnownSizes, Measured, Output } from './size-scope.ts';
import { assumed } from './value-size.ts';

/**
 * The sizes of values through views and SQL functions, deepest first: `twice(twice(twice(…)))` is as large as what it
 * stands for. Pieces come in the order in which they were found, the statement itself first. Errors: denied.
 */
export function checkPieceSizes(pieces: readonly Piece[]): Measured {
  const growth = new Map<string, Growth>();
  const views = new Map<string, readonly Output[]>();
  const known: KnownSizes = { growth, views, unknown: assumed };
  let measured: Measured = { outputs: [], collected: 0 };
  let collected = 0;
  // Twice, since what was found first may stand in what was found last.
  for (const piece of [...pieces].reverse().concat([...pieces].reverse())) {
    for (const statement of piece.statements) measured = checkSizes(statement, known);
    collected = Math.max(collected, measured.collected);
    const { makes } = piece;
    if (makes?.kind === 'view') views.set(makes.name, measured.outputs);
    if (makes?.kind === 'function') growth.set(makes.name, larger(growth.get(makes.name), growthOf(piece, known)));
  }
  return { outputs: measured.outputs, collected };
}

/** By its result for arguments of two sizes. */
function growthOf(piece: Piece, known: KnownSizes): Growth {
  const body = piece.statements.at(-1);
  const bytes = (given: number) => {
    const { outputs } = checkSizes(body, { ...known, unknown: { ...assumed, bytes: given } });
    return Math.max(0, ...outputs.map((one) => one.size.bytes));
  };
  const [less, more] = [bytes(16), bytes(32)];
  const times = Math.max(1, (more - less) / 16);
  return { times, base: Math.max(0, less - 16 * times) };
}

function larger(one: Growth = { times: 1, base: 0 }, other: Growth): Growth {
  return { times: Math.max(one.times, other.times), base: Math.max(one.base, other.base) };
}
