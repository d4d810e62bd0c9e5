import type { Scenario } from './scenarios.fixture.ts';

/** Written with the others, looked at last: the accuracy of their first run is what docs/engine-choice.md tells. */
export const heldOut: readonly Scenario[] = [
  {
    asked: 'appointment scheduling for clinics, strict consistency, about 300 GB',
    main: ['postgresql'],
    from: 'textbook',
  },
  {
    asked: 'we store login tokens that expire after 30 minutes for 8 million people, mostly reads',
    main: ['redis', 'dynamodb'],
    from: 'AWS decision guide: key-value',
  },
  {
    asked: 'smart meters: 2 million meters report every 15 minutes, keep two years',
    main: ['timescaledb', 'influxdb'],
    from: 'AWS decision guide: time series',
  },
  {
    asked: 'clickstream at 800k events per second, append only, eventual consistency',
    main: ['cassandra', 'scylladb', 'dynamodb'],
    from: 'DDIA',
  },
  { asked: 'a payments system for a bank on our own servers', main: ['postgresql'], from: 'textbook' },
  {
    asked: 'autocomplete and typo-tolerant search for 3 million listings',
    main: ['elasticsearch', 'meilisearch'],
    from: 'vendor docs',
  },
  {
    asked: 'marketplace with listings, orders, and faceted search over 5M listings',
    main: ['postgresql'],
    from: 'vendor docs',
    beside: { search: ['elasticsearch', 'meilisearch'] },
  },
  {
    asked: 'find the shortest path between people in a network of 50M relationships',
    main: ['neo4j', 'amazon-neptune', 'arangodb'],
    from: 'DDIA',
  },
  {
    asked: 'chatbot that retrieves similar passages, 3M embeddings, team uses Postgres',
    main: ['postgresql'],
    from: 'pgvector',
  },
  {
    asked: 'BI dashboards over 80 TB of sales history on GCP',
    main: ['bigquery', 'snowflake'],
    from: 'Google Cloud guide',
  },
  { asked: 'Android app that keeps data on the device without a network', main: ['sqlite'], from: 'whentouse' },
  {
    asked: 'gaming player profiles, 400k requests per second, AWS, pay per request',
    main: ['dynamodb'],
    from: 'AWS decision guide',
  },
  {
    asked: 'hot objects cached in memory, losing them is fine, 250k gets per second',
    main: ['redis', 'memcached'],
    from: 'ElastiCache docs',
  },
  {
    asked: 'customer data with varying attributes per product type stored as JSON, 40 GB, transactions',
    main: ['postgresql', 'mongodb'],
    from: 'DDIA',
  },
  { asked: 'HR system, existing Microsoft SQL Server', main: ['sql-server'], from: 'vendor' },
  {
    asked: 'worldwide users write in every region, last write wins is acceptable, 5 TB of key-value data',
    main: ['cassandra', 'scylladb', 'dynamodb'],
    from: 'Dynamo paper',
  },
  { asked: 'ranking of the top 100 players in real time, 50k updates/s', main: ['redis'], from: 'Redis docs' },
  { asked: 'search through 2 TB of application logs', main: ['elasticsearch'], from: 'Elastic docs' },
  { asked: 'library catalogue for a school, 20k books, cheap', main: ['postgresql', 'sqlite'], from: 'textbook' },
  {
    asked: 'vector similarity over 1B image embeddings, no servers to manage',
    main: ['pinecone'],
    from: 'Pinecone docs',
  },
];
