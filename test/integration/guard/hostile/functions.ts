/** Functions of every kind that reach `evil.mark` or write, most of them under a harmless flag. */
export const functionSql: readonly string[] = [
  `CREATE FUNCTION evil.fn(a int) RETURNS int LANGUAGE plpgsql VOLATILE AS
     $$ BEGIN PERFORM evil.mark('fn'); RETURN a; END $$;
   CREATE FUNCTION evil.imm(a int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS
     $$ BEGIN PERFORM evil.mark('imm'); RETURN a; END $$;
   CREATE FUNCTION evil.ok(a int) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS
     $$ BEGIN RETURN evil.mark('ok'); END $$;
   CREATE FUNCTION evil.sql_fn(a int) RETURNS int LANGUAGE sql VOLATILE AS
     $$ SELECT a FROM evil.mark('sql_fn') AS m WHERE m $$;
   CREATE FUNCTION evil.sql_stable(a int) RETURNS int LANGUAGE sql STABLE AS
     $$ SELECT CASE WHEN evil.mark('sql_stable') THEN a END $$;
   CREATE FUNCTION evil.sql_deep(a int) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT evil.imm(a) + 1 $$;
   CREATE FUNCTION evil.sql_deeper(a int) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT evil.sql_deep(a) + 1 $$;
   CREATE FUNCTION evil.sql_write() RETURNS text LANGUAGE sql VOLATILE AS
     $$ INSERT INTO shop.journal VALUES ('written') RETURNING line $$;
   CREATE FUNCTION evil.sql_many() RETURNS int LANGUAGE sql VOLATILE AS
     $$ SELECT 1; INSERT INTO shop.journal VALUES ('many'); SELECT 2 $$;
   CREATE FUNCTION evil.sql_setting() RETURNS text LANGUAGE sql VOLATILE AS
     $$ SELECT set_config('application_name', 'owned', false) $$;
   CREATE FUNCTION evil.sql_text() RETURNS xml LANGUAGE sql STABLE AS
     $$ SELECT query_to_xml('SELECT evil.mark(''sql_text'')', true, true, '') $$;
   CREATE FUNCTION evil.sql_over_view() RETURNS int LANGUAGE sql STABLE AS $$ SELECT a FROM evil.v3 LIMIT 1 $$;
   CREATE FUNCTION evil.sql_operator(a int) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT a OPERATOR(evil.===) 1 $$;
   CREATE FUNCTION evil.dynamic(command text) RETURNS int LANGUAGE plpgsql AS
     $$ BEGIN EXECUTE command; RETURN 1; END $$;
   CREATE FUNCTION evil.with_setting() RETURNS int LANGUAGE plpgsql SET statement_timeout = 0 AS
     $$ BEGIN PERFORM evil.mark('with_setting'); RETURN 1; END $$;
   CREATE FUNCTION evil.many(VARIADIC list int[]) RETURNS int LANGUAGE plpgsql AS
     $$ BEGIN PERFORM evil.mark('many'); RETURN 1; END $$;
   CREATE FUNCTION evil.poly(a anyelement) RETURNS anyelement LANGUAGE plpgsql AS
     $$ BEGIN PERFORM evil.mark('poly'); RETURN a; END $$;
   CREATE FUNCTION evil.poly(a int) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT a $$;
   CREATE FUNCTION evil.choose(a int) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT a $$;
   CREATE FUNCTION evil.choose(a text) RETURNS int LANGUAGE plpgsql IMMUTABLE AS
     $$ BEGIN PERFORM evil.mark('choose'); RETURN 1; END $$;
   CREATE FUNCTION evil.defaulted(a int, b boolean DEFAULT evil.mark('default')) RETURNS int LANGUAGE sql IMMUTABLE AS
     $$ SELECT CASE WHEN b THEN a END $$;
   CREATE FUNCTION evil.named(first int DEFAULT 1, second int DEFAULT evil.fn(2)) RETURNS int LANGUAGE sql IMMUTABLE AS
     $$ SELECT first + second $$;
   CREATE FUNCTION evil.rows_of(n int) RETURNS SETOF int LANGUAGE plpgsql STABLE AS
     $$ BEGIN PERFORM evil.mark('rows_of'); RETURN NEXT n; END $$;
   CREATE FUNCTION evil.table_of(n int) RETURNS TABLE (x int, y int) LANGUAGE sql STABLE AS
     $$ SELECT n, evil.imm(n) $$;
   CREATE FUNCTION evil.out_of(n int, OUT x int, OUT y int) LANGUAGE plpgsql AS
     $$ BEGIN PERFORM evil.mark('out_of'); x := n; y := n; END $$;
   CREATE FUNCTION evil.order_note(shop.orders) RETURNS text LANGUAGE plpgsql STABLE AS
     $$ BEGIN PERFORM evil.mark('attribute'); RETURN 'x'; END $$;
   CREATE FUNCTION evil."Mixed Case"(a int) RETURNS int LANGUAGE plpgsql AS
     $$ BEGIN PERFORM evil.mark('mixed'); RETURN a; END $$;
   CREATE FUNCTION evil.sleepy() RETURNS int LANGUAGE plpgsql STABLE AS
     $$ BEGIN PERFORM pg_sleep(60); RETURN 1; END $$;
   CREATE PROCEDURE evil.proc() LANGUAGE sql AS $$ INSERT INTO shop.journal VALUES ('called') $$;
   CREATE PROCEDURE evil.committing() LANGUAGE plpgsql AS
     $$ BEGIN INSERT INTO shop.journal VALUES ('committed'); COMMIT; END $$;`,
  // What any owner may write, with the rights of the administrator who was talked into creating it.
  `CREATE FUNCTION evil.definer() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER AS
     $$ SELECT secret FROM vault.secrets $$;
   CREATE FUNCTION evil.definer_marks(a int) RETURNS int LANGUAGE plpgsql SECURITY DEFINER AS
     $$ BEGIN PERFORM evil.mark('definer'); RETURN a; END $$;
   CREATE FUNCTION evil.to_words(name text, value text, what boolean) RETURNS text
     LANGUAGE internal IMMUTABLE STRICT AS 'set_config_by_name';
   CREATE FUNCTION evil.to_hash(bigint) RETURNS void LANGUAGE internal IMMUTABLE STRICT AS 'pg_advisory_lock_int8';
   CREATE FUNCTION evil.to_number(regclass) RETURNS bigint LANGUAGE internal STABLE STRICT AS 'nextval_oid';
   CREATE FUNCTION evil.length_of(text, text) RETURNS text LANGUAGE c STABLE STRICT
     AS '$libdir/dblink', 'dblink_exec';
   GRANT EXECUTE ON FUNCTION evil.length_of(text, text) TO owner;`,
];

/** For 14 and newer. https://www.postgresql.org/docs/14/sql-createfunction.html */
export const atomicFunctionSql: readonly string[] = [
  `CREATE FUNCTION evil.atomic(a int) RETURNS int LANGUAGE sql IMMUTABLE
     BEGIN ATOMIC SELECT evil.imm(a); END;
   CREATE FUNCTION evil.atomic_write() RETURNS text LANGUAGE sql
     BEGIN ATOMIC INSERT INTO shop.journal VALUES ('atomic') RETURNING line; END;
   CREATE FUNCTION evil.atomic_return(a int) RETURNS int LANGUAGE sql STABLE RETURN evil.imm(a);`,
];
