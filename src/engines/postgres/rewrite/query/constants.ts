import type { Node } from '#engines/postgres/rewrite/parse.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { readTime } from './days.ts';
import { as, fixedText } from './tree.ts';
import { castType, integerTypes } from './types.ts';

/** A literal as a value of a type: which of two is greater, or whether they are the same, can be said without a server. */
type Constant =
  | { readonly kind: 'number'; readonly digits: bigint; readonly scale: number }
  | { readonly kind: 'time'; readonly ms: number }
  /** Text, a label of an enum, true and false: equal or not. */
  | { readonly kind: 'word'; readonly text: string };

/** undefined: no literal, or one of a type of which equal values can be written in several ways. */
export function constantOf(
  node: Node | undefined,
  type: string | undefined,
  schema: DatabaseSchema,
): Constant | undefined {
  if (node === undefined || type === undefined) return undefined;
  const cast = as(node, 'TypeCast');
  if (cast) {
    const isSame = castType(cast) === type && (cast.typeName?.typmods ?? []).length === 0;
    return isSame ? constantOf(cast.arg, type, schema) : undefined;
  }
  const text = fixedText(node);
  if (text !== undefined) return fromText(text, type, schema);
  const literal = as(node, 'A_Const');
  if (!literal || literal.isnull) return undefined;
  if (type === 'boolean' && literal.boolval) return { kind: 'word', text: String(literal.boolval.boolval ?? false) };
  if (!integerTypes.includes(type) && type !== 'numeric') return undefined;
  if (literal.ival) return { kind: 'number', digits: BigInt(literal.ival.ival ?? 0), scale: 0 };
  const match = /^(-?\d+)(?:\.(\d*))?$/.exec(literal.fval?.fval ?? '');
  const [, whole, part = ''] = match ?? [];
  return whole === undefined ? undefined : { kind: 'number', digits: BigInt(whole + part), scale: part.length };
}

function fromText(text: string, type: string, schema: DatabaseSchema): Constant | undefined {
  if (type === 'text' || type === 'character varying' || isEnum(type, schema)) return { kind: 'word', text };
  const isDay = type === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(text);
  const time = isDay || type === 'timestamp without time zone' ? readTime(text) : undefined;
  return time && { kind: 'time', ms: time.getTime() };
}

/** Two labels of an enum are two values. */
export function isEnum(type: string, schema: DatabaseSchema): boolean {
  return schema.objects.some((one) => one.kind === 'enum' && [one.name, `${one.schema}.${one.name}`].includes(type));
}

/** How the first stands to the second; `<>` where they differ and nothing is said of their order. */
export function relationOf(one: Constant, other: Constant): '<' | '=' | '>' | '<>' | undefined {
  if (one.kind === 'word' && other.kind === 'word') return one.text === other.text ? '=' : '<>';
  if (one.kind === 'time' && other.kind === 'time') return signOf(one.ms - other.ms);
  if (one.kind !== 'number' || other.kind !== 'number') return undefined;
  const scale = Math.max(one.scale, other.scale);
  const [left, right] = [one, other].map((number) => number.digits * 10n ** BigInt(scale - number.scale));
  return signOf(Number((left ?? 0n) - (right ?? 0n)));
}

function signOf(difference: number): '<' | '=' | '>' {
  return difference < 0 ? '<' : difference > 0 ? '>' : '=';
}

/** Whether `one operator other` is true, from how they stand to each other. undefined: not known. */
export function holds(relation: '<' | '=' | '>' | '<>' | undefined, operator: string): boolean | undefined {
  if (relation === undefined) return undefined;
  const truths = trueFor[operator === '!=' ? '<>' : operator];
  if (!truths) return undefined;
  if (relation !== '<>') return truths.includes(relation);
  return operator === '=' ? false : operator === '<>' || operator === '!=' ? true : undefined;
}

const trueFor: Readonly<Record<string, string>> = { '=': '=', '<>': '<>', '<': '<', '<=': '<=', '>': '>', '>=': '>=' };
