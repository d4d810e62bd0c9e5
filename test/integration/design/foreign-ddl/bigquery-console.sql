CREATE TABLE `my-project.shop.customers`
(
  id STRING NOT NULL,
  email STRING(254) OPTIONS(description="Where we \"write\" to"),
  tags ARRAY<STRING>,
  address STRUCT<street STRING, city STRING OPTIONS(description="c")>,
  balance NUMERIC(12, 2) DEFAULT 0,
  member BOOL NOT NULL DEFAULT FALSE,
  created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP(),
  PRIMARY KEY (id) NOT ENFORCED
)
PARTITION BY TIMESTAMP_TRUNC(created_at, MONTH)
CLUSTER BY email, balance
OPTIONS(
  description="People",
  require_partition_filter=true,
  labels=[("team", "shop")]
);
CREATE TABLE `my-project.shop.orders`
(
  id INT64,
  customer_id STRING,
  total FLOAT64,
  FOREIGN KEY (customer_id) REFERENCES `my-project.shop.customers`(id) NOT ENFORCED
);
CREATE VIEW `my-project.shop.v` OPTIONS(description="v") AS SELECT id FROM `my-project.shop.orders`;
