import { isTooLong, isWhole, quoted } from '#code/ddl-words.ts';
import { type ColumnDefault, columnDefault } from './column-default.ts';
import { columnType, isScalar } from './column-type.ts';
import { scalars } from './native-types.ts';
import { checkAttributes, textOf } from './prisma-arguments.ts';
import { type PrismaDatasource, speaksPostgres } from './prisma-datasource.ts';
import type { PrismaFaults, Spot } from './prisma-faults.ts';
import type { PrismaNotes } from './prisma-notes.ts';
import type { PrismaBlock, PrismaField } from './prisma-syntax.ts';

export interface PrismaColumn {
  readonly field: PrismaField;
  /** In the database. */
  readonly name: string;
  /** Of PostgreSQL, with the brackets of a list. */
  readonly type: string;
  readonly nullable: boolean;
  readonly preset: ColumnDefault;
}

export interface PrismaTable {
  readonly block: PrismaBlock;
  readonly name: string;
  readonly schema: string | undefined;
  readonly columns: readonly PrismaColumn[];
  /** Fields whose type is another model. */
  readonly relations: readonly PrismaField[];
}

export interface PrismaEnum {
  readonly block: PrismaBlock;
  readonly name: string;
  readonly schema: string | undefined;
  /** By the names of the values in the schema. */
  readonly labels: ReadonlyMap<string, string>;
}

export interface PrismaTables {
  readonly tables: readonly PrismaTable[];
  readonly enums: readonly PrismaEnum[];
}

interface Site {
  readonly datasource: PrismaDatasource;
  readonly faults: PrismaFaults;
  readonly notes: PrismaNotes;
}

/** Models as tables, enums as types; views are named in the notes, for their query is not in the schema. */
export function prismaTables(blocks: readonly PrismaBlock[], site: Site): PrismaTables {
  const { faults, notes } = site;
  const named = blocks.filter(({ keyword }) => ['model', 'view', 'enum', 'type'].includes(keyword));
  checkNames(named, faults);
  for (const { keyword, name, at } of named) {
    if (keyword === 'type') {
      faults.add(
        at,
        `the composite type ${name} is of MongoDB: no table can hold it.`,
        'Make it a model with a relation, or a field of type Json.',
      );
    }
    if (keyword === 'view') notes.miss('Views are not read, for Prisma does not tell their queries', name);
  }
  const enums = named.filter(({ keyword }) => keyword === 'enum').map((block) => enumOf(block, site));
  const models = named.filter(({ keyword }) => keyword === 'model');
  const kinds = new Map(named.map(({ name, keyword }) => [name, keyword]));
  const tables = models.map((block) => tableOf(block, kinds, enums, site));
  const places = new Map<string, string>();
  for (const { block, name, schema, columns } of tables) {
    for (const one of [name, ...columns.map((column) => column.name)]) {
      if (isTooLong(one)) notes.miss('Names that are too long for PostgreSQL are cut off', one);
    }
    const place = `${schema ?? ''}.${name}`;
    const other = places.get(place);
    if (other !== undefined) faults.add(block.at, `the models ${other} and ${block.name} are both the table ${name}.`);
    places.set(place, block.name);
    if (name !== block.name)
      notes.say("Names that only Prisma's client uses are not kept", `${block.name} is the table ${name}`);
  }
  return { tables, enums };
}

function checkNames(named: readonly PrismaBlock[], faults: PrismaFaults): void {
  const seen = new Map<string, string>();
  for (const { keyword, name, at, fields } of named) {
    const other = seen.get(name);
    if (other !== undefined) faults.add(at, `there is a ${other} ${name} already.`);
    seen.set(name, keyword);
    if (isScalar(name)) faults.add(at, `${name} is a type of Prisma's own, so no ${keyword} can have this name.`);
    checkName(name, at, faults);
    const names = new Set<string>();
    for (const field of fields) {
      if (names.has(field.name)) faults.add(field.at, `${name} has ${field.name} already.`);
      names.add(field.name);
      checkName(field.name, field.at, faults);
    }
  }
}

function checkName(name: string, at: Spot, faults: PrismaFaults): void {
  if (!/^[A-Za-z]\w*$/.test(name))
    faults.add(
      at,
      `${name} is no name: it begins with a letter, and holds letters, digits and _.`,
      'The name in the database may be any: @map("…").',
    );
}

function schemaOf({ attributes, at, name }: PrismaBlock, { datasource, faults }: Site): string | undefined {
  const attribute = attributes.find((one) => one.name === 'schema');
  const schema = textOf(attribute, 'map', true) ?? textOf(attribute, 'name');
  if (attribute !== undefined && schema !== undefined && !datasource.schemas.includes(schema)) {
    faults.add(
      attribute.at,
      `the datasource has no schema ${schema}.`,
      `Write in the datasource: schemas = [${[...datasource.schemas, schema].map((one) => JSON.stringify(one)).join(', ')}]`,
    );
  }
  if (attribute === undefined && datasource.schemas.length > 0) {
    faults.add(
      at,
      `${name} does not say in which schema it is.`,
      `Such as @@schema(${JSON.stringify(datasource.schemas[0])}).`,
    );
  }
  return schema;
}

/** In the database. */
function mappedName({ name, attributes }: PrismaBlock | PrismaField): string {
  const map = attributes.find((one) => one.name === 'map');
  return textOf(map, 'name', true) ?? name;
}

function enumOf(block: PrismaBlock, site: Site): PrismaEnum {
  const { faults, notes, datasource } = site;
  checkAttributes(block.attributes, '@@', datasource.name, faults);
  if (block.fields.length === 0) faults.add(block.at, `the enum ${block.name} has no values.`);
  const labels = new Map<string, string>();
  for (const value of block.fields) {
    for (const one of value.attributes) {
      if (one.name !== 'map') faults.add(one.at, `a value of an enum takes @map only, not @${one.name}.`);
    }
    const label = mappedName(value);
    if ([...labels.values()].includes(label) && !labels.has(value.name))
      faults.add(value.at, `${block.name} has the value ${label} already.`);
    labels.set(value.name, label);
    if (value.doc !== undefined)
      notes.miss('Comments on the values of enums are not kept', `${block.name}.${value.name}`);
  }
  return {
    block,
    name: mappedName(block),
    schema: schemaOf(block, site),
    labels,
  };
}

function tableOf(
  block: PrismaBlock,
  kinds: ReadonlyMap<string, string>,
  enums: readonly PrismaEnum[],
  site: Site,
): PrismaTable {
  const { faults, notes, datasource } = site;
  checkAttributes(block.attributes, '@@', datasource.name, faults);
  if (block.attributes.some(({ name }) => name === 'ignore')) {
    notes.say("Hidden from Prisma's client, yet tables as all others", block.name);
  }
  const columns: PrismaColumn[] = [];
  const relations: PrismaField[] = [];
  const names = new Map<string, string>();
  for (const field of block.fields) {
    const kind = field.unsupported || isScalar(field.type) ? 'scalar' : kinds.get(field.type);
    checkAttributes(field.attributes, '@', datasource.name, faults);
    if (kind === 'model') relations.push(field);
    if (kind === 'view') notes.miss('Relations to views are not read', `${block.name}.${field.name}`);
    if (kind === undefined) {
      const near = [...kinds.keys(), ...scalars].find((one) => one.toLowerCase() === field.type.toLowerCase());
      faults.add(
        field.typeAt,
        `there is no type ${field.type}: it is none of Prisma's own, and no model or enum has this name.`,
        near === undefined ? `Types of Prisma's own: ${scalars.join(', ')}.` : `Did you mean ${near}?`,
      );
    }
    if (kind !== 'scalar' && kind !== 'enum') continue;
    const column = columnOf(field, block, enums, site);
    const other = names.get(column.name);
    if (other !== undefined && other !== field.name) {
      faults.add(field.at, `${other} and ${field.name} are both the column ${column.name}.`);
    }
    names.set(column.name, field.name);
    columns.push(column);
  }
  return {
    block,
    name: mappedName(block),
    schema: schemaOf(block, site),
    columns,
    relations,
  };
}

function columnOf(field: PrismaField, block: PrismaBlock, enums: readonly PrismaEnum[], site: Site): PrismaColumn {
  const { faults, notes, datasource } = site;
  const where = `${block.name}.${field.name}`;
  const labels = enums.find((one) => one.block.name === field.type);
  const scalar = !field.unsupported && isScalar(field.type) ? field.type : undefined;
  const element =
    labels !== undefined
      ? `${labels.schema === undefined || labels.schema === 'public' ? '' : `${quoted(labels.schema)}.`}${quoted(labels.name)}`
      : scalar !== undefined
        ? columnType(field, scalar, { datasource, faults, notes, where })
        : field.type;
  const type = field.list ? `${element}[]` : element;
  const attribute = (name: string) => field.attributes.find((one) => one.name === name);
  const [relation, updated, preset] = [attribute('relation'), attribute('updatedAt'), attribute('default')];
  if (relation !== undefined) faults.add(relation.at, `${where} is no relation: ${field.type} is no model.`);
  if (updated !== undefined) {
    if (scalar !== 'DateTime') faults.add(updated.at, `@updatedAt is for DateTime, and ${where} is ${field.type}.`);
    else notes.say("@updatedAt is set by Prisma's client, not by the database", where);
  }
  if (attribute('ignore') !== undefined) notes.say("Hidden from Prisma's client, yet columns as all others", where);
  if (field.unsupported && !speaksPostgres(datasource.provider)) {
    faults.add(
      field.typeAt,
      `${where} has the type ${field.type} of ${datasource.provider}, which nothing is known of.`,
      'Leave this field out, or give it a type that Prisma supports.',
    );
  }
  if (field.unsupported && (field.type.trim() === '' || !isWhole(field.type))) {
    faults.add(field.typeAt, `${JSON.stringify(field.type)} is no type.`);
  }
  if (field.list && !speaksPostgres(datasource.provider)) {
    faults.add(field.typeAt, `${where} is a list, and ${datasource.provider} has none.`, 'Make it a model of its own.');
  }
  return {
    field,
    name: mappedName(field),
    type,
    // Prisma's lists are never NOT NULL.
    nullable: field.optional || field.list,
    preset:
      preset === undefined
        ? {}
        : columnDefault(preset, {
            field,
            of: labels?.labels ?? scalar,
            sqlType: type,
            provider: datasource.provider,
            where,
            faults,
            notes,
          }),
  };
}
