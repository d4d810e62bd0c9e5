import type { Attribute, Reference } from '#vocabulary/logical-attribute.ts';
import { quoted } from './short-form.ts';

/** The attribute in short where that says all of it, else itself. What `readAttribute` reads. */
export function writeAttribute(attribute: Attribute): string | Attribute {
  const { description, generated, identity, type, domain } = attribute;
  const needsMore =
    description !== undefined ||
    identity !== undefined ||
    generated !== undefined ||
    (type !== undefined && (domain !== 'native' || !isBalanced(type)));
  if (needsMore) return attribute;
  return [head(attribute), ...bounds(attribute), ...preset(attribute), ...personal(attribute)].join(' ');
}

function head({ domain, type, values, length, precision, scale, optional, unique }: Attribute): string {
  const inside = [
    ...(type === undefined ? [] : [type]),
    ...(values ?? []).map(quoted),
    ...(length === undefined ? [] : [length]),
    ...(precision === undefined ? [] : scale === undefined ? [precision] : [precision, scale]),
  ].join(', ');
  return `${domain}${inside === '' ? '' : `(${inside})`}${optional ? '?' : ''}${unique ? ' unique' : ''}`;
}

function bounds({ min, above, max, below }: Attribute): readonly string[] {
  return [
    ...(min === undefined ? [] : [`>= ${min}`]),
    ...(above === undefined ? [] : [`> ${above}`]),
    ...(max === undefined ? [] : [`<= ${max}`]),
    ...(below === undefined ? [] : [`< ${below}`]),
  ];
}

function preset({ default: value }: Attribute): readonly string[] {
  if (value === undefined) return [];
  if (typeof value === 'object') return [`= sql(${value.sql})`];
  return [`= ${typeof value === 'string' ? quoted(value) : value}`];
}

function personal({ personal: kind }: Attribute): readonly string[] {
  return kind === undefined ? [] : [kind === 'identifying' ? 'personal' : `personal(${kind})`];
}

function isBalanced(type: string): boolean {
  return !/[()']/.test(type.replace(/\(\d+(?:,\s*\d+)?\)/g, ''));
}

/** The reference in short where that says all of it, else itself. */
export function writeReference(reference: Reference): string | Reference {
  const { to, optional, unique, onDelete, agree, columns, description } = reference;
  if (columns !== undefined || description !== undefined) return reference;
  return [
    `${to}${optional ? '?' : ''}`,
    ...(onDelete === 'restrict' ? [] : [onDelete]),
    ...(unique ? ['unique'] : []),
    ...(agree.length === 0 ? [] : [`agree(${agree.join(', ')})`]),
  ].join(' ');
}
