import { z } from 'zod';
import { Report } from '#vocabulary/report.ts';

/** A column with the keys that it is part of. */
const ColumnCard = z.object({
  name: z.string(),
  type: z.string(),
  nullable: z.boolean(),
  default: z.string().optional(),
  generated: z.string().optional(),
  key: z.enum(['primary', 'unique']).optional(),
  /** `users.id` */
  references: z.string().optional(),
  comment: z.string().optional(),
});

/** A foreign key, seen from one of its ends: `table` is the other one. */
const KeyCard = z.object({
  name: z.string(),
  columns: z.array(z.string()),
  table: z.string(),
  tableColumns: z.array(z.string()),
  onDelete: z.string(),
});

const IndexCard = z.object({
  name: z.string(),
  /** `orders (user_id, created_at desc)` */
  text: z.string(),
  unique: z.boolean(),
  valid: z.boolean(),
  constraint: z.string().optional(),
  bytes: z.number().optional(),
});

export const TableCard = z.object({
  schema: z.string(),
  name: z.string(),
  kind: z.enum(['table', 'partitioned', 'foreign', 'materialized-view']),
  /** The planner's estimate. */
  rows: z.number().optional(),
  /** With indexes and TOAST. */
  bytes: z.number().optional(),
  comment: z.string().optional(),
  columns: z.array(ColumnCard),
  primaryKey: z.array(z.string()),
  uniqueKeys: z.array(z.array(z.string())),
  checks: z.array(z.string()),
  references: z.array(KeyCard),
  referencedBy: z.array(KeyCard),
  indexes: z.array(IndexCard),
  rowSecurity: z.boolean(),
  /** `RANGE (created_at)` */
  partitionKey: z.string().optional(),
  /** Names of its partitions. */
  partitions: z.array(z.string()),
  partitionOf: z.string().optional(),
});
export type TableCard = z.infer<typeof TableCard>;

export const SchemaDetails = z.object({
  database: z.string().optional(),
  /** Largest first. */
  tables: z.array(TableCard),
  views: z.array(
    z.object({ schema: z.string(), name: z.string(), columns: z.array(z.string()), definition: z.string() }),
  ),
  /** How many objects of each other kind there are: `{ enum: 2, function: 5 }`. */
  objects: z.record(z.string(), z.number()),
});
export type SchemaDetails = z.infer<typeof SchemaDetails>;

export const SchemaReport = Report.extend({ details: SchemaDetails });
export type SchemaReport = z.infer<typeof SchemaReport>;
