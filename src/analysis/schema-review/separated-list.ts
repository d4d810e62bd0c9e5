export interface SeparatedList {
  readonly separator: string;
  /** How many of the values are lists of two members or more. */
  readonly lists: number;
  readonly values: number;
  readonly example: string;
  readonly members: readonly string[];
}

const separators = [',', ';', '|'] as const;
const fewestValues = 3;
const leastLists = 0.4;
const longestMember = 40;
const mostWords = 3;

/**
 * Are these texts lists? Many must have a separator, all members must be short and alike, and members must come again in
 * other values: that sets "red,blue" apart from an address, a sentence, a number with thousands.
 */
export function separatedList(values: readonly string[]): SeparatedList | undefined {
  const present = values.filter((value) => value.trim() !== '');
  if (present.length < fewestValues) return undefined;
  for (const separator of separators) {
    const split = present.map((value) => value.split(separator).map((member) => member.trim()));
    const lists = split.filter((members) => members.length > 1);
    if (lists.length < present.length * leastLists || !split.flat().every(isMember)) continue;
    const members = split.flat();
    const distinct = new Set(members);
    const repeated = [...counts(members).values()].filter((times) => times > 1).length;
    const isNumbers = members.every((member) => /^\d+$/.test(member));
    // Numbers of rows need not come again; but 1,234,567 is one number.
    const isThousands = lists.every((list) => list.slice(1).every((member) => /^\d{3}$/.test(member)));
    const isAlike = isNumbers ? !isThousands : repeated >= distinct.size * 0.5;
    const isPosition = lists.every((list) => list.length === 2 && list.every((member) => /^-?\d+\.\d+$/.test(member)));
    if (!isAlike || isPosition) continue;
    const example = present.find((value) => value.includes(separator)) ?? '';
    return {
      separator,
      lists: lists.length,
      values: present.length,
      example: example.slice(0, 60),
      members: [...distinct],
    };
  }
  return undefined;
}

function isMember(text: string): boolean {
  return text.length <= longestMember && text.split(/\s+/).length <= mostWords && !/[.!?:{}[\]<>"=]/.test(text);
}

function counts(members: readonly string[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const member of members) found.set(member, (found.get(member) ?? 0) + 1);
  return found;
}
