import { shortName } from '#code/ddl-words.ts';
import { argumentOf, textOf } from './prisma-arguments.ts';
import type { Spot } from './prisma-faults.ts';
import {
  lowerFirst,
  type PrismaForeignKey,
  prismaForeignKey,
  type RelationSide,
  type RelationSite,
} from './prisma-foreign-key.ts';
import type { PrismaField } from './prisma-syntax.ts';
import type { PrismaColumn, PrismaTable } from './prisma-tables.ts';

/** The table of a relation of many to many that has no model: columns A and B, each the key of its side. */
export interface PrismaJunction {
  readonly at: Spot;
  readonly name: string;
  readonly schema: string | undefined;
  readonly sides: readonly { readonly letter: 'A' | 'B'; readonly table: PrismaTable; readonly key: PrismaColumn }[];
}

export interface PrismaRelations {
  readonly foreignKeys: readonly PrismaForeignKey[];
  readonly junctions: readonly PrismaJunction[];
}

/** https://www.prisma.io/docs/orm/prisma-schema/data-model/relations */
export function prismaRelations(site: RelationSite): PrismaRelations {
  const { tables, faults } = site;
  const sides = tables.flatMap((table) => table.relations.map((field) => sideOf(table, field)));
  const pairs = new Map<string, RelationSide[]>();
  for (const side of sides) pairs.set(pairOf(side), [...(pairs.get(pairOf(side)) ?? []), side]);
  const foreignKeys: PrismaForeignKey[] = [];
  const junctions: PrismaJunction[] = [];
  for (const side of sides) {
    const near = pairs.get(pairOf(side)) ?? [];
    const others = near.filter((one) => one !== side && meets(side, one));
    const twins = near.filter(
      (one) => one.table === side.table && one.field.type === side.field.type && one.name === side.name,
    );
    const isSelf = side.field.type === side.table.block.name;
    const [other] = others;
    if (twins.length > (isSelf ? 2 : 1)) {
      faults.add(
        side.field.at,
        `${twins.map(({ field }) => `${side.table.block.name}.${field.name}`).join(' and ')} lead to ${side.field.type} by the same name${side.name === undefined ? ', which is none' : ` ${side.name}`}.`,
        'Give each relation a name, on both its sides: @relation("author").',
      );
    } else if (other === undefined) {
      const lonely = near.find(
        (one) =>
          one.table.block.name === side.field.type &&
          one !== side &&
          !near.some((third) => third !== one && meets(one, third)),
      );
      faults.add(
        side.field.at,
        `${side.table.block.name}.${side.field.name} has no field on the other side: ${side.field.type} has no field of type ${side.table.block.name}${side.name === undefined ? '' : ` by the name ${side.name}`}.`,
        lonely === undefined
          ? side.holds
            ? `Add to ${side.field.type}: ${lowerFirst(side.table.block.name)}s ${side.table.block.name}[]${side.name === undefined ? '' : ` @relation("${side.name}")`}`
            : `Add to ${side.field.type} the field that leads back.`
          : `${side.field.type}.${lonely.field.name} leads back by another name: both sides want the same @relation("…").`,
      );
    } else if (near.indexOf(side) < near.indexOf(other)) {
      if (side.field.list && other.field.list) junctions.push(...junctionOf(side, other, site));
      else foreignKeys.push(...prismaForeignKey(side, other, site));
    }
  }
  return { foreignKeys, junctions };
}

/** The two models that a relation joins, in either direction. */
function pairOf({ table, field }: RelationSide): string {
  return [table.block.name, field.type].toSorted().join(' ');
}

function sideOf(table: PrismaTable, field: PrismaField): RelationSide {
  const relation = field.attributes.find(({ name }) => name === 'relation');
  return {
    table,
    field,
    relation,
    name: textOf(relation, 'name', true),
    holds:
      relation !== undefined && (argumentOf(relation, 'fields') ?? argumentOf(relation, 'references')) !== undefined,
  };
}

function meets(side: RelationSide, other: RelationSide): boolean {
  return (
    side.field.type === other.table.block.name && other.field.type === side.table.block.name && side.name === other.name
  );
}

function junctionOf(
  side: RelationSide,
  other: RelationSide,
  { keys, faults }: RelationSite,
): readonly PrismaJunction[] {
  for (const { relation } of [side, other]) {
    const given = relation?.args.find(({ name }) => name !== undefined && name !== 'name' && name !== 'map');
    if (given !== undefined) {
      faults.add(
        given.value.at,
        `a relation of many to many without a model takes no ${given.name}.`,
        'Write the table between them as a model, to say more about it.',
      );
      return [];
    }
  }
  const [first, second] = side.table.block.name <= other.table.block.name ? [side, other] : [other, side];
  const found = [first, second].map(({ table, field }) => {
    const key = keys.get(table)?.find(({ kind }) => kind === 'primary');
    const [column] = key?.columns ?? [];
    if (column === undefined || key?.columns.length !== 1) {
      const at = (table === first.table ? second : first).field.at;
      faults.add(
        at,
        `${table.block.name} has no @id of one field, so a relation of many to many needs a model of its own.`,
      );
      return undefined;
    }
    return { table, field, key: column };
  });
  const [a, b] = found;
  if (a === undefined || b === undefined) return [];
  const word = side.name ?? `${first.table.block.name}To${second.table.block.name}`;
  return [
    {
      at: first.field.at,
      name: shortName([`_${word}`], ''),
      schema: first.table.schema,
      sides: [
        { letter: 'A', table: a.table, key: a.key },
        { letter: 'B', table: b.table, key: b.key },
      ],
    },
  ];
}
