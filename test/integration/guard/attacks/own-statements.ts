import { type AttackCase, attackClass } from '../attack-case.ts';
import { brightPath, shadowedPath } from '../hostile/relations.ts';

const own = attackClass("the guard's own statements", { setUp: [shadowedPath], tearDown: [brightPath] });

/** Harmless statements, around which the guard asks the catalog in a database whose names and casts are traps. */
export const ownStatementAttacks: readonly AttackCase[] = [
  own.bounded('around a constant', 'SELECT 1'),
  own.bounded('around a table', 'SELECT id FROM shop.customers LIMIT 1'),
  own.bounded('around a built-in function', "SELECT pg_catalog.length('x'), abs(-1)"),
  own.bounded('around an unknown name', 'SELECT nothing FROM nowhere.at_all'),
  own.bounded('around an EXPLAIN', 'EXPLAIN SELECT id FROM shop.customers'),
  own.bounded('where text is cast to integer by a function', 'SELECT id FROM shop.customers LIMIT 1', {
    setUp: [
      "CREATE OR REPLACE FUNCTION evil.text_int(a text) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM evil.mark('text to int'); RETURN int4in(textout(a)); END $$",
      'CREATE CAST (text AS int) WITH FUNCTION evil.text_int(text) AS ASSIGNMENT',
    ],
    tearDown: ['DROP CAST (text AS int)'],
  }),
];
