import type { TwinConnection } from './connection.ts';

/** A row of accounts with its index entry, bytes. */
const accountBytes = 270;

/**
 * Accounts and their history, the tables of a bank as TPC-B has them. Texts are half words, half digits that nothing
 * packs: rows of blanks would make compression look better than it is. Gives the size of both tables, bytes.
 * https://www.postgresql.org/docs/18/pgbench.html
 */
export async function fillServer(admin: TwinConnection, bytes: number): Promise<number> {
  const accounts = Math.max(1000, Math.round(bytes / accountBytes));
  await admin.query(`
    CREATE TABLE accounts (
      id int NOT NULL, owner text NOT NULL, note text NOT NULL, balance bigint NOT NULL, changed timestamptz NOT NULL
    ) WITH (fillfactor = 90);
    INSERT INTO accounts
    SELECT i, md5(i::text), md5((i * 7)::text) || ' ' || repeat('order taken ', 6), i, '2026-01-01'
      FROM generate_series(1, ${accounts}) i;
    ALTER TABLE accounts ADD PRIMARY KEY (id);
    CREATE TABLE history (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      account int NOT NULL, delta int NOT NULL, note text NOT NULL, at timestamptz NOT NULL
    );`);
  await admin.query(turnsProcedure(accounts));
  await admin.query('VACUUM (ANALYZE)');
  const [row] = await admin.query(
    "SELECT pg_total_relation_size('accounts') + pg_total_relation_size('history') AS bytes",
  );
  return Number(row?.['bytes']);
}

/** The same seed does the same work. */
export function turnsOf(turns: number, seed: number): string {
  return `CALL turns(${turns}, ${(seed % 1000) / 1000})`;
}

/**
 * A turn is a transaction: one account is changed, four are read, a row of history is added. Small numbers are wanted
 * more often: half of the turns meet a quarter of the accounts. The server works through them without a client, so that
 * its own work is what is measured.
 */
function turnsProcedure(accounts: number): string {
  const anyone = `1 + floor(${accounts} * power(random(), 2))`;
  return `
    CREATE PROCEDURE turns(turns int, seed float8) LANGUAGE plpgsql AS $$
    DECLARE
      one int;
      found_balance bigint;
    BEGIN
      PERFORM setseed(seed);
      FOR turn IN 1..turns LOOP
        one := ${anyone};
        UPDATE accounts SET balance = balance + turn, changed = clock_timestamp() WHERE id = one;
        INSERT INTO history (account, delta, note, at) VALUES (one, turn, 'moved', clock_timestamp());
        FOR reading IN 1..4 LOOP
          one := ${anyone};
          SELECT balance INTO found_balance FROM accounts WHERE id = one;
        END LOOP;
        COMMIT;
      END LOOP;
    END $$`;
}
