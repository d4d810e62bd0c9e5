import { isWhole, literal, quoted, shortName } from '#code/ddl-words.ts';
import { argumentOf, textOf } from './prisma-arguments.ts';
import type { PrismaFaults, Spot } from './prisma-faults.ts';
import type { PrismaNotes } from './prisma-notes.ts';
import type { PrismaAttribute, PrismaValue } from './prisma-syntax.ts';
import type { PrismaColumn, PrismaTable } from './prisma-tables.ts';

export interface PrismaKey {
  readonly kind: 'primary' | 'unique' | 'index';
  readonly name: string;
  readonly columns: readonly PrismaColumn[];
  /** As the index holds them: `"at" DESC`. */
  readonly parts: readonly string[];
  readonly method?: string;
  readonly where?: string;
  readonly at: Spot;
}

interface Site {
  readonly table: PrismaTable;
  readonly faults: PrismaFaults;
  readonly notes: PrismaNotes;
}

/** Keys and indexes of a table. Uniqueness is an index in Prisma's migrations, never a constraint. */
export function prismaKeys(table: PrismaTable, faults: PrismaFaults, notes: PrismaNotes): readonly PrismaKey[] {
  const site = { table, faults, notes };
  const { block, columns } = table;
  const single = columns.flatMap((column) =>
    column.field.attributes
      .filter(({ name }) => name === 'id' || name === 'unique')
      .map((attribute) =>
        keyOf(
          attribute,
          attribute.name === 'id' ? 'primary' : 'unique',
          [{ column, words: wordsOf(attribute.args, column, site) }],
          site,
        ),
      ),
  );
  const several = block.attributes.flatMap((attribute) => {
    if (attribute.name === 'fulltext') {
      notes.miss('Full-text indexes of MySQL are not kept', block.name);
      return [];
    }
    const kind = kinds[attribute.name];
    return kind === undefined ? [] : [keyOf(attribute, kind, partsOf(attribute, site), site)];
  });
  for (const { field } of table.columns) {
    for (const one of field.attributes) {
      if (one.name === 'id' && (field.optional || field.list))
        faults.add(one.at, `${block.name}.${field.name} is its key, so it can be neither optional nor a list.`);
    }
  }
  for (const field of table.relations) {
    for (const one of field.attributes.filter(({ name }) => name === 'id' || name === 'unique' || name === 'default')) {
      faults.add(
        one.at,
        `${block.name}.${field.name} is a relation: @${one.name} belongs to the field that holds its key.`,
      );
    }
  }
  const keys = [...single, ...several];
  const [, second] = keys.filter(({ kind }) => kind === 'primary');
  if (second !== undefined)
    faults.add(second.at, `${block.name} has a key already: several fields are one key by @@id([a, b]).`);
  const finds = keys.some(
    ({ kind, columns: of, where }) => kind !== 'index' && where === undefined && of.every(({ nullable }) => !nullable),
  );
  if (!finds && !block.attributes.some(({ name }) => name === 'ignore')) {
    faults.add(
      block.at,
      `${block.name} has no key: no @id, @@id, or @unique whose fields are never null.`,
      'Mark a field with @id.',
    );
  }
  return keys;
}

const kinds: Readonly<Record<string, PrismaKey['kind']>> = { id: 'primary', unique: 'unique', index: 'index' };
const endings = { primary: '_pkey', unique: '_key', index: '_idx' } as const;

interface Part {
  readonly column: PrismaColumn;
  readonly words: string;
}

function keyOf(attribute: PrismaAttribute, kind: PrismaKey['kind'], parts: readonly Part[], site: Site): PrismaKey {
  const { table, faults, notes } = site;
  const { name: own, block } = table;
  const columns = parts.map(({ column }) => column);
  const given = textOf(attribute, 'map') ?? (kind === 'index' ? textOf(attribute, 'name') : undefined);
  if (kind !== 'index' && textOf(attribute, 'name') !== undefined) {
    notes.say("Names that only Prisma's client uses are not kept", `${block.name}.${textOf(attribute, 'name')}`);
  }
  if (argumentOf(attribute, 'clustered') !== undefined)
    notes.miss('Which index holds the rows (clustered) is not kept', block.name);
  const type = argumentOf(attribute, 'type');
  const method = type?.kind === 'word' ? methods[type.text] : undefined;
  if (type !== undefined && method === undefined) {
    faults.add(type.at, `there is no such type of index.`, `There are ${Object.keys(methods).join(', ')}.`);
  }
  if (kind === 'primary' && parts.some(({ words }) => words !== '')) {
    notes.miss('The order of the fields in a primary key is not kept', block.name);
  }
  const condition = argumentOf(attribute, 'where');
  const where = condition === undefined ? undefined : whereOf(condition, site);
  return {
    kind,
    name: given ?? shortName(kind === 'primary' ? [own] : [own, ...columns.map(({ name }) => name)], endings[kind]),
    columns,
    parts: parts.map(({ column, words }) => `${quoted(column.name)}${kind === 'primary' ? '' : words}`),
    ...(method === undefined || method === 'BTREE' ? {} : { method }),
    ...(where === undefined ? {} : { where }),
    at: attribute.at,
  };
}

const methods: Readonly<Record<string, string>> = {
  BTree: 'BTREE',
  Hash: 'HASH',
  Gist: 'GIST',
  Gin: 'GIN',
  SpGist: 'SPGIST',
  Brin: 'BRIN',
};

/** `[a, b(sort: Desc, ops: JsonbPathOps)]` */
function partsOf(attribute: PrismaAttribute, site: Site): readonly Part[] {
  const { table, faults } = site;
  const value = argumentOf(attribute, 'fields', true);
  const items = value?.kind === 'list' ? value.items : value === undefined ? [] : [value];
  if (items.length === 0)
    faults.add(attribute.at, `@@${attribute.name} wants its fields: @@${attribute.name}([a, b]).`);
  const seen = new Set<string>();
  return items.flatMap((item) => {
    const name = item.kind === 'word' || item.kind === 'call' ? item.text : '';
    const column = columnNamed(name, item.at, site);
    if (column === undefined) return [];
    if (seen.has(name)) faults.add(item.at, `@@${attribute.name} of ${table.block.name} names ${name} twice.`);
    seen.add(name);
    return [{ column, words: item.kind === 'call' ? wordsOf(item.args, column, site) : '' }];
  });
}

export function columnNamed(
  name: string,
  at: Spot,
  { table, faults }: { readonly table: PrismaTable; readonly faults: PrismaFaults },
): PrismaColumn | undefined {
  const found = table.columns.find(({ field }) => field.name === name);
  if (found === undefined) {
    const relation = table.relations.find((field) => field.name === name);
    const near = table.columns.find(
      ({ field, name: column }) => field.name.toLowerCase() === name.toLowerCase() || column === name,
    );
    faults.add(
      at,
      relation === undefined
        ? `${table.block.name} has no field ${name}.`
        : `${table.block.name}.${name} is a relation, and has no column of its own.`,
      near === undefined ? undefined : `Did you mean ${near.field.name}?`,
    );
  }
  return found;
}

/** ` text_pattern_ops DESC` */
function wordsOf(args: PrismaAttribute['args'], { field }: PrismaColumn, { table, faults, notes }: Site): string {
  const argument = (name: string) => args.find((one) => one.name === name)?.value;
  const [sort, ops] = [argument('sort'), argument('ops')];
  if (argument('length') !== undefined)
    notes.miss('Lengths of the keys of indexes are not kept', `${table.block.name}.${field.name}`);
  if (sort !== undefined && !(sort.kind === 'word' && /^(?:Asc|Desc)$/.test(sort.text))) {
    faults.add(sort.at, 'sort is Asc or Desc.');
  }
  return `${ops === undefined ? '' : ` ${operatorClass(ops)}`}${sort?.kind === 'word' && sort.text === 'Desc' ? ' DESC' : ''}`;
}

/** JsonbPathOps -> jsonb_path_ops, TimestampTzMinMaxOps -> timestamptz_minmax_ops, raw("…") as it is. */
function operatorClass(value: PrismaValue): string {
  if (value.kind === 'call') {
    const [first] = value.args;
    return first?.value.kind === 'text' && isWhole(first.value.text) ? first.value.text : '';
  }
  const word = value.kind === 'word' ? value.text : '';
  return word
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace('min_max', 'minmax')
    .replace(/(?<=^time|^timestamp)_tz/, 'tz')
    .replace(/^var_bit/, 'varbit');
}

/** `raw("deleted_at IS NULL")`, or `{ deletedAt: null, state: { not: "x" } }`. */
function whereOf(value: PrismaValue, site: Site): string | undefined {
  if (value.kind === 'call' && value.text === 'raw') {
    const [first] = value.args;
    const text = first?.value.kind === 'text' ? first.value.text : '';
    if (text.trim() === '' || !isWhole(text)) {
      site.faults.add(value.at, 'raw wants a whole condition as a text, such as raw("deleted_at IS NULL").');
    }
    return text;
  }
  if (value.kind !== 'object') {
    site.faults.add(value.at, 'where is raw("…") or { field: value }.');
    return undefined;
  }
  if (value.entries.length === 0) site.faults.add(value.at, 'where has no condition.');
  const conditions = value.entries.flatMap(({ name = '', value: wanted }) => {
    const column = columnNamed(name, wanted.at, site);
    if (column === undefined) return [];
    const not = wanted.kind === 'object' ? wanted.entries.find((one) => one.name === 'not')?.value : undefined;
    const plain = not ?? wanted;
    if (plain.kind === 'word' && plain.text === 'null')
      return [`${quoted(column.name)} IS ${not === undefined ? '' : 'NOT '}NULL`];
    const isTruth = plain.kind === 'word' && /^(?:true|false)$/.test(plain.text);
    if (plain.kind !== 'text' && plain.kind !== 'number' && !isTruth) {
      site.faults.add(plain.at, 'where compares with a value, null, or { not: value }.');
      return [];
    }
    return [
      `${quoted(column.name)} ${not === undefined ? '=' : '!='} ${plain.kind === 'text' ? literal(plain.text) : plain.text}`,
    ];
  });
  return conditions.join(' AND ');
}
