import { siteOf } from '#analysis/physical-design/site-of.ts';
import { allColumns } from '#engines/sql/design/entity-columns.ts';
import { mapModelSql } from '#engines/sql/design/map-model.ts';
import { nameOf, sqlParts } from '#engines/sql/design/sql-parts.ts';
import type { LogicalModel } from '#vocabulary/logical-model.ts';
import type { Warehouse } from './warehouse.ts';

/** The model with its conditions in the warehouse's words: names and texts quoted as it wants them. */
export function inWordsOf(model: LogicalModel, { quote, literal, longestName }: Warehouse): LogicalModel {
  const site = siteOf(model, { schema: '', longestName });
  return mapModelSql(model, (sql, entity) => {
    const columns = new Set(allColumns(entity, site));
    const parts = sqlParts(sql);
    return parts
      .map((part, at) => {
        if (part.kind === 'string') return literal(part.text.slice(1, -1).replaceAll("''", "'"));
        const name = nameOf(part);
        const isCalled = part.kind === 'word' && parts[at + 1]?.text === '(';
        return name !== undefined && columns.has(name) && !isCalled ? quote(name) : part.text;
      })
      .join('');
  });
}
