import type { Item, SequenceOptions } from '#engines/postgres/catalog/item.ts';
import { quoteIdentifier, quoteLiteral, quoteQualified } from '#engines/postgres/quote.ts';
import type { DiffStatement } from '#vocabulary/catalog-diff.ts';
import { keepArrayCast } from './keep-array-cast.ts';
import { say } from './statement.ts';

type TypeItem = Item<'enum'> | Item<'composite'> | Item<'range'> | Item<'domain'>;

/** `folded`: constraints of a domain that are made with it. */
export function createType(item: TypeItem, folded: readonly Item<'domain-constraint'>[] = []): DiffStatement {
  return say('create', item, createText(item, folded));
}

function createText(item: TypeItem, folded: readonly Item<'domain-constraint'>[]): string {
  switch (item.kind) {
    case 'enum':
      return `CREATE TYPE ${item.identity} AS ENUM (${item.parts.labels.map(quoteLiteral).join(', ')})`;
    case 'composite': {
      const attributes = item.parts.attributes.map((attribute) => `  ${attributeSql(attribute)}`);
      return `CREATE TYPE ${item.identity} AS (${attributes.length === 0 ? '' : `\n${attributes.join(',\n')}\n`})`;
    }
    case 'range':
      return `CREATE TYPE ${item.identity} AS RANGE (${item.parts.definition})`;
    case 'domain': {
      const { type, collation, default: usual, notNull } = item.parts;
      return [
        `CREATE DOMAIN ${item.identity} AS ${type}`,
        ...(collation === undefined ? [] : [`COLLATE ${collation}`]),
        ...(usual === undefined ? [] : [`DEFAULT ${usual}`]),
        ...(notNull ? ['NOT NULL'] : []),
        ...folded.map(({ parts }) => `CONSTRAINT ${quoteIdentifier(parts.name)} ${keepArrayCast(parts.definition)}`),
      ].join(' ');
    }
  }
}

type Attribute = Item<'composite'>['parts']['attributes'][number];

function attributeSql({ name, type, collation }: Attribute): string {
  return `${quoteIdentifier(name)} ${type}${collation === undefined ? '' : ` COLLATE ${collation}`}`;
}

/** New labels, each at its place. https://www.postgresql.org/docs/18/sql-altertype.html */
export function alterEnum(before: Item<'enum'>, after: Item<'enum'>): readonly DiffStatement[] {
  const labels = [...before.parts.labels];
  return after.parts.labels.flatMap((label, at) => {
    if (labels[at] === label) return [];
    const next = labels[at];
    labels.splice(at, 0, label);
    const place = next === undefined ? '' : ` BEFORE ${quoteLiteral(next)}`;
    const text = `ALTER TYPE ${after.identity} ADD VALUE ${quoteLiteral(label)}${place}`;
    // A new label can be used once it is committed.
    return [{ ...say('alter', after, text), transactional: false }];
  });
}

export function oldTypeName(item: TypeItem): string {
  return quoteQualified(item.parts.schema, `${item.parts.name.slice(0, 50)}__old`);
}

/** A new type takes the name; columns go over to it, then the old one is dropped. */
export function replaceType(before: TypeItem, after: TypeItem): readonly DiffStatement[] {
  const aside = `${before.parts.name.slice(0, 50)}__old`;
  return [
    say('rename', before, `ALTER TYPE ${before.identity} RENAME TO ${quoteIdentifier(aside)}`),
    createType(after),
  ];
}

export function alterComposite(before: Item<'composite'>, after: Item<'composite'>): readonly DiffStatement[] {
  const had = new Map(before.parts.attributes.map((attribute) => [attribute.name, attribute]));
  const has = new Set(after.parts.attributes.map(({ name }) => name));
  const alter = (text: string) => say('alter', after, `ALTER TYPE ${after.identity} ${text}`);
  return [
    ...before.parts.attributes
      .filter(({ name }) => !has.has(name))
      .map(({ name }) => alter(`DROP ATTRIBUTE ${quoteIdentifier(name)}`)),
    ...after.parts.attributes.flatMap((attribute) => {
      const old = had.get(attribute.name);
      if (old === undefined) return [alter(`ADD ATTRIBUTE ${attributeSql(attribute)}`)];
      if (old.type === attribute.type && old.collation === attribute.collation) return [];
      const collation = attribute.collation === undefined ? '' : ` COLLATE ${attribute.collation}`;
      return [alter(`ALTER ATTRIBUTE ${quoteIdentifier(attribute.name)} TYPE ${attribute.type}${collation}`)];
    }),
    ...attributeComments(before, after),
  ];
}

export function attributeComments(before: Item<'composite'> | undefined, after: Item<'composite'>) {
  const had = new Map(before?.parts.attributes.map(({ name, comment }) => [name, comment]));
  return after.parts.attributes
    .filter(({ name, comment }) => had.get(name) !== comment)
    .map(({ name, comment }) => {
      const value = comment === undefined ? 'NULL' : quoteLiteral(comment);
      return say('alter', after, `COMMENT ON COLUMN ${after.identity}.${quoteIdentifier(name)} IS ${value}`);
    });
}

export function alterDomain(before: Item<'domain'>, after: Item<'domain'>): readonly DiffStatement[] {
  const alter = (text: string) => say('alter', after, `ALTER DOMAIN ${after.identity} ${text}`);
  const usual = after.parts.default;
  return [
    ...(before.parts.default === usual ? [] : [alter(usual === undefined ? 'DROP DEFAULT' : `SET DEFAULT ${usual}`)]),
    ...(before.parts.notNull === after.parts.notNull
      ? []
      : [alter(after.parts.notNull ? 'SET NOT NULL' : 'DROP NOT NULL')]),
  ];
}

export function createDomainConstraint(item: Item<'domain-constraint'>): DiffStatement {
  const { schema, domain, name, definition } = item.parts;
  const text = `ALTER DOMAIN ${quoteQualified(schema, domain)} ADD CONSTRAINT ${quoteIdentifier(name)} ${keepArrayCast(definition)}`;
  return say('create', item, text);
}

/** `AS integer INCREMENT BY 1 …` */
export function sequenceSql(options: SequenceOptions, withType = true): string {
  return [
    ...(withType ? [`AS ${options.type}`] : []),
    `INCREMENT BY ${options.increment}`,
    `MINVALUE ${options.min}`,
    `MAXVALUE ${options.max}`,
    `START WITH ${options.start}`,
    `CACHE ${options.cache}`,
    options.cycle ? 'CYCLE' : 'NO CYCLE',
  ].join(' ');
}

/** What the server takes where nothing is said. https://www.postgresql.org/docs/18/sql-createsequence.html */
export function isUsualSequence(options: SequenceOptions): boolean {
  const max: Readonly<Record<string, string>> = {
    smallint: '32767',
    integer: '2147483647',
    bigint: '9223372036854775807',
  };
  const { increment, min, start, cache, cycle } = options;
  return [increment, min, start, cache].every((value) => value === '1') && !cycle && options.max === max[options.type];
}
