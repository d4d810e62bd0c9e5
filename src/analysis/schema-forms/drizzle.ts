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
import { docComment, oneLine, quoted, reservedWords, template } from './typescript-text.ts';
import { type FormText, leftOut, type Unsaid, unsaid } from './unsaid.ts';

/** Tables of Drizzle for PostgreSQL. https://orm.drizzle.team/docs/sql-schema-declaration */
export function drizzle(schema: DatabaseSchema): FormText {
  const shape = schemaShape(schema, [...reservedWords, ...builders, 'sql', 'native', 'AnyPgColumn']);
  const said = unsaid('Drizzle');
  const schemaNames = new Map(
    shape.schemas.filter((name) => name !== 'public').map((name, at) => [name, `schema${at + 1}`] as const),
  );
  const order = inOrder(shape.tables);
  const blocks = [
    ...[...schemaNames].map(([name, variable]) => `export const ${variable} = pgSchema(${quoted(name)});`),
    ...shape.enums.map(({ object, variable, labels }) => {
      const maker = schemaNames.get(object.schema);
      const call = maker === undefined ? 'pgEnum' : `${maker}.enum`;
      return `export const ${variable} = ${call}(${quoted(object.name)}, [${labels.map(quoted).join(', ')}]);`;
    }),
    ...order.map((one, at) => tableBlock(one, order.slice(0, at), schemaNames.get(one.table.schema), said)),
  ];
  const body = blocks.join('\n\n');
  return {
    content: `${[imports(body), ...(body.includes('native(') ? [nativeHelper] : []), body].join('\n\n')}\n`,
    unseen: [...said.list(), ...leftOut(schema, 'Drizzle')],
  };
}

const builders =
  'pgTable pgSchema pgEnum customType primaryKey foreignKey unique uniqueIndex index check smallserial serial bigserial smallint integer bigint numeric real doublePrecision boolean text varchar char uuid date timestamp time interval json jsonb inet cidr macaddr macaddr8'.split(
    ' ',
  );

const nativeHelper = [
  '/** A type that Drizzle has no builder for: its values are texts as PostgreSQL prints them. */',
  'const native = (type: string) => customType<{ data: string }>({ dataType: () => type });',
].join('\n');

function imports(body: string): string {
  const used = builders.filter((name) => new RegExp(`(?<![.\\w])${name}\\(`).test(body));
  if (body.includes('native(')) used.push('customType');
  const types = body.includes('AnyPgColumn') ? ['type AnyPgColumn'] : [];
  return [
    ...(body.includes('sql`') ? ["import { sql } from 'drizzle-orm';"] : []),
    `import { ${[...types, ...[...new Set(used)].toSorted()].join(', ')} } from 'drizzle-orm/pg-core';`,
  ].join('\n');
}

/** Tables after those that they refer to, as far as there is such an order. */
function inOrder(tables: readonly ShapedTable[]): readonly ShapedTable[] {
  const order: ShapedTable[] = [];
  const seen = new Set<string>();
  const visit = (one: ShapedTable) => {
    if (seen.has(one.type)) return;
    seen.add(one.type);
    for (const { to } of one.references) {
      const target = tables.find(({ type }) => type === to.type);
      if (target !== undefined) visit(target);
    }
    order.push(one);
  };
  for (const one of tables) visit(one);
  return order;
}

function tableBlock(one: ShapedTable, earlier: SchemaShape['tables'], maker: string | undefined, said: Unsaid): string {
  const { table, variable, columns } = one;
  const late = one.references.filter(({ to }) => to.type !== one.type && !earlier.some(({ type }) => type === to.type));
  const extras = extraLines(one, late, said);
  return [
    ...docComment(table.comment === undefined ? [] : [table.comment]),
    ...(table.partitionKey === undefined
      ? []
      : [`// ${said.note('partition key', table.name, oneLine(table.partitionKey))}`]),
    `export const ${variable} = ${maker === undefined ? 'pgTable' : `${maker}.table`}(`,
    `  ${quoted(table.name)},`,
    '  {',
    ...columns.flatMap((column) => columnLines(column, one, late, said)),
    '  },',
    ...(extras.length === 0 ? [] : ['  (table) => [', ...extras.map((line) => `    ${line}`), '  ],']),
    ');',
  ].join('\n');
}

function columnLines(
  shaped: ShapedColumn,
  { primaryKey, table }: ShapedTable,
  late: readonly ShapedReference[],
  said: Unsaid,
): readonly string[] {
  const { column, property, counts } = shaped;
  const isKey = primaryKey?.columns.length === 1 && primaryKey.columns[0] === column.name;
  const reference = late.find(
    ({ constraint }) => constraint.columns.length === 1 && constraint.columns[0] === column.name,
  );
  const where = `${table.name}.${column.name}`;
  const serial = serialOf(shaped, table.name);
  const notes = [
    ...(column.collation === undefined ? [] : [said.note('collation', where, column.collation)]),
    ...(column.generatedKind === 'virtual' ? [said.note('virtual generated column', where)] : []),
    ...(reference === undefined ? [] : [`The foreign key ${reference.constraint.name}, whose name stands only here.`]),
  ];
  const calls = [
    serial ?? builder(shaped),
    ...Array.from({ length: shaped.dimensions }, () => '.array()'),
    ...(column.identity === undefined
      ? []
      : [column.identity === 'always' ? '.generatedAlwaysAsIdentity()' : '.generatedByDefaultAsIdentity()']),
    ...(column.generated === undefined ? [] : [`.generatedAlwaysAs(${template(column.generated)})`]),
    ...(column.default === undefined || column.generated !== undefined || serial !== undefined
      ? []
      : [`.default(${template(column.default)})`]),
    ...(isKey ? ['.primaryKey()'] : column.nullable ? [] : ['.notNull()']),
    ...(reference === undefined ? [] : [lateReference(reference)]),
  ];
  return [
    ...docComment(column.comment === undefined ? [] : [column.comment], '    '),
    ...notes.map((note) => `    // ${oneLine(note)}`),
    ...(counts && serial === undefined ? ['    // Its sequence must be there.'] : []),
    `    ${property}: ${calls.join('')},`,
  ];
}

/** A number that its own sequence counts. https://orm.drizzle.team/docs/column-types/pg#serial */
function serialOf({ column, element: { base } }: ShapedColumn, table: string): string | undefined {
  const sequence = /^nextval\('(?:[^']*\.)?"?([^'."]+)"?'::regclass\)$/.exec(column.default ?? '')?.[1];
  const serial = sequence === `${table}_${column.name}_seq` ? serials[base] : undefined;
  return serial === undefined ? undefined : serial(quoted(column.name));
}

const serials: Readonly<Record<string, (name: string) => string>> = {
  smallint: (name) => `smallserial(${name})`,
  integer: (name) => `serial(${name})`,
  bigint: (name) => `bigserial(${name}, { mode: 'bigint' })`,
};

function lateReference({ to, targets, onDelete, onUpdate }: ShapedReference): string {
  const actions = [
    ...(onDelete === 'no action' ? [] : [`onDelete: ${quoted(onDelete)}`]),
    ...(onUpdate === 'no action' ? [] : [`onUpdate: ${quoted(onUpdate)}`]),
  ];
  return `.references((): AnyPgColumn => ${to.variable}.${targets[0]}${actions.length === 0 ? '' : `, { ${actions.join(', ')} }`})`;
}

const plain: Readonly<Record<string, string>> = {
  smallint: 'smallint',
  integer: 'integer',
  real: 'real',
  'double precision': 'doublePrecision',
  boolean: 'boolean',
  text: 'text',
  uuid: 'uuid',
  date: 'date',
  interval: 'interval',
  json: 'json',
  jsonb: 'jsonb',
  inet: 'inet',
  cidr: 'cidr',
  macaddr: 'macaddr',
  macaddr8: 'macaddr8',
};

function builder({ column, element, enum: labels, precision }: ShapedColumn): string {
  const name = quoted(column.name);
  const { base, length, scale, domains } = element;
  if (labels !== undefined) return `${labels.variable}(${name})`;
  const whole = column.type.replace(/(\[\])+$/, '');
  if (domains.length > 0) return `native(${quoted(whole)})(${name})`;
  const simple = Object.hasOwn(plain, base) ? plain[base] : undefined;
  if (simple !== undefined && !whole.includes('(')) return `${simple}(${name})`;
  const seconds = precision === undefined ? '' : `precision: ${precision}`;
  switch (base) {
    case 'bigint':
      return `bigint(${name}, { mode: 'bigint' })`;
    case 'numeric':
      return `numeric(${name}${length === undefined ? '' : `, { precision: ${length}, scale: ${scale ?? 0} }`})`;
    case 'character varying':
      return `varchar(${name}${length === undefined ? '' : `, { length: ${length} }`})`;
    case 'character':
      return `char(${name}, { length: ${length ?? 1} })`;
    case 'timestamp with time zone':
      return `timestamp(${name}, { ${[seconds, 'withTimezone: true'].filter((part) => part !== '').join(', ')} })`;
    case 'timestamp without time zone':
      return `timestamp(${name}${seconds === '' ? '' : `, { ${seconds} }`})`;
    case 'time with time zone':
      return `time(${name}, { ${[seconds, 'withTimezone: true'].filter((part) => part !== '').join(', ')} })`;
    case 'time without time zone':
      return `time(${name}${seconds === '' ? '' : `, { ${seconds} }`})`;
    default:
      return `native(${quoted(whole)})(${name})`;
  }
}

function extraLines(one: ShapedTable, late: readonly ShapedReference[], said: Unsaid): readonly string[] {
  const { columns, primaryKey, uniques, checks, exclusions, references, indexes } = one;
  const at = (names: readonly string[]) =>
    names.map((name) => `table.${columns.find(({ column }) => column.name === name)?.property}`).join(', ');
  const comment = (text: string) => `// ${oneLine(text)}`;
  const odd = (definition: string) =>
    /\b(?:DEFERRABLE|INITIALLY|MATCH FULL|NOT VALID|NO INHERIT|INCLUDE|WITHOUT OVERLAPS)\b/i.exec(definition)?.[0];
  const lost = [primaryKey, ...uniques, ...references.map(({ constraint }) => constraint)].flatMap((rule) => {
    const word = rule === undefined ? undefined : odd(rule.definition);
    return rule === undefined || word === undefined ? [] : [comment(said.note(word.toUpperCase(), rule.name))];
  });
  return [
    ...lost,
    ...(primaryKey !== undefined && primaryKey.columns.length > 1
      ? [`primaryKey({ name: ${quoted(primaryKey.name)}, columns: [${at(primaryKey.columns)}] }),`]
      : []),
    ...uniques.map(({ name, columns: names, definition }) => {
      const nulls = /NULLS NOT DISTINCT/i.test(definition) ? '.nullsNotDistinct()' : '';
      return `unique(${quoted(name)}).on(${at(names)})${nulls},`;
    }),
    ...references.flatMap((reference) => {
      const { constraint, to, targets, onDelete, onUpdate } = reference;
      if (late.includes(reference)) {
        if (constraint.columns.length === 1) return [];
        return [
          comment(said.note('foreign key of several columns in a circle', constraint.name, constraint.definition)),
        ];
      }
      const target = to.type === one.type ? 'table' : to.variable;
      const actions = [
        ...(onDelete === 'no action' ? [] : [`.onDelete(${quoted(onDelete)})`]),
        ...(onUpdate === 'no action' ? [] : [`.onUpdate(${quoted(onUpdate)})`]),
      ];
      const foreign = targets.map((name) => `${target}.${name}`).join(', ');
      return [
        `foreignKey({ name: ${quoted(constraint.name)}, columns: [${at(constraint.columns)}], foreignColumns: [${foreign}] })${actions.join('')},`,
      ];
    }),
    ...checks.map((rule) => `check(${quoted(rule.name)}, ${template(checkSql(rule))}),`),
    ...exclusions.map(({ name, definition }) => comment(said.note('exclusion constraint', name, definition))),
    ...indexes.flatMap((index) => indexLines(index, one, said)),
  ];
}

function indexLines(index: IndexDefinition, { columns }: ShapedTable, said: Unsaid): readonly string[] {
  const { name, unique, method, keys, include, predicate, nullsNotDistinct } = index;
  const parts = keys.map(({ column, expression, direction, nulls, operatorClass }) => {
    const order = `${direction === 'desc' ? '.desc()' : ''}${nulls === undefined ? '' : nulls === 'first' ? '.nullsFirst()' : '.nullsLast()'}`;
    const property = columns.find((one) => one.column.name === column)?.property;
    if (property === undefined) {
      const words = `${expression ?? column ?? ''}`;
      const tail = [
        operatorClass ?? '',
        direction === 'desc' ? 'DESC' : '',
        nulls === undefined ? '' : `NULLS ${nulls.toUpperCase()}`,
      ];
      return template([`(${words})`, ...tail.filter((word) => word !== '')].join(' '));
    }
    return `table.${property}${order}${operatorClass === undefined ? '' : `.op(${quoted(operatorClass)})`}`;
  });
  const notes = [
    ...(include.length === 0 ? [] : [said.note('INCLUDE', name, include.join(', '))]),
    ...(nullsNotDistinct === true ? [said.note('NULLS NOT DISTINCT', name)] : []),
    ...keys.flatMap(({ collation }) => (collation === undefined ? [] : [said.note('collation', name, collation)])),
  ];
  const on = method === 'btree' ? `.on(${parts.join(', ')})` : `.using(${quoted(method)}, ${parts.join(', ')})`;
  const where = predicate === undefined ? '' : `.where(${template(predicate)})`;
  return [
    ...notes.map((note) => `// ${oneLine(note)}`),
    `${unique ? 'uniqueIndex' : 'index'}(${quoted(name)})${on}${where},`,
  ];
}
