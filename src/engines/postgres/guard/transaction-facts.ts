import type { Bounds } from '#vocabulary/bounds.ts';
import type { Path } from './names.ts';

/** What holds for the transaction in which a statement is judged and run. */
export interface TransactionFacts {
  /** Schemas in which unqualified names are looked up, in order. */
  readonly path: Path;
  readonly encoding: string;
  /** The snapshot before anything of the catalog was read: which transactions had ended. */
  readonly moment: string;
  /** Bytes that the server itself allows for temporary files; nothing where this role may not say so. */
  readonly fileLimit?: number;
}

/**
 * Sets the limits that need a look at what is set already, and reads the facts. Every name is qualified, since this
 * runs under the session's search path. https://www.postgresql.org/docs/18/runtime-config-resource.html
 */
export function factsQuery(bounds: Bounds, major: number, purpose: 'run' | 'plan' = 'run'): string {
  const setting = (name: string) => `pg_catalog.current_setting('${name}')`;
  const superuser = `${setting('is_superuser')} OPERATOR(pg_catalog.=) 'on'`;
  const maySet =
    major >= 15 ? `(${superuser} OR pg_catalog.has_parameter_privilege('temp_file_limit', 'SET'))` : superuser;
  const unlimited = `${setting('temp_file_limit')} OPERATOR(pg_catalog.=) '-1'`;
  const present = `CASE WHEN ${unlimited} THEN ${Number.MAX_SAFE_INTEGER}::pg_catalog.int8
                   ELSE pg_catalog.pg_size_bytes(${setting('temp_file_limit')}) END`;
  const kilobytes = Math.max(1, Math.floor(bounds.temporaryBytes / 1_024));
  const least = `LEAST(${present}, ${kilobytes * 1_024}::pg_catalog.int8)`;
  const modest = `LEAST(pg_catalog.pg_size_bytes(${setting('work_mem')}), 16777216::pg_catalog.int8)`;
  const facts = `
    SELECT pg_catalog.format('%s', pg_catalog.array_to_json(pg_catalog.current_schemas(true))) AS path,
           pg_catalog.getdatabaseencoding()::pg_catalog.text AS encoding,
           pg_catalog.format('%s', pg_catalog.pg_current_snapshot()) AS moment`;
  // A plan shall be the one that the statement has with the session's own settings.
  if (purpose === 'plan') return facts;
  return `${facts},
           CASE WHEN ${maySet} THEN pg_catalog.set_config('temp_file_limit', pg_catalog.concat(${least}, 'B'), true) END
             AS set_limit,
           CASE WHEN ${maySet} THEN ${least} WHEN NOT ${unlimited} THEN ${present} END AS file_limit,
           pg_catalog.set_config('work_mem', pg_catalog.concat(${modest}, 'B'), true) AS work_mem,
           pg_catalog.set_config('hash_mem_multiplier', '1', true) AS hash_mem`;
}

export function readFacts(row: Readonly<Record<string, unknown>> | undefined): TransactionFacts {
  const limit = row?.['file_limit'];
  const path: unknown = JSON.parse(String(row?.['path'] ?? '[]'));
  return {
    path: Array.isArray(path) ? path.map(String) : [],
    encoding: String(row?.['encoding']),
    moment: String(row?.['moment']),
    ...(limit === null || limit === undefined ? {} : { fileLimit: Number(limit) }),
  };
}
