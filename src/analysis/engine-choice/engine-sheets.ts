import type { EngineSheet } from './sheet.ts';
import { amazonAurora } from './sheets/amazon-aurora.ts';
import { amazonNeptune } from './sheets/amazon-neptune.ts';
import { arangodb } from './sheets/arangodb.ts';
import { bigquery } from './sheets/bigquery.ts';
import { cassandra } from './sheets/cassandra.ts';
import { chromadb } from './sheets/chromadb.ts';
import { couchdb } from './sheets/couchdb.ts';
import { dynamodb } from './sheets/dynamodb.ts';
import { elasticsearch } from './sheets/elasticsearch.ts';
import { influxdb } from './sheets/influxdb.ts';
import { mariadb } from './sheets/mariadb.ts';
import { meilisearch } from './sheets/meilisearch.ts';
import { memcached } from './sheets/memcached.ts';
import { mongodb } from './sheets/mongodb.ts';
import { mysql } from './sheets/mysql.ts';
import { neo4j } from './sheets/neo4j.ts';
import { pinecone } from './sheets/pinecone.ts';
import { postgresql } from './sheets/postgresql.ts';
import { redis } from './sheets/redis.ts';
import { redshift } from './sheets/redshift.ts';
import { scylladb } from './sheets/scylladb.ts';
import { snowflake } from './sheets/snowflake.ts';
import { sqlServer } from './sheets/sql-server.ts';
import { sqlite } from './sheets/sqlite.ts';
import { timescaledb } from './sheets/timescaledb.ts';
import { weaviate } from './sheets/weaviate.ts';

/** All that can be recommended. A new engine is a file in sheets/ and a line here. */
export const engineSheets: readonly EngineSheet[] = [
  postgresql,
  mysql,
  mariadb,
  sqlServer,
  sqlite,
  amazonAurora,
  mongodb,
  couchdb,
  redis,
  memcached,
  cassandra,
  scylladb,
  dynamodb,
  elasticsearch,
  meilisearch,
  neo4j,
  arangodb,
  amazonNeptune,
  influxdb,
  timescaledb,
  snowflake,
  bigquery,
  redshift,
  chromadb,
  pinecone,
  weaviate,
];
