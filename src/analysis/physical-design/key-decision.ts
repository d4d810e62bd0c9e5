import type { LogicalModel } from '#vocabulary/logical-model.ts';
import type { Dialect } from './dialect.ts';

/** Which made-up keys were taken, and what speaks for the others. None: every entity has a key of its own. */
export function keyDecision(
  { keys, entities }: LogicalModel,
  { uuidNote = '' }: Dialect,
): readonly { readonly what: string; readonly why: string }[] {
  const isMadeUp = Object.values(entities).some(({ key, subtypeOf }) => key === undefined && subtypeOf === undefined);
  if (!isMadeUp) return [];
  if (keys === 'identity') {
    return [
      {
        what: 'Made-up keys are numbers that the server counts.',
        why: 'They take 8 bytes, come in order and join fast. They tell how many rows there are, and only the server can give one: --keys uuid takes the other way.',
      },
    ];
  }
  return [
    {
      what: 'Made-up keys are UUIDs.',
      why: `Any client can make one, also before the row is there, and they tell no number of rows. They take 16 bytes, in every index that holds them: --keys identity takes the other way.${uuidNote === '' ? '' : ` ${uuidNote}`}`,
    },
  ];
}
