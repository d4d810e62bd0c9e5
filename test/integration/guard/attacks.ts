import type { AttackCase } from './attack-case.ts';
import { bombAttacks } from './attacks/bombs.ts';
import { functionAttacks } from './attacks/functions.ts';
import { ownStatementAttacks } from './attacks/own-statements.ts';
import { relationAttacks } from './attacks/relations.ts';
import { serverAttacks } from './attacks/server.ts';
import { sessionAttacks } from './attacks/sessions.ts';
import { statementAttacks } from './attacks/statements.ts';
import { typeAttacks } from './attacks/types.ts';

/** Everything that must not happen through the guard, in the order in which it is tried. */
export const attackCases: readonly AttackCase[] = [
  ...statementAttacks,
  ...sessionAttacks,
  ...serverAttacks,
  ...functionAttacks,
  ...typeAttacks,
  ...relationAttacks,
  ...ownStatementAttacks,
  ...bombAttacks,
];
