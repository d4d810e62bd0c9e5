import { nameWords } from '#analysis/schema-review/name-words.ts';
import { isRecord, reviewedTables } from '#analysis/schema-review/reviewed-tables.ts';
import { foreignKeys } from '#analysis/schema-review/table-keys.ts';
import { typeFamily } from '#analysis/schema-review/type-family.ts';
import { defineRule } from '#contracts/rule.ts';
import { schemaFinding } from '#rules/schema-finding.ts';
import type { Table } from '#vocabulary/database-schema.ts';

const id = 'entity-attribute-value';
const source = 'https://pragprog.com/titles/bksap1/sql-antipatterns-volume-1/';

/** A table that holds more than this is about something. */
const mostColumns = 9;
/** Choices of the user, labels and texts in many languages are pairs by their nature. */
const pairsByNature =
  /setting|preference|config|option|flag|tag|label|translation|i18n|locale|header|metadata|secret|cache|variable|param|variant|counter|metric|reading|measurement/i;

export const entityAttributeValue = defineRule({
  id,
  summary: 'A table holds names of attributes and their values as rows.',
  needs: ['schema'],
  source,
  *check({ schema }) {
    for (const table of reviewedTables(schema)) {
      if (isRecord(table) || pairsByNature.test(table.name) || table.columns.length > mostColumns) continue;
      const found = parts(table);
      if (found === undefined) continue;
      const { entity, attribute, values } = found;
      yield schemaFinding({
        rule: { id, source },
        severity: 'warning',
        at: table,
        message: `${table.name} holds what is known of ${entity} as rows: ${attribute} says which attribute, ${values.join(' or ')} its value.`,
        why: 'No attribute has a type of its own, can be mandatory or unique or refer to a table, and a query needs one more join for each attribute that it reads.',
        shown: { what: 'columns for values of every kind', value: values.length },
        advice:
          'Attributes that all have become columns; those of one kind become a table of that kind; those that nobody can foresee go into one jsonb column with a CHECK and a GIN index. Which is which, only you can tell.',
      });
    }
  },
});

interface Parts {
  readonly entity: string;
  readonly attribute: string;
  readonly values: readonly string[];
}

/** The three parts: what it is of, which attribute (a name, or a key of a table of attributes), and a value of every type. */
function parts(table: Table): Parts | undefined {
  const values = table.columns.filter(
    ({ name, type }) => holdsValue(name) && !['json', 'jsonb'].includes(typeFamily(type)),
  );
  const typed = values.some(({ type }) => typeFamily(type) === 'text') || values.length >= 2;
  const keys = foreignKeys(table).filter(({ columns }) => columns.length === 1);
  const isAttribute = (name: string) => nameWords(name).some((word) => attributeWords.has(word));
  const attribute =
    keys.find(({ columns: [column = ''] }) => isAttribute(column))?.columns[0] ??
    table.columns.find(({ name, type }) => isName(name, table.name, isAttribute) && typeFamily(type) === 'text')?.name;
  const entity = keys.find(({ columns: [column = ''] }) => column !== attribute && !isAttribute(column))?.references
    .table;
  if (!typed || attribute === undefined || entity === undefined) return undefined;
  const others = table.columns.filter(
    ({ name }) => name !== attribute && !namesValue(name) && !/^(?:id|\w+_(?:id|at|by))$/i.test(name),
  );
  return others.length > 2 ? undefined : { entity, attribute, values: values.map(({ name }) => name) };
}

function namesValue(name: string): boolean {
  return nameWords(name).some((word) => word === 'value' || word === 'val');
}

/** `value`, `value_text`, `int_value`, `attribute_value`; value_type, value_unit and default_value only tell of one. */
function holdsValue(name: string): boolean {
  const words = nameWords(name);
  const [first = '', ...rest] = words;
  if (first === 'value' || first === 'val') return rest.every((word) => valueKinds.has(word) || /^\d+$/.test(word));
  return namesValue(rest.join('_')) && rest.length === 1 && !notTheValue.has(first);
}

const valueKinds = new Set(
  `text string str varchar char character int integer bigint smallint long short number numeric num decimal float double
  real money amount date datetime timestamp timestamptz time bool boolean bit flag blob binary bytes bytea raw content
  coded complex plain`.split(/\s+/),
);
const notTheValue = new Set(
  'default min minimum max maximum old new previous prior next initial allowed expected possible sample example'.split(
    ' ',
  ),
);

const attributeWords = new Set(
  'attribute attributes attr property properties prop field fields characteristic'.split(' '),
);

/** A plain name or key counts only in a table that says what it is: an API key has a name and a value too. */
function isName(column: string, table: string, isAttribute: (name: string) => boolean): boolean {
  const isTold = nameWords(table).some((word) => attributeWords.has(word) || tableWords.has(word));
  return isAttribute(column) || /^meta_?key$/i.test(column) || (isTold && /^(?:key|name)$/i.test(column));
}

const tableWords = new Set('meta eav custom spec specs extra extras extension detail details param params'.split(' '));
