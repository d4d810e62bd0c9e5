import type { Families } from './family.ts';
import { isOf, itemsOfKind, relationOf, type Sides } from './sides.ts';

/** Differences that no statement of ours makes: told, so that nobody takes the two for the same. */
export function unreachable({ from, to }: Sides, families: Families): readonly string[] {
  return [
    ...itemsOfKind(to, 'table')
      .filter(({ identity, parts }) => parts.ofType !== undefined && !from.has(`table ${identity}`))
      .map(
        ({ identity, parts }) => `The table ${identity} is made as a plain one, not as one of ${parts.ofType ?? ''}.`,
      ),
    ...itemsOfKind(to, 'index')
      .filter(({ parts }) => !parts.valid && !parts.partitioned)
      .map(({ identity }) => `The index ${identity} is invalid where it is to come from; it is made as a valid one.`),
    ...itemsOfKind(to, 'column').flatMap((column) => {
      const before = from.get(`column ${column.identity}`);
      const isTied = families.lasting(relationOf(column) ?? '').length > 0;
      if (!before || !isOf(before, 'column') || !isTied || before.parts.local === column.parts.local) return [];
      return [`The column ${column.identity} is inherited alone on one side, and declared on its own on the other.`];
    }),
    ...itemsOfKind(to, 'index').flatMap((index) => {
      const before = from.get(`index ${index.identity}`);
      const isTied = families.lasting(relationOf(index) ?? '').length > 0;
      if (!before || !isOf(before, 'index') || !isTied) return [];
      const isSame = JSON.stringify(before.parts.parent) === JSON.stringify(index.parts.parent);
      return isSame ? [] : [`The index ${index.identity} is a part of another index than before.`];
    }),
  ];
}
