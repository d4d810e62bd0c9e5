import { byteWords } from '#analysis/engine-choice/byte-words.ts';
import { count } from '#analysis/plan-words.ts';
import type { DesignCase, Designs } from './design.ts';

const bytesOfPoint = 40;

function rateOf({ load }: DesignCase): number {
  return load.writes?.value ?? 1000;
}

/** TimescaleDB 2.20 and later. */
export const timescaledbDesigns: Designs = {
  'time-series': (given) => {
    const rate = rateOf(given);
    const daily = rate * 86_400 * bytesOfPoint;
    const days = daily > 5e10 ? 1 : daily > 5e9 ? 3 : 7;
    return {
      says: `A hypertable in chunks of ${days === 1 ? 'a day' : `${days} days`}: ${count(rate)} points a second are ${byteWords(daily)} a day before compression. Chunks older than a week are compressed by series, hourly averages are kept up to date, raw points go after 90 days. Everything else is PostgreSQL, in the same database.`,
      schema: [
        'CREATE EXTENSION IF NOT EXISTS timescaledb;',
        'CREATE TABLE series (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE, unit text NOT NULL);',
        `CREATE TABLE readings (read_at timestamptz NOT NULL, series_id bigint NOT NULL, value double precision NOT NULL) WITH (tsdb.hypertable, tsdb.partition_column = 'read_at', tsdb.chunk_interval = '${days} day', tsdb.segmentby = 'series_id', tsdb.orderby = 'read_at DESC');`,
        "CREATE MATERIALIZED VIEW readings_hourly WITH (timescaledb.continuous) AS SELECT series_id, time_bucket('1 hour', read_at) AS hour, avg(value) AS average, max(value) AS highest FROM readings GROUP BY series_id, hour WITH NO DATA;",
        "SELECT add_continuous_aggregate_policy('readings_hourly', start_offset => INTERVAL '3 hours', end_offset => INTERVAL '10 minutes', schedule_interval => INTERVAL '10 minutes');",
        "CALL add_columnstore_policy('readings', after => INTERVAL '7 days');",
        "SELECT add_retention_policy('readings', drop_after => INTERVAL '90 days');",
      ],
      indexes: [
        'CREATE UNIQUE INDEX idx_readings_series_id_read_at ON readings (series_id, read_at); -- one series over time, and no point twice',
      ],
      examples: [
        'INSERT INTO readings (read_at, series_id, value) VALUES (now(), 1, 20.5) ON CONFLICT DO NOTHING;',
        "SELECT time_bucket('5 minutes', read_at) AS slot, avg(value) FROM readings WHERE series_id = 1 AND read_at > now() - INTERVAL '6 hours' GROUP BY slot ORDER BY slot;",
        "SELECT series.name, hour, average FROM readings_hourly JOIN series ON series.id = series_id WHERE hour > now() - INTERVAL '30 days' ORDER BY hour;",
      ],
      tips: [
        'Write 1,000 rows at once, or COPY.',
        'The indexes of the newest chunk should fit into a quarter of the memory: that is what the chunk interval is for.',
        'Amazon RDS and Cloud SQL do not offer the extension.',
      ],
    };
  },
};

/** InfluxDB 3: line protocol and SQL. */
export const influxdbDesigns: Designs = {
  'time-series': (given) => ({
    says: `One table a kind of reading: what one filters and groups by is a tag, figures are fields, nothing else. ${count(rateOf(given))} points a second, in batches of 5,000 to 10,000 lines. Retention is set on the database.`,
    schema: ['influxdb3 create database metrics --retention-period 90d'],
    indexes: [
      'Tags and time are the order of the files: name the tag that is filtered most first.',
      'influxdb3 create last_cache --database metrics --table readings --key-columns sensor latest   # the newest value of each sensor',
    ],
    examples: [
      "influxdb3 write --database metrics 'readings,site=north,sensor=s42 celsius=20.5,humidity=41 1764000000000000000'",
      `influxdb3 query --database metrics "SELECT date_bin(INTERVAL '5 minutes', time) AS slot, avg(celsius) FROM readings WHERE sensor = 's42' AND time > now() - INTERVAL '6 hours' GROUP BY slot ORDER BY slot"`,
    ],
    tips: [
      'Never a request id or an e-mail as a tag: every new value is a new series.',
      'Core answers questions about hours; months need Enterprise, Cloud or thinned-out tables.',
      'No joins to your records: keep device tables elsewhere.',
    ],
  }),
};

/** Cassandra 4.1 and later, and ScyllaDB. */
export const cassandraDesigns: Designs = {
  events: (given) => {
    const rate = rateOf(given);
    return {
      says: `One table a query: the partition is the stream and a span of time, rows in it are ordered newest first. The span is chosen so that a partition stays below 100 MB. ${count(rate)} writes a second are ${byteWords(rate * 86_400 * 200)} a day at 200 bytes, times three copies.`,
      schema: [
        "CREATE KEYSPACE app WITH replication = {'class': 'NetworkTopologyStrategy', 'dc1': 3};",
        "CREATE TABLE app.messages_by_channel (channel_id bigint, day date, sent_at timeuuid, sender_id bigint, body text, PRIMARY KEY ((channel_id, day), sent_at)) WITH CLUSTERING ORDER BY (sent_at DESC) AND compaction = {'class': 'TimeWindowCompactionStrategy', 'compaction_window_unit': 'DAYS', 'compaction_window_size': 1};",
      ],
      indexes: [
        'The primary key is the index: (channel_id, day) finds the partition, sent_at orders it.',
        'Another question is another table (messages_by_sender), written together with this one.',
      ],
      examples: [
        "INSERT INTO app.messages_by_channel (channel_id, day, sent_at, sender_id, body) VALUES (7, '2026-11-22', now(), 42, 'hello') USING TTL 31536000;",
        "SELECT sender_id, body FROM app.messages_by_channel WHERE channel_id = 7 AND day = '2026-11-22' LIMIT 50;",
      ],
      tips: [
        'LOCAL_QUORUM for writes and reads sees the last write in a region; LOCAL_ONE is quicker and may not.',
        'A channel hotter than the others: put an hour or a number into its partition key.',
        'Few deletes: let rows expire.',
        'Repair every table within ten days (gc_grace_seconds).',
      ],
    };
  },
  'time-series': (given) => ({
    says: `A partition a series and day, readings ordered newest first, removed by time to live (${count(rateOf(given))} points a second). Hourly averages are written by the application: the engine thins out nothing.`,
    schema: [
      "CREATE KEYSPACE app WITH replication = {'class': 'NetworkTopologyStrategy', 'dc1': 3};",
      "CREATE TABLE app.readings (series_id bigint, day date, read_at timestamp, value double, PRIMARY KEY ((series_id, day), read_at)) WITH CLUSTERING ORDER BY (read_at DESC) AND default_time_to_live = 7776000 AND compaction = {'class': 'TimeWindowCompactionStrategy', 'compaction_window_unit': 'DAYS', 'compaction_window_size': 3};",
      'CREATE TABLE app.readings_hourly (series_id bigint, month date, hour timestamp, average double, highest double, PRIMARY KEY ((series_id, month), hour));',
    ],
    indexes: ['The primary key is the index: one series and day is one partition.'],
    examples: [
      "INSERT INTO app.readings (series_id, day, read_at, value) VALUES (1, '2026-11-22', '2026-11-22T10:00:00Z', 20.5);",
      "SELECT read_at, value FROM app.readings WHERE series_id = 1 AND day = '2026-11-22' LIMIT 1000;",
    ],
    tips: [
      'The window of compaction is a thirtieth of the time to live.',
      'No aggregates over partitions: Spark or a second store does them.',
    ],
  }),
  'key-value': () => ({
    says: 'One table with the key as partition key. Reads and writes at LOCAL_QUORUM see each other; a condition (IF) costs four round trips.',
    schema: [
      "CREATE KEYSPACE app WITH replication = {'class': 'NetworkTopologyStrategy', 'dc1': 3};",
      'CREATE TABLE app.entries (key text PRIMARY KEY, value text, changed timestamp) WITH default_time_to_live = 0;',
    ],
    indexes: ['The partition key is the index.'],
    examples: [
      "INSERT INTO app.entries (key, value, changed) VALUES ('cart:42', '{}', toTimestamp(now()));",
      "SELECT value FROM app.entries WHERE key = 'cart:42';",
      "UPDATE app.entries SET value = '{\"a\":1}' WHERE key = 'cart:42' IF value = '{}';",
    ],
    tips: ['Values below 1 MB.', 'The last write wins by clock: keep clocks within milliseconds.'],
  }),
};
