/** A request with the answer that documents of public record give to it. */
export interface Scenario {
  readonly asked: string;
  /** Any of these as the main store is right. */
  readonly main: readonly string[];
  /** By pattern group, one of these beside it. Left out: no companion is wanted. */
  readonly beside?: Readonly<Record<string, readonly string[]>>;
  /** Where the label comes from. */
  readonly from: string;
}

const sql = ['postgresql', 'amazon-aurora'];
const wide = ['cassandra', 'scylladb'];
const warehouses = ['snowflake', 'bigquery', 'redshift'];
const aws =
  'https://docs.aws.amazon.com/decision-guides/latest/databases-on-aws-how-to-choose/databases-on-aws-how-to-choose.html';
const google = 'https://cloud.google.com/products/databases';
const ddia = 'Kleppmann, Designing Data-Intensive Applications, 2017';

export const scenarios: readonly Scenario[] = [
  // Orders, money, stock.
  { asked: 'an online shop with orders, payments and inventory', main: ['postgresql'], from: aws },
  {
    asked: 'banking ledger with double entry, strong consistency, ACID transactions',
    main: ['postgresql'],
    from: ddia,
  },
  { asked: 'multi-tenant SaaS with users, roles and billing, 200 GB', main: ['postgresql'], from: aws },
  { asked: 'ERP system with complex queries and joins, team knows SQL Server', main: ['sql-server'], from: aws },
  {
    asked: 'WordPress-like CMS, we already run MySQL',
    main: ['mysql'],
    from: 'https://wordpress.org/about/requirements/',
  },
  { asked: 'booking system for hotels, no double bookings, on AWS managed', main: sql, from: aws },
  {
    asked: 'CRM with reporting, must be open source, on premises',
    main: ['postgresql'],
    from: 'https://www.postgresql.org/about/',
  },
  {
    asked: 'point of sale app, embedded in the device, works offline',
    main: ['sqlite'],
    from: 'https://www.sqlite.org/whentouse.html',
  },
  {
    asked: 'mobile app that stores its settings and notes locally on the phone',
    main: ['sqlite'],
    from: 'https://www.sqlite.org/whentouse.html',
  },
  {
    asked: 'desktop application file format with transactions',
    main: ['sqlite'],
    from: 'https://www.sqlite.org/whentouse.html',
  },
  {
    asked: 'inventory system, existing MariaDB database, 50 GB',
    main: ['mariadb'],
    from: 'https://mariadb.com/kb/en/',
  },
  {
    asked: 'relational data of 100 TB on AWS with joins and transactions, 90:10 reads, managed',
    main: ['amazon-aurora'],
    from: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/CHAP_Limits.html',
  },
  // Documents.
  {
    asked: 'product catalog with flexible schema, JSON documents, sharded over many nodes',
    main: ['mongodb'],
    from: aws,
  },
  {
    asked: 'content management with JSON documents of varying fields, 20 GB',
    main: ['postgresql', 'mongodb'],
    from: ddia,
  },
  {
    asked: 'user profiles as documents, 50k writes/s, horizontal scaling, any cloud',
    main: ['mongodb', ...wide],
    from: 'https://www.mongodb.com/docs/manual/sharding/',
  },
  {
    asked: 'field workers collect JSON forms offline and sync with multi-master replication',
    main: ['couchdb'],
    from: 'https://docs.couchdb.org/en/stable/intro/why.html',
  },
  {
    asked: 'documents up to 10 MB each, flexible schema, team knows MongoDB',
    main: ['mongodb'],
    from: 'https://www.mongodb.com/docs/manual/reference/limits/',
  },
  // Caches and sessions.
  { asked: 'cache for API responses, 100k reads/s, under 1 ms', main: ['redis', 'memcached'], from: aws },
  { asked: 'sessions for 5M users, 95:5 reads, eventual consistency is fine', main: ['redis', 'dynamodb'], from: aws },
  { asked: 'session store for 20M users on AWS, managed, serverless', main: ['dynamodb'], from: aws },
  {
    asked: 'leaderboard for a game with 30k score updates per second',
    main: ['redis'],
    from: 'https://redis.io/docs/latest/develop/data-types/sorted-sets/',
  },
  {
    asked: 'rate limiting counters, sub-millisecond latency',
    main: ['redis'],
    from: 'https://redis.io/docs/latest/develop/use/patterns/',
  },
  {
    asked: 'web shop with orders and payments, and a cache for product pages',
    main: ['postgresql'],
    beside: { cache: ['redis', 'memcached'] },
    from: aws,
  },
  {
    asked: 'sessions for 2,000 users, we already run PostgreSQL',
    main: ['postgresql'],
    from: 'https://www.postgresql.org/docs/current/',
  },
  {
    asked: 'job queue with 200 jobs per second beside our orders',
    main: ['postgresql'],
    from: 'https://www.postgresql.org/docs/current/sql-select.html',
  },
  // Time series.
  { asked: 'metrics from 50k sensors every 10 s', main: ['timescaledb', 'influxdb'], from: aws },
  {
    asked: 'IoT telemetry with SQL joins to device tables, 20k writes/s, must be managed',
    main: ['timescaledb'],
    from: 'https://docs.timescale.com/',
  },
  {
    asked: 'time series at 2M writes/s over several regions',
    main: wide,
    from: 'https://cassandra.apache.org/_/case-studies.html',
  },
  {
    asked: 'monitoring metrics with downsampling and retention, 100k points per second',
    main: ['influxdb', 'timescaledb'],
    from: 'https://docs.influxdata.com/',
  },
  {
    asked: 'stock ticks, 5k inserts per second, we already run PostgreSQL',
    main: ['timescaledb', 'postgresql'],
    from: 'https://docs.timescale.com/',
  },
  { asked: 'temperature of 20 sensors every minute', main: ['postgresql', 'timescaledb'], from: ddia },
  // Events, messages.
  {
    asked: 'chat messages, 500k writes/s, billions of messages, read by channel and time',
    main: wide,
    from: 'https://discord.com/blog/how-discord-stores-trillions-of-messages',
  },
  {
    asked: 'activity feed for 200M users, 300k writes per second, eventual consistency, on AWS managed',
    main: ['dynamodb', ...wide],
    from: aws,
  },
  { asked: 'event log for a small shop, 50 events per second', main: ['postgresql'], from: ddia },
  {
    asked: 'messages written in all of three regions at once, eventual consistency, self-hosted',
    main: wide,
    from: 'https://cassandra.apache.org/doc/latest/cassandra/architecture/dynamo.html',
  },
  {
    asked: 'massive scale key-value store on AWS with single-digit millisecond latency, 1M requests/s',
    main: ['dynamodb'],
    from: aws,
  },
  // Search.
  {
    asked: 'full-text search over 10M products with facets and typo tolerance',
    main: ['elasticsearch', 'meilisearch'],
    from: 'https://www.elastic.co/docs',
  },
  {
    asked: 'log search and analytics over 5 TB of logs with full-text search',
    main: ['elasticsearch'],
    from: 'https://www.elastic.co/docs',
  },
  {
    asked: 'web shop orders plus full-text search over 10M products',
    main: ['postgresql'],
    beside: { search: ['elasticsearch', 'meilisearch'] },
    from: 'https://bonsai.io/blog/why-elasticsearch-should-not-be-your-primary-data-store',
  },
  {
    asked: 'blog with comments and full-text search over 2,000 posts',
    main: ['postgresql'],
    from: 'https://www.postgresql.org/docs/current/textsearch.html',
  },
  {
    asked: 'search as you type for 100k documentation pages, open source, easy to run',
    main: ['meilisearch', 'elasticsearch'],
    from: 'https://www.meilisearch.com/docs',
  },
  // Graphs.
  {
    asked: 'social graph, friends of friends, recommendations 4 hops deep',
    main: ['neo4j', 'amazon-neptune', 'arangodb'],
    from: ddia,
  },
  {
    asked: 'fraud detection over a graph of accounts, variable depth paths, on AWS fully managed',
    main: ['amazon-neptune', 'neo4j'],
    from: aws,
  },
  {
    asked: 'knowledge graph with RDF and SPARQL on AWS',
    main: ['amazon-neptune'],
    from: 'https://docs.aws.amazon.com/neptune/latest/userguide/intro.html',
  },
  {
    asked: 'orders and payments, with an org chart tree 2 levels deep',
    main: ['postgresql'],
    from: 'https://www.postgresql.org/docs/current/queries-with.html',
  },
  {
    asked: 'graph relationships of a supply chain, must be self-hosted',
    main: ['neo4j', 'arangodb'],
    from: 'https://neo4j.com/docs/getting-started/',
  },
  // Vectors.
  {
    asked: 'semantic search with embeddings over 500k documents, we use PostgreSQL',
    main: ['postgresql'],
    from: 'https://github.com/pgvector/pgvector',
  },
  {
    asked: 'vector search over 2 billion embeddings, managed, serverless',
    main: ['pinecone'],
    from: 'https://docs.pinecone.io/',
  },
  {
    asked: 'vector search over 500M embeddings, self-hosted, open source',
    main: ['weaviate', 'elasticsearch'],
    from: 'https://docs.weaviate.io/',
  },
  {
    asked: 'RAG prototype with embeddings, embedded in a notebook, in-process',
    main: ['chromadb', 'sqlite'],
    from: 'https://docs.trychroma.com/',
  },
  {
    asked: 'recommendations with embeddings of 1M items beside our orders and customers',
    main: ['postgresql'],
    from: 'https://github.com/pgvector/pgvector',
  },
  // Warehouses.
  { asked: 'data warehouse of 50 TB for BI dashboards on Google Cloud, serverless', main: ['bigquery'], from: google },
  { asked: 'data warehouse of 20 TB on AWS, team knows Redshift', main: ['redshift'], from: aws },
  {
    asked: 'analytics over 200 TB shared between several clouds',
    main: ['snowflake'],
    from: 'https://docs.snowflake.com/en/user-guide/intro-supported-features',
  },
  { asked: 'petabyte data warehouse for analysts', main: warehouses, from: google },
  { asked: 'monthly reports over 30 GB of orders', main: ['postgresql'], from: ddia },
  {
    asked: 'orders and payments, and a data warehouse with 10 TB of history for analysts on AWS',
    main: sql,
    beside: { analytics: ['redshift', 'snowflake'] },
    from: aws,
  },
  // Limits that decide.
  {
    asked: 'key-value items of 2 MB each on AWS, 100 GB',
    main: ['postgresql', 'amazon-aurora', 'mongodb'],
    from: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html',
  },
  {
    asked: 'shopping carts, active-active in 3 regions, eventual consistency, serverless on AWS',
    main: ['dynamodb'],
    from: 'https://www.allthingsdistributed.com/2007/10/amazons_dynamo.html',
  },
  {
    asked: 'ride tracking with geo radius queries and trips in a relational model',
    main: ['postgresql'],
    from: 'https://postgis.net/documentation/',
  },
  {
    asked: 'user accounts and orders, but not PostgreSQL',
    main: ['mysql', 'mariadb'],
    from: 'https://dev.mysql.com/doc/refman/8.4/en/',
  },
  {
    asked: 'orders on Azure, .NET team with SQL Server skills, strong consistency',
    main: ['sql-server'],
    from: 'https://learn.microsoft.com/azure/architecture/guide/technology-choices/data-store-decision-tree',
  },
  {
    asked: 'counters of page views, the same rows updated 40k times a second',
    main: ['redis', 'dynamodb', ...wide],
    from: 'https://redis.io/docs/latest/develop/use/patterns/',
  },
];
