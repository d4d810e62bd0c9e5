import type { WorkloadKind } from '#vocabulary/engine-requirements.ts';
import type { Design, DesignCase, Designs } from './design.ts';
import { couchdbDesigns, dynamodbDesigns, mongodbDesigns } from './documents.ts';
import { mysqlDesigns, sqliteDesigns, sqlServerDesigns } from './other-relational.ts';
import { postgresqlDesigns } from './postgresql.ts';
import { memcachedDesigns, redisDesigns } from './redis.ts';
import {
  arangodbDesigns,
  chromadbDesigns,
  elasticsearchDesigns,
  meilisearchDesigns,
  neo4jDesigns,
  neptuneDesigns,
  pineconeDesigns,
  weaviateDesigns,
} from './search-graph-vector.ts';
import { cassandraDesigns, influxdbDesigns, timescaledbDesigns } from './series-and-events.ts';
import { bigqueryDesigns, redshiftDesigns, snowflakeDesigns } from './warehouses.ts';

export const designs: Readonly<Record<string, Designs>> = {
  postgresql: postgresqlDesigns,
  'amazon-aurora': postgresqlDesigns,
  timescaledb: { ...postgresqlDesigns, ...timescaledbDesigns },
  mysql: mysqlDesigns,
  mariadb: mysqlDesigns,
  'sql-server': sqlServerDesigns,
  sqlite: sqliteDesigns,
  mongodb: mongodbDesigns,
  couchdb: couchdbDesigns,
  redis: redisDesigns,
  memcached: memcachedDesigns,
  cassandra: cassandraDesigns,
  scylladb: cassandraDesigns,
  dynamodb: dynamodbDesigns,
  elasticsearch: elasticsearchDesigns,
  meilisearch: meilisearchDesigns,
  neo4j: neo4jDesigns,
  arangodb: arangodbDesigns,
  'amazon-neptune': neptuneDesigns,
  influxdb: influxdbDesigns,
  snowflake: snowflakeDesigns,
  bigquery: bigqueryDesigns,
  redshift: redshiftDesigns,
  chromadb: chromadbDesigns,
  pinecone: pineconeDesigns,
  weaviate: weaviateDesigns,
};

export interface FoundDesign extends Design {
  /** The kind of work that it is drawn for: not the asked one where the engine has none for that. */
  readonly kind: WorkloadKind;
}

/** The layout of one kind of work in one engine; the engine's own usual work where it has none for that. */
export function findDesign(engine: string, given: DesignCase): FoundDesign | undefined {
  const known = designs[engine] ?? {};
  const own = known[given.group.kind];
  if (own !== undefined) return { ...own(given), kind: given.group.kind };
  const [first] = Object.entries(known);
  if (first === undefined) return undefined;
  const [kind, designer] = first;
  return designer === undefined ? undefined : { ...designer(given), kind: kind as WorkloadKind };
}
