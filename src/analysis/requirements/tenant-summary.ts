import type { Summary } from '#vocabulary/logical-model.ts';

/** A prepared read with a row for each tenant, where what it reads first is inside one. */
export function summaryPerTenant(summary: Summary, tables: ReadonlySet<string>): Summary {
  const from = /\bFROM\s+([a-z0-9_]+)(?:\s+AS\s+([a-z0-9_]+))?/i.exec(summary.sql);
  if (from === null || !tables.has(from[1] ?? '') || /^\s*WITH\b|\bUNION\b/i.test(summary.sql)) return summary;
  // Ordinals of GROUP BY count the columns, so that the new one comes last.
  const column = `${from[2] ?? from[1]}.tenant_id`;
  const sql = `${summary.sql.slice(0, from.index).trimEnd()}, ${column}\n${summary.sql.slice(from.index)}`;
  return {
    ...summary,
    sql: sql.replace(/\bGROUP BY ([^\n]+)/i, (all) => `${all}, ${column}`),
    key: ['tenant_id', ...summary.key],
  };
}
