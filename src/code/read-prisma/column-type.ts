import { nativeTypes, type PrismaScalar, plainTypes, scalars } from './native-types.ts';
import type { PrismaDatasource } from './prisma-datasource.ts';
import type { PrismaFaults } from './prisma-faults.ts';
import type { PrismaNotes } from './prisma-notes.ts';
import type { PrismaField } from './prisma-syntax.ts';

export function isScalar(type: string): type is PrismaScalar {
  return scalars.some((one) => one === type);
}

interface Site {
  readonly datasource: PrismaDatasource;
  /** For messages: User.email. */
  readonly where: string;
  readonly faults: PrismaFaults;
  readonly notes: PrismaNotes;
}

/** The type of PostgreSQL that a field of a scalar type has, without the brackets of a list. */
export function columnType(field: PrismaField, scalar: PrismaScalar, site: Site): string {
  const { datasource, faults, notes, where } = site;
  const { provider } = datasource;
  const prefix = `${datasource.name}.`;
  const natives = field.attributes.filter(({ name }) => name.startsWith(prefix));
  const [native, second] = natives;
  if (second !== undefined) faults.add(second.at, `${where} has two types of the database.`);
  if (native === undefined) return plainTypes[provider][scalar];
  const name = native.name.slice(prefix.length);
  const types = nativeTypes[provider];
  const spelling = spellingOf(types[scalar], name);
  if (spelling === undefined) {
    const others = scalars.filter((one) => spellingOf(types[one], name) !== undefined);
    const near = scalars
      .flatMap((one) => Object.keys(types[one] ?? {}))
      .find((one) => one.toLowerCase() === name.toLowerCase());
    const known = Object.keys(types[scalar] ?? {}).map((one) => `@${prefix}${one}`);
    if (others.length > 0) {
      faults.add(native.at, `@${native.name} is a type of ${others.join(' and ')}, and ${where} is ${scalar}.`);
    } else if (near !== undefined) {
      faults.add(native.at, `${provider} has no type @${native.name}.`, `Did you mean @${prefix}${near}?`);
    } else {
      const hint =
        known.length === 0
          ? `Leave it out: ${provider} has none for ${scalar}.`
          : `For ${scalar}: ${known.join(', ')}.`;
      faults.add(native.at, `${provider} has no type @${native.name}.`, hint);
    }
    return plainTypes[provider][scalar];
  }
  const numbers = native.args.flatMap(({ value }) =>
    value.kind === 'number' || value.kind === 'word' ? [value.text] : [],
  );
  const wrong = native.args.find(
    ({ value }) => !(value.kind === 'number' && /^\d+$/.test(value.text)) && !isMax(value),
  );
  if (wrong !== undefined) faults.add(wrong.value.at, `@${native.name} takes whole numbers.`);
  const most = spelling.startsWith('DECIMAL()') ? 2 : 1;
  if (numbers.length > most)
    faults.add(native.at, `@${native.name} takes ${most === 1 ? 'one number' : 'two numbers'}.`);
  const [type = '', lost] = spelling.split('|');
  if (lost !== undefined) notes.miss(`Of types of ${provider} is not kept`, `${lost} (${where})`);
  if (!type.endsWith('()')) return type;
  const bare = type.slice(0, -2);
  if (numbers.some((one) => /^max$/i.test(one))) return 'TEXT';
  const kept = wrong === undefined ? numbers.slice(0, most) : [];
  return kept.length === 0 ? bare : `${bare}(${kept.join(',')})`;
}

function spellingOf(types: Readonly<Record<string, string>> | undefined, name: string): string | undefined {
  return types !== undefined && Object.hasOwn(types, name) ? types[name] : undefined;
}

function isMax(value: { readonly kind: string; readonly text?: string }): boolean {
  return value.kind === 'word' && /^max$/i.test(value.text ?? '');
}
