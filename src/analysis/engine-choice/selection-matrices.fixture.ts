/** A row of a published selection matrix: a need in its words, and the engines that it names. */
export interface MatrixRow {
  readonly need: string;
  readonly asked: string;
  /** Each comes first, or is named with the condition under which it does. */
  readonly engines: readonly string[];
  /** One of these must come first. */
  readonly first: readonly string[];
}

/** "Type, best for, ACID, scale, examples": six rows. */
export const typeMatrix: readonly MatrixRow[] = [
  {
    need: 'Relational: complex queries, transactions; full ACID',
    asked: 'complex queries and ACID transactions',
    engines: ['postgresql', 'mysql'],
    first: ['postgresql'],
  },
  {
    need: 'Document: flexible schema, JSON; horizontal',
    asked: 'flexible schema, JSON documents, horizontal scaling',
    engines: ['mongodb', 'couchdb'],
    first: ['mongodb'],
  },
  {
    need: 'Key-value: caching, sessions; horizontal',
    asked: 'caching and sessions, horizontal scaling',
    engines: ['redis', 'memcached'],
    first: ['redis'],
  },
  {
    need: 'Wide-column: time series, analytics; horizontal',
    asked: 'time series and analytics, horizontal scaling',
    engines: ['cassandra'],
    first: ['influxdb', 'cassandra', 'scylladb'],
  },
  {
    need: 'Graph: relationships, networks',
    asked: 'complex relationships, a social network',
    engines: ['neo4j', 'arangodb'],
    first: ['neo4j'],
  },
  {
    need: 'Search: full-text search; horizontal',
    asked: 'full-text search',
    engines: ['elasticsearch', 'meilisearch'],
    first: ['elasticsearch'],
  },
];

/** "Database selection guide": eight rows. */
export const guideMatrix: readonly MatrixRow[] = [
  { need: 'ACID + complex queries', asked: 'ACID and complex queries', engines: ['postgresql'], first: ['postgresql'] },
  {
    need: 'High write throughput',
    asked: 'high write throughput, relational',
    engines: ['mysql'],
    first: ['postgresql', 'mysql'],
  },
  {
    need: 'Flexible schema + docs',
    asked: 'flexible schema and documents',
    engines: ['mongodb'],
    first: ['postgresql', 'mongodb'],
  },
  { need: 'Key-value + caching', asked: 'key-value and caching', engines: ['redis'], first: ['redis', 'postgresql'] },
  {
    need: 'Massive scale + AWS',
    asked: 'massive scale on AWS, values by key: key-value',
    engines: ['dynamodb'],
    first: ['dynamodb'],
  },
  {
    need: 'Time series data',
    asked: 'time series data',
    engines: ['timescaledb', 'influxdb'],
    first: ['timescaledb', 'influxdb'],
  },
  { need: 'Full-text search', asked: 'full-text search', engines: ['elasticsearch'], first: ['elasticsearch'] },
  { need: 'Graph relationships', asked: 'graph relationships', engines: ['neo4j'], first: ['neo4j'] },
];

/** "Database selection" and "Database technology recommendations": two lists, of five and of nine. */
export const listMatrix: readonly MatrixRow[] = [
  {
    need: 'Structured data with relationships, ACID',
    asked: 'structured data with relationships, ACID compliance needed',
    engines: ['postgresql'],
    first: ['postgresql'],
  },
  {
    need: 'Flexible schemas, JSON-like data',
    asked: 'flexible schemas, JSON-like data',
    engines: ['mongodb'],
    first: ['postgresql', 'mongodb'],
  },
  { need: 'Caching, session storage', asked: 'caching, session storage', engines: ['redis'], first: ['redis'] },
  { need: 'Complex relationships', asked: 'complex relationships in a graph', engines: ['neo4j'], first: ['neo4j'] },
  {
    need: 'Metrics, logs, IoT',
    asked: 'metrics, logs and IoT data',
    engines: ['timescaledb'],
    first: ['postgresql', 'timescaledb'],
  },
  {
    need: 'Complex queries, ACID compliance',
    asked: 'complex queries, ACID compliance',
    engines: ['postgresql'],
    first: ['postgresql'],
  },
  {
    need: 'High-performance web applications',
    asked: 'high-performance web application',
    engines: ['mysql'],
    first: ['postgresql', 'mysql'],
  },
  {
    need: 'Embedded applications, development',
    asked: 'embedded application and development',
    engines: ['sqlite'],
    first: ['sqlite'],
  },
  { need: 'Document-based data', asked: 'document-based data', engines: ['mongodb'], first: ['postgresql', 'mongodb'] },
  { need: 'Caching and session storage', asked: 'caching and session storage', engines: ['redis'], first: ['redis'] },
  {
    need: 'Full-text search and analytics',
    asked: 'full-text search and analytics',
    engines: ['elasticsearch'],
    first: ['postgresql', 'elasticsearch'],
  },
  {
    need: 'Cloud data warehouse',
    asked: 'cloud data warehouse',
    engines: ['snowflake'],
    first: ['snowflake', 'bigquery'],
  },
  {
    need: 'Analytics and business intelligence',
    asked: 'analytics and business intelligence',
    engines: ['bigquery'],
    first: ['bigquery', 'snowflake', 'postgresql'],
  },
  { need: 'AWS data warehouse', asked: 'data warehouse on AWS', engines: ['redshift'], first: ['redshift'] },
];
