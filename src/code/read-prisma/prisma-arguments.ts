import type { PrismaFaults } from './prisma-faults.ts';
import type { PrismaAttribute, PrismaValue } from './prisma-syntax.ts';

/** The argument of that name; `first` says that it may stand without it. */
export function argumentOf({ args }: PrismaAttribute, name: string, first = false): PrismaValue | undefined {
  return (args.find((one) => one.name === name) ?? (first ? args.find((one) => one.name === undefined) : undefined))
    ?.value;
}

export function textOf(attribute: PrismaAttribute | undefined, name: string, first = false): string | undefined {
  const value = attribute === undefined ? undefined : argumentOf(attribute, name, first);
  return value?.kind === 'text' ? value.text : undefined;
}

/** What attributes are called and take. https://www.prisma.io/docs/orm/reference/prisma-schema-reference#attributes */
const taken: Readonly<Record<string, readonly string[]>> = {
  '@id': ['map', 'length', 'sort', 'clustered'],
  '@unique': ['map', 'length', 'sort', 'clustered', 'where'],
  '@default': ['value', 'map'],
  '@map': ['name'],
  '@relation': ['name', 'fields', 'references', 'onDelete', 'onUpdate', 'map'],
  '@updatedAt': [],
  '@ignore': [],
  '@shardKey': [],
  '@@id': ['fields', 'name', 'map', 'clustered'],
  '@@unique': ['fields', 'name', 'map', 'clustered', 'where'],
  '@@index': ['fields', 'name', 'map', 'type', 'clustered', 'where'],
  '@@fulltext': ['fields', 'map', 'name'],
  '@@map': ['name'],
  '@@schema': ['map', 'name'],
  '@@ignore': [],
  '@@shardKey': ['fields'],
};

/** Faults: attributes that there are none of, twice the same, arguments that they do not take. */
export function checkAttributes(
  attributes: readonly PrismaAttribute[],
  sign: '@' | '@@',
  group: string,
  faults: PrismaFaults,
): void {
  const seen = new Set<string>();
  for (const { name, at, args } of attributes) {
    if (sign === '@' && name.startsWith(`${group}.`)) continue;
    const word = `${sign}${name}`;
    const allowed = Object.hasOwn(taken, word) ? taken[word] : undefined;
    if (allowed === undefined) {
      const near = Object.keys(taken).find((one) => one.toLowerCase() === word.toLowerCase());
      faults.add(at, `there is no attribute ${word}.`, near === undefined ? undefined : `Did you mean ${near}?`);
      continue;
    }
    if (seen.has(name) && !['index', 'unique', 'fulltext'].includes(sign === '@@' ? name : '')) {
      faults.add(at, `${word} stands here twice.`);
    }
    seen.add(name);
    for (const one of args) {
      if (one.name !== undefined && !allowed.includes(one.name)) {
        faults.add(
          one.value.at,
          `${word} takes no ${one.name}.`,
          allowed.length === 0 ? undefined : `${word} takes ${allowed.join(', ')}.`,
        );
      }
    }
  }
}
