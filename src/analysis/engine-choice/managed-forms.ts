/** An engine as a cloud runs it. Amazon RDS and Google Cloud SQL are such: no engines, but ways to have one. */
export interface ManagedForm {
  readonly name: string;
  /** Sheet ids of what it runs. */
  readonly of: readonly string[];
  readonly cloud: 'aws' | 'google' | 'azure' | 'any';
  /** What is different there from the engine run by oneself. */
  readonly note: string;
  readonly source: string;
}

const amazon = 'https://docs.aws.amazon.com/';
const google = 'https://cloud.google.com/';
const microsoft = 'https://learn.microsoft.com/azure/';

/** The cloud's own come before the vendors'. All read in their state of autumn 2025. */
export const managedForms: readonly ManagedForm[] = [
  {
    name: 'Amazon RDS',
    of: ['postgresql', 'mysql', 'mariadb', 'sql-server'],
    cloud: 'aws',
    note: '64 TiB of storage, Multi-AZ failover in a minute or two, restore to any second of the last 35 days; no superuser',
    source: `${amazon}AmazonRDS/latest/UserGuide/CHAP_Limits.html`,
  },
  {
    name: 'Google Cloud SQL',
    of: ['postgresql', 'mysql', 'sql-server'],
    cloud: 'google',
    note: '64 TB of storage, failover inside the region; no superuser',
    source: `${google}sql/docs/quotas`,
  },
  {
    name: 'Azure Database for PostgreSQL',
    of: ['postgresql'],
    cloud: 'azure',
    note: '32 TiB of storage, zone-redundant standby',
    source: `${microsoft}postgresql/flexible-server/concepts-limits`,
  },
  {
    name: 'Azure Database for MySQL',
    of: ['mysql'],
    cloud: 'azure',
    note: '32 TiB of storage',
    source: `${microsoft}mysql/flexible-server/concepts-limitations`,
  },
  {
    name: 'Azure SQL Database',
    of: ['sql-server'],
    cloud: 'azure',
    note: '128 TB as Hyperscale; a serverless tier',
    source: `${microsoft}azure-sql/database/service-tier-hyperscale`,
  },
  {
    name: 'Amazon Aurora',
    of: ['amazon-aurora'],
    cloud: 'aws',
    note: '15 replicas on one storage; Serverless v2 scales to zero',
    source: `${amazon}AmazonRDS/latest/AuroraUserGuide/CHAP_AuroraOverview.html`,
  },
  {
    name: 'MongoDB Atlas',
    of: ['mongodb'],
    cloud: 'any',
    note: 'on AWS, Google Cloud and Azure; brings search and vector search',
    source: 'https://www.mongodb.com/docs/atlas/',
  },
  {
    name: 'Amazon ElastiCache',
    of: ['redis', 'memcached'],
    cloud: 'aws',
    note: 'Valkey, Redis OSS or Memcached; MemoryDB is the durable form',
    source: `${amazon}AmazonElastiCache/latest/dg/WhatIs.html`,
  },
  {
    name: 'Google Memorystore',
    of: ['redis', 'memcached'],
    cloud: 'google',
    note: 'Valkey, Redis or Memcached',
    source: `${google}memorystore/docs`,
  },
  {
    name: 'Azure Managed Redis',
    of: ['redis'],
    cloud: 'azure',
    note: 'the Enterprise edition of Redis',
    source: `${microsoft}redis/`,
  },
  {
    name: 'Redis Cloud',
    of: ['redis'],
    cloud: 'any',
    note: 'active-active between regions',
    source: 'https://redis.io/docs/latest/operate/rc/',
  },
  {
    name: 'Amazon Keyspaces',
    of: ['cassandra'],
    cloud: 'aws',
    note: 'Cassandra’s protocol, paid by request; 1 MB a row',
    source: `${amazon}keyspaces/latest/devguide/what-is-keyspaces.html`,
  },
  {
    name: 'Azure Managed Instance for Apache Cassandra',
    of: ['cassandra'],
    cloud: 'azure',
    note: 'real Cassandra nodes',
    source: `${microsoft}managed-instance-apache-cassandra/`,
  },
  {
    name: 'DataStax Astra DB',
    of: ['cassandra'],
    cloud: 'any',
    note: 'serverless',
    source: 'https://docs.datastax.com/en/astra-db-serverless/',
  },
  {
    name: 'ScyllaDB Cloud',
    of: ['scylladb'],
    cloud: 'any',
    note: 'on AWS and Google Cloud',
    source: 'https://cloud.docs.scylladb.com/',
  },
  {
    name: 'Amazon DynamoDB',
    of: ['dynamodb'],
    cloud: 'aws',
    note: 'there is no other form',
    source: `${amazon}amazondynamodb/latest/developerguide/Introduction.html`,
  },
  {
    name: 'Amazon OpenSearch Service',
    of: ['elasticsearch'],
    cloud: 'aws',
    note: 'the fork OpenSearch, from Elasticsearch 7.10',
    source: `${amazon}opensearch-service/latest/developerguide/what-is.html`,
  },
  {
    name: 'Elastic Cloud',
    of: ['elasticsearch'],
    cloud: 'any',
    note: 'on AWS, Google Cloud and Azure',
    source: 'https://www.elastic.co/docs/deploy-manage/deploy/elastic-cloud',
  },
  {
    name: 'Meilisearch Cloud',
    of: ['meilisearch'],
    cloud: 'any',
    note: 'with replicas',
    source: 'https://www.meilisearch.com/cloud',
  },
  {
    name: 'Neo4j AuraDB',
    of: ['neo4j'],
    cloud: 'any',
    note: 'on AWS, Google Cloud and Azure',
    source: 'https://neo4j.com/docs/aura/',
  },
  {
    name: 'Amazon Neptune',
    of: ['amazon-neptune'],
    cloud: 'aws',
    note: 'there is no other form',
    source: `${amazon}neptune/latest/userguide/intro.html`,
  },
  {
    name: 'Amazon Timestream for InfluxDB',
    of: ['influxdb'],
    cloud: 'aws',
    note: 'InfluxDB 2 and 3',
    source: `${amazon}timestream/latest/developerguide/timestream-for-influxdb.html`,
  },
  {
    name: 'InfluxDB Cloud',
    of: ['influxdb'],
    cloud: 'any',
    note: 'serverless or dedicated',
    source: 'https://docs.influxdata.com/influxdb3/cloud-serverless/',
  },
  {
    name: 'Tiger Cloud',
    of: ['timescaledb'],
    cloud: 'any',
    note: 'on AWS and Azure; RDS and Cloud SQL do not have the extension',
    source: 'https://www.tigerdata.com/cloud',
  },
  {
    name: 'Amazon Redshift',
    of: ['redshift'],
    cloud: 'aws',
    note: 'clusters or serverless',
    source: `${amazon}redshift/latest/mgmt/welcome.html`,
  },
  {
    name: 'BigQuery',
    of: ['bigquery'],
    cloud: 'google',
    note: 'there is no other form',
    source: `${google}bigquery/docs/introduction`,
  },
  {
    name: 'Snowflake',
    of: ['snowflake'],
    cloud: 'any',
    note: 'on AWS, Google Cloud and Azure',
    source: 'https://docs.snowflake.com/en/user-guide/intro-cloud-platforms',
  },
  {
    name: 'Chroma Cloud',
    of: ['chromadb'],
    cloud: 'any',
    note: 'serverless',
    source: 'https://docs.trychroma.com/cloud/getting-started',
  },
  {
    name: 'Pinecone',
    of: ['pinecone'],
    cloud: 'any',
    note: 'there is no other form',
    source: 'https://docs.pinecone.io/',
  },
  {
    name: 'Weaviate Cloud',
    of: ['weaviate'],
    cloud: 'any',
    note: 'serverless',
    source: 'https://docs.weaviate.io/cloud',
  },
];

/** The cloud's own form, else the vendor's that runs there; `any` cloud: the first. */
export function managedForm(engine: string, cloud: ManagedForm['cloud']): ManagedForm | undefined {
  const forms = managedForms.filter(({ of }) => of.includes(engine));
  if (cloud === 'any') return forms[0];
  return forms.find((form) => form.cloud === cloud) ?? forms.find((form) => form.cloud === 'any');
}
