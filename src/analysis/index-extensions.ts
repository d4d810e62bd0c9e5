import type { DatabaseSchema } from '#vocabulary/database-schema.ts';

/** Operator classes come with extensions: an index is only proposed where its own is installed. */
export function hasExtension(schema: DatabaseSchema, wanted: string): boolean {
  return schema.objects.some(({ kind, name }) => kind === 'extension' && name === wanted);
}
