/** Of those that nothing ties to anything. */
export const otherTables = 'other tables';

/** A table of a group, with how many references inside the group lead to it and how many from it. */
export interface GroupMember {
  readonly label: string;
  readonly name: string;
  readonly hub: boolean;
  readonly referred: number;
  readonly refers: number;
}

/**
 * Names that fit, the best first: the word that most of the group's tables begin with ("billing"), then the table
 * around which the others stand.
 */
export function groupNames(members: readonly GroupMember[]): readonly string[] {
  const words = new Map<string, number>();
  for (const { name } of members) {
    const word = /^([a-z0-9]{2,})_/i.exec(name)?.[1]?.toLowerCase();
    if (word !== undefined) words.set(word, (words.get(word) ?? 0) + 1);
  }
  const [common] = [...words].sort(([, one], [, other]) => other - one);
  const own = members.some(({ hub }) => !hub) ? members.filter(({ hub }) => !hub) : members;
  const weight = ({ referred, refers }: GroupMember) => 2 * referred + refers;
  const [first] = own.toSorted((a, b) => weight(b) - weight(a) || a.label.length - b.label.length);
  const isLoose = first === undefined || (weight(first) === 0 && members.length > 1 && !first.hub);
  const central = isLoose ? otherTables : first.label;
  const isCommon = common !== undefined && members.length > 2 && common[1] >= members.length * 0.6;
  if (!isCommon) return [central];
  return isLoose ? [common[0]] : [common[0], central];
}
