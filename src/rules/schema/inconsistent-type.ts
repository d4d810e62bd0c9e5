import { nameWords } from '#analysis/schema-review/name-words.ts';
import { isRecord, reviewedTables } from '#analysis/schema-review/reviewed-tables.ts';
import { listed } from '#analysis/schema-review/sql-name.ts';
import { foreignKeys } from '#analysis/schema-review/table-keys.ts';
import { bareType, type TypeFamily, typeFamily } from '#analysis/schema-review/type-family.ts';
import { defineRule } from '#contracts/rule.ts';
import { schemaFinding } from '#rules/schema-finding.ts';
import type { Table } from '#vocabulary/database-schema.ts';

const id = 'inconsistent-type';
const source = 'https://www.postgresql.org/docs/18/typeconv.html';

/** Words that mean something else in each table. */
const generic = new Set(
  `id name value type kind status state code data key number position level title amount total count version content
  content_type source target reference ref result size score rate weight duration priority rank sequence order_no note
  notes description config settings metadata payload body subject message label parent_id external_id entity_id owner_id
  object_id record_id resource_id subject_id item_id x y z`.split(/\s+/),
);

export const inconsistentType = defineRule({
  id,
  summary: 'Columns of one name have types of different kinds.',
  needs: ['schema'],
  source,
  *check({ schema }) {
    const columns = new Map<string, Placed[]>();
    for (const table of reviewedTables(schema)) {
      if (isRecord(table)) continue;
      for (const { name, type } of table.columns) {
        const words = nameWords(name).join('_');
        const isTied = foreignKeys(table).some((key) => key.columns.includes(name));
        // What refers to a key is the matter of foreign-key-type-mismatch.
        if (generic.has(words) || isTied || typeFamily(type) === 'other') continue;
        columns.set(words, [...(columns.get(words) ?? []), { table, type, kind: kindOf(type) }]);
      }
    }
    for (const [name, places] of columns) {
      const odd = oddOnes(places);
      if (odd === undefined) continue;
      const { usual, others } = odd;
      const where = others.map(({ table, type }) => `${table.name} (${bareType(type)})`);
      yield schemaFinding({
        rule: { id, source },
        severity: 'info',
        at: schema.database ?? 'the schema',
        message: `${name} is ${bareType(usual.type)} in ${places.length - others.length} tables, but not in ${listed(where, 8)}.`,
        why: 'Whoever compares or joins the two converts one of them, or gets an error, and one of the two is not what the name says.',
        shown: { what: 'tables with another type', value: others.length },
        advice: 'Give it one type, or two names where two things are meant.',
        about: [name, ...where],
      });
    }
  },
});

interface Placed {
  readonly table: Table;
  readonly type: string;
  readonly kind: string;
}

/** Texts of any length are of one kind, and so are times with and without zone, which another rule speaks of. */
function kindOf(type: string): TypeFamily | 'number' {
  const family = typeFamily(type);
  if (family === 'padded') return 'text';
  if (family === 'timestamp') return 'timestamptz';
  if (family === 'json') return 'jsonb';
  return family === 'float' || family === 'money' || family === 'integer' ? 'exact' : family;
}

/** Two of three that agree are a habit already, where it is the same name. */
function oddOnes(
  places: readonly Placed[],
): { readonly usual: Placed; readonly others: readonly Placed[] } | undefined {
  const kinds = [...new Set(places.map(({ kind }) => kind))];
  if (kinds.length < 2 || places.length < 3) return undefined;
  const counted = kinds.map((kind) => places.filter((one) => one.kind === kind)).sort((a, b) => b.length - a.length);
  const [most = [], second = []] = counted;
  const [usual] = most;
  if (usual === undefined || most.length < 2 * second.length) return undefined;
  return { usual, others: places.filter(({ kind }) => kind !== usual.kind) };
}
