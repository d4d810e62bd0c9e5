import { z } from 'zod';
import { Counters } from './counters.ts';
import { DatabaseSchema } from './database-schema.ts';
import { ServerInfo } from './server-info.ts';
import { Settings } from './settings.ts';
import { Statistics } from './statistics.ts';
import { Usage } from './usage.ts';
import { Workload } from './workload.ts';

/** Version of the file's shape; raised when a reader of the old shape would misread the new one. */
export const exportVersion = 1;

/** What everything else can work from without the database: its schema and its statistics, no rows. */
export const DatabaseExport = z
  .object({
    format: z.literal('dbwright-export'),
    version: z.literal(exportVersion),
    takenAt: z.iso.datetime(),
    /** Values were replaced by made-up ones of the same order and frequency, and comments left out. */
    redacted: z.boolean(),
    /** SHA-256 of all below, as hexadecimal digits: the same for the same content. */
    fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
    server: ServerInfo,
    settings: Settings,
    schema: DatabaseSchema,
    statistics: Statistics,
    /** What the server counted, where it could be read. */
    workload: Workload.optional(),
    usage: Usage.optional(),
    counters: Counters.optional(),
  })
  .readonly();
export type DatabaseExport = z.infer<typeof DatabaseExport>;
