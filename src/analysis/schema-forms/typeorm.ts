import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import {
  checkSql,
  type SchemaShape,
  type ShapedColumn,
  type ShapedReference,
  type ShapedTable,
  schemaShape,
} from './schema-shape.ts';
import { docComment, oneLine, quoted, reservedWords } from './typescript-text.ts';
import { type FormText, leftOut, type Unsaid, unsaid } from './unsaid.ts';

/** Entities of TypeORM for PostgreSQL. https://typeorm.io/docs/entity/entities */
export function typeorm(schema: DatabaseSchema): FormText {
  const shape = schemaShape(schema, [...reservedWords, ...decorators]);
  const said = unsaid('TypeORM');
  const blocks = [
    ...shape.enums.map(({ type, labels }) => `export type ${type} = ${labels.map(quoted).join(' | ') || 'never'};`),
    ...shape.tables.map((one) => entity(one, shape, said)),
  ];
  const body = blocks.join('\n\n');
  const used = decorators.filter((name) =>
    name === 'Relation' ? body.includes('Relation<') : body.includes(`@${name}(`),
  );
  const names = used.map((name) => (name === 'Relation' ? 'type Relation' : name)).toSorted();
  return {
    content: `${names.length === 0 ? '' : `import { ${names.join(', ')} } from 'typeorm';\n\n`}${body}\n`,
    unseen: [...said.list(), ...leftOut(schema, 'TypeORM')],
  };
}

const decorators =
  'Check Column Entity Exclusion Index JoinColumn ManyToOne OneToMany OneToOne PrimaryColumn PrimaryGeneratedColumn Relation Unique'.split(
    ' ',
  );

function entity(one: ShapedTable, { home }: SchemaShape, said: Unsaid): string {
  const { table, type, columns, uniques, checks, exclusions, indexes, references, referrers } = one;
  const properties = (names: readonly string[]) =>
    names.map((name) => quoted(columns.find(({ column }) => column.name === name)?.property ?? name)).join(', ');
  const options = [
    `name: ${quoted(table.name)}`,
    ...(table.schema === home || table.schema === '' ? [] : [`schema: ${quoted(table.schema)}`]),
    ...(table.comment === undefined ? [] : [`comment: ${quoted(table.comment)}`]),
  ];
  return [
    ...docComment(table.comment === undefined ? [] : [table.comment]),
    ...(table.partitionKey === undefined
      ? []
      : [`// ${oneLine(said.note('partition key', table.name, table.partitionKey))}`]),
    ...(one.primaryKey === undefined
      ? [`// ${oneLine(`${table.name} has no primary key, and TypeORM needs one to read it.`)}`]
      : []),
    `@Entity({ ${options.join(', ')} })`,
    ...uniques.flatMap(({ name, columns: names, definition }) => [
      ...(/NULLS NOT DISTINCT/i.test(definition) ? [`// ${oneLine(said.note('NULLS NOT DISTINCT', name))}`] : []),
      `@Unique(${quoted(name)}, [${properties(names)}]${deferred(definition)})`,
    ]),
    ...checks.map((rule) => `@Check(${quoted(rule.name)}, ${quoted(checkSql(rule))})`),
    ...exclusions.map(
      ({ name, definition }) => `@Exclusion(${quoted(name)}, ${quoted(definition.replace(/^EXCLUDE\s+/i, ''))})`,
    ),
    ...indexes.flatMap((index) => indexLines(index, one, said)),
    `export class ${type} {`,
    [
      ...columns.map((column) => columnLines(column, one, said)),
      ...references.map((reference) => forward(reference)),
      ...referrers.map((reference) => backward(reference)),
    ].join('\n\n'),
    '}',
  ].join('\n');
}

function deferred(definition: string): string {
  const kind = /INITIALLY DEFERRED/i.test(definition)
    ? 'INITIALLY DEFERRED'
    : /\bDEFERRABLE/i.test(definition)
      ? 'INITIALLY IMMEDIATE'
      : '';
  return kind === '' ? '' : `, { deferrable: ${quoted(kind)} }`;
}

function columnLines(shaped: ShapedColumn, { table, primaryKey }: ShapedTable, said: Unsaid): string {
  const { column, property, enum: labels, dimensions, element, precision, counts } = shaped;
  const { length, scale, base, domains } = element;
  const isKey = primaryKey?.columns.includes(column.name) === true;
  const only = primaryKey?.columns.length === 1;
  const where = `${table.name}.${column.name}`;
  const whole = column.type.replace(/(\[\])+$/, '');
  const sized = /char|bit/.test(base) && length !== undefined && !/^"char"$|^bpchar$|^name$/.test(base);
  const typeName = labels !== undefined ? 'enum' : domains.length > 0 || /\(/.test(base) ? whole : base;
  const options = [
    `name: ${quoted(column.name)}`,
    `type: ${quoted(typeName)}${knownTypes.has(typeName) ? '' : ' as never'}`,
    ...(labels === undefined
      ? []
      : [`enum: [${labels.labels.map(quoted).join(', ')}]`, `enumName: ${quoted(labels.object.name)}`]),
    ...(sized && domains.length === 0 ? [`length: ${length}`] : []),
    ...(base === 'numeric' && length !== undefined ? [`precision: ${length}`, `scale: ${scale ?? 0}`] : []),
    ...(precision === undefined ? [] : [`precision: ${precision}`]),
    ...(dimensions > 0 ? ['array: true'] : []),
    ...(column.nullable ? ['nullable: true'] : []),
    ...(isKey && primaryKey !== undefined ? [`primaryKeyConstraintName: ${quoted(primaryKey.name)}`] : []),
    ...(column.collation === undefined ? [] : [`collation: ${quoted(column.collation)}`]),
    ...(column.default === undefined || counts || column.generated !== undefined
      ? []
      : [`default: () => ${quoted(column.default)}`]),
    ...(column.generated === undefined
      ? []
      : [
          `generatedType: ${column.generatedKind === 'virtual' ? "'VIRTUAL'" : "'STORED'"}`,
          `asExpression: ${quoted(column.generated)}`,
        ]),
    ...(column.comment === undefined ? [] : [`comment: ${quoted(column.comment)}`]),
  ];
  const isCounted = (column.identity !== undefined || counts) && isKey && only;
  const notes = [
    ...(column.identity !== undefined && !isCounted ? [said.note('identity beside the key', where)] : []),
    ...(counts && !isCounted ? [said.note('sequence', where, column.default)] : []),
    ...(dimensions > 1 ? [said.note('array of arrays', where, column.type)] : []),
  ];
  return [
    ...notes.map((note) => `  // ${oneLine(note)}`),
    isCounted
      ? counted(shaped, primaryKey?.name ?? '')
      : `  @${isKey ? 'PrimaryColumn' : 'Column'}({ ${options.join(', ')} })`,
    `  ${property}!: ${valueType(shaped)};`,
  ].join('\n');
}

function counted({ column, element }: ShapedColumn, key: string): string {
  const kind = column.identity === undefined ? 'increment' : 'identity';
  const options = [
    `name: ${quoted(column.name)}`,
    `type: ${quoted(element.base)}${knownCounted.has(element.base) ? '' : ' as never'}`,
    ...(column.identity === undefined
      ? []
      : [`generatedIdentity: ${column.identity === 'always' ? "'ALWAYS'" : "'BY DEFAULT'"}`]),
    `primaryKeyConstraintName: ${quoted(key)}`,
    ...(column.comment === undefined ? [] : [`comment: ${quoted(column.comment)}`]),
  ];
  return `  @PrimaryGeneratedColumn(${quoted(kind)}, { ${options.join(', ')} })`;
}

const knownCounted: ReadonlySet<string> = new Set(['smallint', 'integer', 'bigint']);
/** Of TypeORM's ColumnType; others are taken as they are when it runs. */
const knownTypes: ReadonlySet<string> = new Set(
  (
    'smallint,integer,bigint,numeric,real,double precision,boolean,text,character varying,character,citext,uuid,date,' +
    'timestamp without time zone,timestamp with time zone,time without time zone,time with time zone,interval,json,jsonb,' +
    'bytea,inet,cidr,macaddr,macaddr8,tsvector,tsquery,bit,bit varying,point,line,box,circle,path,polygon,xml,money,enum,' +
    'int4range,int8range,numrange,tsrange,tstzrange,daterange,hstore,ltree,geometry,geography,cube'
  ).split(','),
);

function valueType({ column, element, enum: labels, dimensions }: ShapedColumn): string {
  const one = labels?.type ?? families[element.family] ?? 'string';
  const exact = element.base === 'bigint' || element.base === 'numeric' || element.base === 'money' ? 'string' : one;
  return `${exact}${'[]'.repeat(dimensions)}${column.nullable ? ' | null' : ''}`;
}

const families: Partial<Readonly<Record<ShapedColumn['element']['family'], string>>> = {
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  timestamp: 'Date',
  json: 'unknown',
  bytes: 'Buffer',
};

function forward(reference: ShapedReference): string {
  const { to, forward: name, back, optional, single, columns, targets, onDelete, onUpdate, constraint } = reference;
  const options = [
    `onDelete: ${quoted(onDelete.toUpperCase())}`,
    `onUpdate: ${quoted(onUpdate.toUpperCase())}`,
    `nullable: ${optional}`,
    ...(deferred(constraint.definition) === '' ? [] : [deferred(constraint.definition).slice(4, -2)]),
  ];
  const join = columns.map((_, at) => {
    const own = constraint.columns[at] ?? '';
    return `{ name: ${quoted(own)}, referencedColumnName: ${quoted(targets[at] ?? '')}, foreignKeyConstraintName: ${quoted(constraint.name)} }`;
  });
  return [
    `  @${single ? 'OneToOne' : 'ManyToOne'}(() => ${to.type}, (other) => other.${back}, { ${options.join(', ')} })`,
    `  @JoinColumn([${join.join(', ')}])`,
    `  ${name}!: Relation<${to.type}>${optional ? ' | null' : ''};`,
  ].join('\n');
}

function backward({ from, back, forward: name, single }: ShapedReference): string {
  return [
    `  @${single ? 'OneToOne' : 'OneToMany'}(() => ${from.type}, (other) => other.${name})`,
    `  ${back}!: ${single ? `Relation<${from.type}> | null` : `Relation<${from.type}>[]`};`,
  ].join('\n');
}

function indexLines(index: IndexDefinition, { columns }: ShapedTable, said: Unsaid): readonly string[] {
  const { name, unique, keys, method, predicate, include } = index;
  const isPlain =
    method === 'btree' &&
    include.length === 0 &&
    index.nullsNotDistinct !== true &&
    keys.every(
      ({ column, nulls, operatorClass, collation, direction }) =>
        column !== undefined && !nulls && !operatorClass && !collation && direction === 'asc',
    );
  const properties = keys.map(({ column }) =>
    quoted(columns.find((one) => one.column.name === column)?.property ?? ''),
  );
  if (!isPlain) {
    const text = index.definition ?? keys.map(({ column, expression }) => column ?? expression).join(', ');
    return [
      `// ${oneLine(said.note(unique ? 'unique index' : 'index', name, text))}`,
      // Known to TypeORM so that it does not drop the index when it synchronizes.
      `@Index(${quoted(name)}, { synchronize: false })`,
    ];
  }
  const options = [
    ...(unique ? ['unique: true'] : []),
    ...(predicate === undefined ? [] : [`where: ${quoted(predicate)}`]),
  ];
  return [
    `@Index(${quoted(name)}, [${properties.join(', ')}]${options.length === 0 ? '' : `, { ${options.join(', ')} }`})`,
  ];
}
