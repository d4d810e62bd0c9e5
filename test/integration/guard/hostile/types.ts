/** Aggregates, operators, casts, domains and operator classes whose functions reach `evil.mark`. */
export const typeSql: readonly string[] = [
  `CREATE FUNCTION evil.add(a int, b int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS
     $$ BEGIN PERFORM evil.mark('aggregate'); RETURN coalesce(a, 0) + coalesce(b, 0); END $$;
   CREATE AGGREGATE evil.total(int) (sfunc = evil.add, stype = int, initcond = '0');
   CREATE AGGREGATE evil.final(int) (sfunc = int4pl, stype = int, initcond = '0', finalfunc = evil.imm);
   CREATE AGGREGATE evil.moving(int) (sfunc = int4pl, stype = int, initcond = '0',
     msfunc = evil.add, minvfunc = evil.add, mstype = int, minitcond = '0');
   CREATE AGGREGATE evil.ordered(ORDER BY int) (sfunc = evil.add, stype = int, initcond = '0');`,
  `CREATE FUNCTION evil.same(a int, b int) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS
     $$ BEGIN PERFORM evil.mark('operator'); RETURN a = b; END $$;
   CREATE OPERATOR evil.=== (LEFTARG = int, RIGHTARG = int, FUNCTION = evil.same, COMMUTATOR = OPERATOR(evil.===));
   CREATE OPERATOR evil.@@@ (RIGHTARG = int, FUNCTION = evil.imm);
   CREATE FUNCTION evil.like_int(a int, b int) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS
     $$ BEGIN PERFORM evil.mark('like'); RETURN a = b; END $$;
   CREATE OPERATOR evil.~~ (LEFTARG = int, RIGHTARG = int, FUNCTION = evil.like_int);`,
  // Harmless operators; only the functions of the operator classes, which no operator names, are traps.
  `CREATE TYPE evil.coin AS (amount int);
   CREATE FUNCTION evil.coin_lt(a evil.coin, b evil.coin) RETURNS boolean LANGUAGE sql IMMUTABLE AS
     $$ SELECT (a).amount < (b).amount $$;
   CREATE FUNCTION evil.coin_le(a evil.coin, b evil.coin) RETURNS boolean LANGUAGE sql IMMUTABLE AS
     $$ SELECT (a).amount <= (b).amount $$;
   CREATE FUNCTION evil.coin_eq(a evil.coin, b evil.coin) RETURNS boolean LANGUAGE sql IMMUTABLE AS
     $$ SELECT (a).amount = (b).amount $$;
   CREATE FUNCTION evil.coin_ge(a evil.coin, b evil.coin) RETURNS boolean LANGUAGE sql IMMUTABLE AS
     $$ SELECT (a).amount >= (b).amount $$;
   CREATE FUNCTION evil.coin_gt(a evil.coin, b evil.coin) RETURNS boolean LANGUAGE sql IMMUTABLE AS
     $$ SELECT (a).amount > (b).amount $$;
   CREATE FUNCTION evil.coin_cmp(a evil.coin, b evil.coin) RETURNS int LANGUAGE plpgsql IMMUTABLE AS
     $$ BEGIN PERFORM evil.mark('opclass'); RETURN sign((a).amount - (b).amount); END $$;
   CREATE FUNCTION evil.coin_hash(a evil.coin) RETURNS int LANGUAGE plpgsql IMMUTABLE AS
     $$ BEGIN PERFORM evil.mark('hash'); RETURN (a).amount; END $$;
   CREATE OPERATOR evil.< (LEFTARG = evil.coin, RIGHTARG = evil.coin, FUNCTION = evil.coin_lt);
   CREATE OPERATOR evil.<= (LEFTARG = evil.coin, RIGHTARG = evil.coin, FUNCTION = evil.coin_le);
   CREATE OPERATOR evil.= (LEFTARG = evil.coin, RIGHTARG = evil.coin, FUNCTION = evil.coin_eq,
     HASHES, MERGES, COMMUTATOR = OPERATOR(evil.=));
   CREATE OPERATOR evil.>= (LEFTARG = evil.coin, RIGHTARG = evil.coin, FUNCTION = evil.coin_ge);
   CREATE OPERATOR evil.> (LEFTARG = evil.coin, RIGHTARG = evil.coin, FUNCTION = evil.coin_gt);
   CREATE OPERATOR CLASS evil.coin_ops DEFAULT FOR TYPE evil.coin USING btree AS
     OPERATOR 1 evil.<, OPERATOR 2 evil.<=, OPERATOR 3 evil.=, OPERATOR 4 evil.>=, OPERATOR 5 evil.>,
     FUNCTION 1 evil.coin_cmp(evil.coin, evil.coin);
   CREATE OPERATOR CLASS evil.coin_hash_ops DEFAULT FOR TYPE evil.coin USING hash AS
     OPERATOR 1 evil.=, FUNCTION 1 evil.coin_hash(evil.coin);
   CREATE TYPE evil.coin_range AS RANGE (subtype = evil.coin, subtype_opclass = evil.coin_ops);
   CREATE TABLE shop.purse (id int, c evil.coin);
   INSERT INTO shop.purse SELECT i, ROW(i % 7)::evil.coin FROM generate_series(1, 40) i;`,
  `CREATE DOMAIN evil.checked AS int CHECK (evil.ok(VALUE));
   CREATE DOMAIN evil.checked_twice AS evil.checked;
   CREATE TYPE evil.boxed AS (d evil.checked, t text);
   CREATE FUNCTION evil.takes_domain(evil.checked) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT $1::int $$;
   CREATE FUNCTION evil.gives_domain(int) RETURNS evil.checked LANGUAGE sql IMMUTABLE AS $$ SELECT $1 $$;`,
  `CREATE TYPE evil.weight AS (g int);
   CREATE FUNCTION evil.weight_int(w evil.weight) RETURNS int LANGUAGE plpgsql IMMUTABLE AS
     $$ BEGIN PERFORM evil.mark('implicit cast'); RETURN (w).g; END $$;
   CREATE FUNCTION evil.int_weight(a int) RETURNS evil.weight LANGUAGE plpgsql IMMUTABLE AS
     $$ BEGIN PERFORM evil.mark('explicit cast'); RETURN ROW(a)::evil.weight; END $$;
   CREATE CAST (evil.weight AS int) WITH FUNCTION evil.weight_int(evil.weight) AS IMPLICIT;
   CREATE CAST (int AS evil.weight) WITH FUNCTION evil.int_weight(int);
   CREATE FUNCTION evil.text_mac(a text) RETURNS macaddr LANGUAGE plpgsql IMMUTABLE AS
     $$ BEGIN PERFORM evil.mark('text cast'); RETURN '08:00:2b:01:02:03'::macaddr; END $$;
   CREATE CAST (text AS macaddr) WITH FUNCTION evil.text_mac(text) AS ASSIGNMENT;
   CREATE TABLE shop.scales (id int, w evil.weight);
   INSERT INTO shop.scales VALUES (1, ROW(5));`,
  // Of a type that no other case names, or its traps would hide theirs.
  `CREATE FUNCTION evil.small_cmp(a smallint, b smallint) RETURNS int LANGUAGE plpgsql IMMUTABLE AS
     $$ BEGIN PERFORM evil.mark('opclass of smallint'); RETURN sign(a - b); END $$;
   CREATE FUNCTION evil.small_hash(a smallint, salt bigint) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS
     $$ BEGIN PERFORM evil.mark('hash of smallint'); RETURN a; END $$;
   CREATE OPERATOR CLASS evil.small_ops FOR TYPE smallint USING btree AS
     OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 evil.small_cmp(smallint, smallint);
   CREATE OPERATOR CLASS evil.small_hash_ops FOR TYPE smallint USING hash AS
     OPERATOR 1 =, FUNCTION 2 evil.small_hash(smallint, bigint);`,
];
