import type { Attribute } from '#vocabulary/logical-attribute.ts';

/** A literal that an attribute accepts, in the words that all dialects have; another one for each number. */
export function acceptableValue(attribute: Attribute, number: number): string {
  const { domain, values = [], default: preset } = attribute;
  if (typeof preset === 'boolean') return preset ? 'TRUE' : 'FALSE';
  if (typeof preset === 'number') return String(preset);
  if (typeof preset === 'string' && preset !== 'now') return quoted(preset);
  if (domain === 'state' || domain === 'choice') return quoted(values[0] ?? '');
  const word = fixed[domain];
  if (word !== undefined) return word;
  if (numbers.has(domain)) return String(numberWithin(attribute));
  if (domain === 'email') return `'made.${number}@example.com'`;
  if (domain === 'phone') return `'+49301${String(number).padStart(6, '0')}'`;
  if (domain === 'url') return `'https://example.com/${number}'`;
  if (domain === 'uuid') return `'00000000-0000-4000-8000-${String(number).padStart(12, '0')}'`;
  const text = `made-${number}`;
  return quoted(text.slice(-(attribute.length ?? text.length)));
}

const fixed: Readonly<Partial<Record<Attribute['domain'], string>>> = {
  language: "'en'",
  country: "'DE'",
  currency: "'EUR'",
  postal_code: "'10115'",
  timezone: "'UTC'",
  color: "'#808080'",
  ip: "'192.0.2.1'",
  moment: "'2026-01-01 10:00:00'",
  date: "'2026-01-01'",
  time: "'10:00:00'",
  duration: "'1 hour'",
  year: '2026',
  boolean: 'FALSE',
  json: "'{}'",
};

const numbers: ReadonlySet<Attribute['domain']> = new Set([
  'count',
  'integer',
  'decimal',
  'quantity',
  'money',
  'percent',
  'rate',
  'rating',
  'latitude',
  'longitude',
  'bytes',
]);

function numberWithin({ min, above, max, below }: Attribute): number {
  const least = min ?? (above === undefined ? 1 : above + 1);
  if (max !== undefined && least > max) return max;
  return below !== undefined && least >= below ? ((above ?? min ?? 0) + below) / 2 : Math.max(least, min ?? 1);
}

export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
