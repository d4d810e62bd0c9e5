import type { Column, Table } from '#vocabulary/database-schema.ts';
import { statesOf } from './makers/states.ts';
import type { MeaningsOf } from './read-meanings.ts';

/** How often a column that may be NULL is; undefined: nothing tells. */
export function nullShare(meaningsOf: MeaningsOf, table: Table, column: Column): number | undefined {
  const foreign = table.constraints.find(
    ({ kind, columns }) => kind === 'foreign-key' && columns.includes(column.name),
  )?.references;
  if (foreign !== undefined) {
    if (foreign.table === table.name && foreign.schema === table.schema) return 0.2;
    return /coupon|promo|discount|gift|approved|deleted|cancel|refund|referr/i.test(column.name) ? 0.85 : 0.1;
  }
  const meanings = meaningsOf(table);
  switch (meanings.get(column.name)) {
    case 'later':
      // The state of the row tells.
      if (statesOf(column.name) !== undefined && [...meanings.values()].includes('status')) return 0;
      if (
        /delet|archiv|cancel|revok|ban|lock|suspend|fail|refund|return|expir|deactivat|reject|disput/i.test(column.name)
      )
        return 0.93;
      return /updated|modified|changed/i.test(column.name) ? 0 : 0.3;
    case 'note':
      return 0.7;
    case 'expiry':
    case 'end':
      return 0.3;
    case 'phone':
      return 0.15;
    case 'paragraph':
    case 'image-url':
      return 0.1;
    case 'middle-name':
    case 'unit-line':
    case 'created':
    case 'flag':
      return 0;
    default:
      return undefined;
  }
}
