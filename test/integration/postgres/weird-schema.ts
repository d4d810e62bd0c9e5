/** Everything that a catalog can hold and a reader can trip over. Runs on PostgreSQL 14 to 18 as superuser. */
export function weirdSchema(major: number): string {
  return `
CREATE SCHEMA app;
CREATE SCHEMA "Odd ""Schema"".x";
CREATE EXTENSION pg_trgm SCHEMA app;
CREATE TYPE app.status AS ENUM ('new', 'it''s done', 'back\\slash');
CREATE DOMAIN app.email AS text COLLATE "C" DEFAULT 'a@b' NOT NULL CONSTRAINT has_at CHECK (VALUE LIKE '%@%');
CREATE TYPE app.place AS (street text COLLATE "C", number int);
CREATE TYPE app.span AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi);
CREATE COLLATION app.numeric_order (PROVIDER = icu, LOCALE = 'en-u-kn-true');
CREATE FUNCTION app.slug(value text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT lower(value) $$;
CREATE PROCEDURE app.nothing() LANGUAGE plpgsql AS $$ BEGIN NULL; END $$;
CREATE AGGREGATE app.total(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0');
CREATE SEQUENCE app.ticket AS int INCREMENT BY 5 MAXVALUE 1000 CYCLE;

CREATE TABLE app.customers (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name varchar(80) NOT NULL,
  mail app.email,
  code text COLLATE app.numeric_order,
  status app.status DEFAULT 'new',
  tags text[],
  spans int4range,
  bits box,
  serial_number serial,
  upper_name text GENERATED ALWAYS AS (upper(name)) STORED
) WITH (fillfactor = 80);
ALTER TABLE app.customers ADD CONSTRAINT long_enough CHECK (length(name) > 0) NOT VALID;
COMMENT ON TABLE app.customers IS 'Who buys';
COMMENT ON COLUMN app.customers.name IS 'Full name';
CREATE INDEX customers_slug ON app.customers (app.slug(name), (id + 1) DESC);
CREATE INDEX customers_name ON app.customers (name text_pattern_ops, code COLLATE "C" DESC NULLS LAST) INCLUDE (status) WHERE (status <> 'new' AND name <> ')');
CREATE INDEX customers_tags ON app.customers USING gin (tags);
CREATE INDEX customers_trigram ON app.customers USING gist (name app.gist_trgm_ops (siglen = 32));
CREATE UNIQUE INDEX customers_code ON app.customers (code) ${major >= 15 ? 'NULLS NOT DISTINCT' : ''};
COMMENT ON INDEX app.customers_code IS 'One code each';
CREATE STATISTICS app.customers_both (dependencies) ON name, status FROM app.customers;

CREATE TABLE app."Order Items" (
  "Order" bigint REFERENCES app.customers (id) ON DELETE CASCADE ON UPDATE SET NULL,
  "sélect" int,
  EXCLUDE USING gist (int4range("sélect", "sélect", '[]') WITH &&)
);
CREATE TABLE "Odd ""Schema"".x"."Table.with ""quotes""" ("co'l""umn" int PRIMARY KEY, "Straße 🚂" text);
CREATE UNLOGGED TABLE app.scratch (a int);
CREATE TABLE app.parent (a int);
CREATE TABLE app.child (b int) INHERITS (app.parent);

CREATE TABLE app.events (id bigint NOT NULL, at date NOT NULL, kind text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE app.events_2024 PARTITION OF app.events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE app.events_rest PARTITION OF app.events DEFAULT;
CREATE INDEX events_kind ON app.events (kind);
CREATE TABLE app.notes (event_id bigint, event_at date, FOREIGN KEY (event_id, event_at) REFERENCES app.events);

CREATE EXTENSION postgres_fdw;
CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw;
CREATE FOREIGN TABLE app.distant (a int) SERVER far;
CREATE MATERIALIZED VIEW app.summary AS SELECT status, count(*) AS n FROM app.customers GROUP BY status;
CREATE UNIQUE INDEX summary_status ON app.summary (status);
CREATE VIEW app.active AS SELECT id, name FROM app.customers WHERE status = 'new';
COMMENT ON VIEW app.active IS 'Not done yet';

CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER touch BEFORE UPDATE ON app.customers FOR EACH ROW EXECUTE FUNCTION app.touch();
CREATE TRIGGER asleep BEFORE INSERT ON app.customers FOR EACH ROW EXECUTE FUNCTION app.touch();
ALTER TABLE app.customers DISABLE TRIGGER asleep;
ALTER TABLE app.scratch ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON app.scratch AS RESTRICTIVE FOR SELECT TO PUBLIC USING (a > 0);
CREATE TEMP TABLE gone (a int);
${
  major >= 18
    ? `CREATE TABLE app.modern (a int, doubled int GENERATED ALWAYS AS (a * 2) VIRTUAL, CONSTRAINT positive CHECK (a > 0) NOT ENFORCED, CONSTRAINT a_there NOT NULL a);`
    : ''
}
INSERT INTO app.customers (name, code, status, tags, spans)
  SELECT 'name ' || i, 'c' || i, CASE i % 3 WHEN 0 THEN 'new' WHEN 1 THEN 'it''s done' ELSE 'back\\slash' END::app.status,
         CASE WHEN i % 4 = 0 THEN NULL ELSE ARRAY['a "quoted" tag', 'b,' || i % 5] END, int4range(i, i + 10)
    FROM generate_series(1, 2000) i;
INSERT INTO app.events SELECT i, DATE '2024-06-01' + i % 300, 'kind ' || i % 7 FROM generate_series(1, 3000) i;
REFRESH MATERIALIZED VIEW app.summary;
`;
}
