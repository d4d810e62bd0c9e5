import { byteWords } from '#analysis/engine-choice/byte-words.ts';
import type { DesignCase, Designs } from './design.ts';

function intro({ load }: DesignCase): string {
  return `A star: one narrow, long table of facts${load.bytes === undefined ? '' : ` (${byteWords(load.bytes.value)})`} and small tables of dimensions, loaded in batches or by change data capture.`;
}

const query = (facts: string) =>
  `SELECT c.region, sum(f.amount) AS amount FROM ${facts} f JOIN dim_customers c ON c.customer_id = f.customer_id WHERE f.sold_on BETWEEN '2026-01-01' AND '2026-03-31' GROUP BY c.region ORDER BY amount DESC;`;

const dimension =
  'CREATE TABLE dim_customers (customer_id bigint NOT NULL, region varchar(40) NOT NULL, valid_from date NOT NULL, valid_to date);';

export const snowflakeDesigns: Designs = {
  analytics: (given) => ({
    says: `${intro(given)} Clustered by date; a warehouse of its own for loading, one for people, each suspends itself after a minute.`,
    schema: [
      "CREATE WAREHOUSE IF NOT EXISTS reports WITH WAREHOUSE_SIZE = 'MEDIUM' AUTO_SUSPEND = 60 AUTO_RESUME = TRUE;",
      dimension,
      'CREATE TABLE fact_sales (sale_id bigint NOT NULL, customer_id bigint NOT NULL, sold_on date NOT NULL, amount decimal(12, 2) NOT NULL) CLUSTER BY (sold_on);',
    ],
    indexes: [
      'No indexes: micro-partitions are skipped by their lowest and highest values. CLUSTER BY (sold_on) keeps those apart.',
      'ALTER TABLE fact_sales ADD SEARCH OPTIMIZATION ON EQUALITY(sale_id); -- single rows by id',
    ],
    examples: [
      'COPY INTO fact_sales FROM @landing/sales/ FILE_FORMAT = (TYPE = PARQUET) MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE;',
      query('fact_sales'),
    ],
    tips: [
      'Resource monitors stop a warehouse that nobody meant to run.',
      'Primary and foreign keys are not enforced: test for doubles after each load.',
    ],
  }),
};

export const bigqueryDesigns: Designs = {
  analytics: (given) => ({
    says: `${intro(given)} Partitioned by day and clustered by customer: a query pays for the partitions that it reads.`,
    schema: [
      'CREATE SCHEMA IF NOT EXISTS shop;',
      'CREATE TABLE shop.dim_customers (customer_id INT64 NOT NULL, region STRING NOT NULL, valid_from DATE NOT NULL, valid_to DATE);',
      'CREATE TABLE shop.fact_sales (sale_id INT64 NOT NULL, customer_id INT64 NOT NULL, sold_on DATE NOT NULL, amount NUMERIC NOT NULL) PARTITION BY sold_on CLUSTER BY customer_id OPTIONS (require_partition_filter = TRUE);',
    ],
    indexes: ['No indexes: partitions by sold_on, clusters by customer_id.'],
    examples: [
      "LOAD DATA INTO shop.fact_sales FROM FILES (format = 'PARQUET', uris = ['gs://landing/sales/*.parquet']);",
      query('shop.fact_sales').replaceAll('dim_customers', 'shop.dim_customers'),
    ],
    tips: [
      'SELECT * is the dearest query: columns are what is paid for.',
      'maximum_bytes_billed on every job; capacity (slots) where the load is steady.',
    ],
  }),
};

export const redshiftDesigns: Designs = {
  analytics: (given) => ({
    says: `${intro(given)} Facts are distributed by the key of the largest join and sorted by date; small dimensions are on every node.`,
    schema: [
      'CREATE TABLE dim_customers (customer_id bigint NOT NULL, region varchar(40) NOT NULL, valid_from date NOT NULL, valid_to date) DISTSTYLE ALL SORTKEY (customer_id);',
      'CREATE TABLE fact_sales (sale_id bigint NOT NULL, customer_id bigint NOT NULL, sold_on date NOT NULL, amount decimal(12, 2) NOT NULL) DISTKEY (customer_id) SORTKEY (sold_on);',
    ],
    indexes: ['No indexes: the sort key skips blocks, the distribution key keeps joins on one node.'],
    examples: ["COPY fact_sales FROM 's3://landing/sales/' IAM_ROLE default FORMAT AS PARQUET;", query('fact_sales')],
    tips: [
      'Zero-ETL from Aurora or RDS keeps it in step without a job.',
      'Serverless with a limit of RPU hours, where the load comes and goes.',
    ],
  }),
};
