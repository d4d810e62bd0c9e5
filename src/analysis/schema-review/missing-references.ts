import { singular } from '#analysis/plural.ts';
import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { TableSample } from '#vocabulary/table-sample.ts';
import { sampledColumn, sampleOf } from './known-values.ts';
import { nameWords } from './name-words.ts';
import { isRecord, reviewedTables } from './reviewed-tables.ts';
import { foreignKeys, partitionsOf, primaryKey } from './table-keys.ts';
import { typeFamily } from './type-family.ts';

export interface MissingReference {
  readonly table: Table;
  readonly column: string;
  readonly parent: Table;
  readonly key: string;
  /** `named`: after the table itself (`user_id`). `role`: with a word before it (`billing_address_id`), or `parent_id`. */
  readonly certainty: 'named' | 'role';
  /** How many different values of the sample were found in the parent, which was read whole. */
  readonly proven?: number;
}

/** Systems outside, whose keys nobody here holds. */
const outside = new Set(
  `external ext remote foreign legacy source stripe paypal braintree adyen google facebook github gitlab apple twitter
  slack discord shopify salesforce hubspot zendesk twilio sendgrid aws azure gcp auth0 okta cognito firebase provider
  gateway device session trace span correlation request client_request message tax vat`.split(/\s+/),
);

/**
 * Columns like `user_id` that no constraint ties to the table of users. Not those of logs and histories, which outlive what
 * they tell of; not `commentable_id` beside `commentable_type`; not where the rows say otherwise.
 */
export function missingReferences(
  schema: DatabaseSchema,
  samples: readonly TableSample[] | undefined,
): readonly MissingReference[] {
  const tables = reviewedTables(schema);
  const named = new Map<string, Table[]>();
  for (const table of tables) {
    const name = tableWords(table.name).join(' ');
    named.set(name, [...(named.get(name) ?? []), table]);
  }
  return tables
    .filter((table) => !isRecord(table))
    .flatMap((table) =>
      table.columns.flatMap(({ name, type }) => {
        if (isTied(table, name) || partitionsOf(table, schema).some((one) => isTied(one, name))) return [];
        const family = typeFamily(type);
        if (family !== 'integer' && family !== 'uuid') return [];
        const found = referred(name, table, named);
        const key = found && keyOf(found.parent, name);
        if (found === undefined || key === undefined || typeFamily(key.type) !== family) return [];
        const proven = inclusion({ table, column: name, parent: found.parent, key: key.name }, samples);
        if (proven === 'broken') return [];
        return [{ table, column: name, ...found, key: key.name, ...(proven === undefined ? {} : { proven }) }];
      }),
    );
}

function isTied(table: Table, column: string): boolean {
  if (foreignKeys(table).some(({ columns }) => columns.includes(column))) return true;
  const key = primaryKey(table)?.columns ?? [];
  if (key.length === 1 && key[0] === column) return true;
  const stem = column.replace(/_?(?:id|uuid)$/i, '').toLowerCase();
  return table.columns.some(({ name }) => /type$/i.test(name) && name.replace(/_?type$/i, '').toLowerCase() === stem);
}

/** By the words of their names, the last one in the singular. */
type NamedTables = ReadonlyMap<string, readonly Table[]>;

function referred(
  column: string,
  table: Table,
  tables: NamedTables,
): Pick<MissingReference, 'parent' | 'certainty'> | undefined {
  const words = nameWords(column);
  const stem = words.slice(0, -1);
  if (!['id', 'uuid', 'fk'].includes(words.at(-1) ?? '') || stem.length === 0) return undefined;
  if (stem.some((word) => outside.has(word))) return undefined;
  if (stem.length === 1 && stem[0] === 'parent') return { parent: table, certainty: 'role' };
  // The longest name first: order_item_id is of order_items rather than of items.
  for (let from = 0; from < stem.length; from += 1) {
    const parent = nearest(tables.get(stem.slice(from).join(' ')) ?? [], table);
    // A row's own name in its own table may be its number elsewhere.
    if (parent !== undefined) return { parent, certainty: from === 0 && parent !== table ? 'named' : 'role' };
  }
  return undefined;
}

/** In the same schema, or the only one of that name anywhere. */
function nearest(found: readonly Table[], { schema }: Table): Table | undefined {
  return found.find((one) => one.schema === schema) ?? (found.length === 1 ? found[0] : undefined);
}

function tableWords(name: string): readonly string[] {
  const words = nameWords(name);
  const bare = words[0] === 'tbl' || words[0] === 't' ? words.slice(1) : words;
  return [...bare.slice(0, -1), singular(bare.at(-1) ?? '')];
}

/** A key of one column; `users.id`, `users.user_id`. */
function keyOf(parent: Table, column: string): { readonly name: string; readonly type: string } | undefined {
  const [only, ...more] = primaryKey(parent)?.columns ?? [];
  if (only === undefined || more.length > 0) return undefined;
  const isNamed = /^(?:id|uuid)$/i.test(only) || only === column || /_id$/i.test(only);
  return isNamed ? parent.columns.find(({ name }) => name === only) : undefined;
}

/** Are all values of the one there in the other? Unknown where the parent was not read whole. */
function inclusion(
  reference: Pick<MissingReference, 'table' | 'column' | 'parent' | 'key'>,
  samples: readonly TableSample[] | undefined,
): number | 'broken' | undefined {
  const keys = sampleOf(samples, reference.parent);
  const values = sampledColumn(sampleOf(samples, reference.table), reference.column);
  const known = sampledColumn(keys, reference.key);
  if (keys?.whole !== true || known === undefined || values === undefined) return undefined;
  const there = new Set(known);
  const wanted = [...new Set(values)].filter((value) => value !== null);
  const lost = wanted.filter((value) => !there.has(value)).length;
  // A few orphans are what a missing key leaves behind; many say that it never was one.
  if (wanted.length > 0 && lost > Math.max(1, wanted.length * 0.05)) return 'broken';
  return lost === 0 && wanted.length > 0 ? wanted.length : undefined;
}
