import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import { nameWords } from './name-words.ts';

/** Tables that a tool or a framework made for itself: nobody may reshape them. */
const tools = [
  // migrations
  /^_*(?:prisma|drizzle|knex|kysely|typeorm|sqlx|mikro_orm|sequelize|pg|schema|dbmate)?_*migrations?(?:_lock)?$/i,
  /^(?:ar_internal_metadata|flyway_schema_history|databasechangelog(?:lock)?|alembic_version|sequelizemeta|migrations_lock)$/i,
  /^(?:goose_db_version|gorp_migrations|phinxlog|__efmigrationshistory|atlas_schema_revisions)$/i,
  // frameworks and queues
  /^(?:django|active_storage|action_text|action_mailbox|solid_(?:queue|cache|cable)|que|pgboss|graphile|good_jobs?|delayed_jobs?)(?:_\w+)?$/i,
  /^(?:auth_permission|auth_group_permissions|message_bus|friendly_id_slugs|oban_\w+)$/i,
  // extensions
  /^(?:spatial_ref_sys|geometry_columns|geography_columns|sqlite_\w+)$/i,
];
const toolSchemas =
  /^(?:partman|cron|pgboss|graphile_\w+|_timescaledb\w*|topology|tiger\w*|hdb_catalog|pglogical|repack)$/i;

export function isOfTool({ schema, name }: Pick<Table, 'schema' | 'name'>): boolean {
  return toolSchemas.test(schema) || tools.some((pattern) => pattern.test(name));
}

/** It inherits all that it has: a partition from before there were partitions. */
function isPart({ inherits, columns }: Table, { tables }: DatabaseSchema): boolean {
  if (inherits.length === 0) return false;
  const inherited = new Set(
    tables
      .filter(({ schema, name }) => inherits.some((one) => one.schema === schema && one.table === name))
      .flatMap((parent) => parent.columns.map(({ name }) => name)),
  );
  return columns.every(({ name }) => inherited.has(name));
}

/** The tables that somebody designed: no partitions (their parent speaks for them), views, foreign tables or a tool's own. */
export function reviewedTables(schema: DatabaseSchema): readonly Table[] {
  return schema.tables.filter(
    (table) =>
      (table.kind === 'table' || table.kind === 'partitioned') &&
      table.partitionOf === undefined &&
      table.persistence !== 'temporary' &&
      !isOfTool(table) &&
      !isPart(table, schema),
  );
}

/** What has happened, kept for itself: it outlives the rows that it tells of. */
const records = new Set(
  `log logs logging audit audits auditing history histories archive archives archived event events outbox inbox journal
  journals revision revisions version versions snapshot snapshots activity activities trail trails tombstone tombstones
  change changes changelog deleted backup backups staging import imports raw tmp temp notification notifications webhook
  webhooks job jobs queue task_queue delivery_attempts idempotency`.split(/\s+/),
);

export function isRecord({ name }: Pick<Table, 'name'>): boolean {
  return nameWords(name).some((word) => records.has(word));
}
