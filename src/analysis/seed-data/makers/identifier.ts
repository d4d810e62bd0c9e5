import type { ValueSource } from '#analysis/row-generator/value-source.ts';
import type { ColumnFacts } from '#analysis/seed-data/column-facts.ts';
import { agents, fileKinds, fileStems } from '#analysis/seed-data/lexicon/things.ts';
import { singularOf } from '#analysis/seed-data/thing.ts';
import { filled, slugged } from './letters.ts';
import { listed, oneOf } from './listed.ts';
import { hexDigits, scrambled } from './scramble.ts';

/** Version 4, or 7 (its first 48 bits are a time) where the column's default says so. */
export function uuids({ column, salt, today, rows }: ColumnFacts): ValueSource {
  const isOrdered = /v7|uuid_?7|ulid/i.test(column.default ?? '');
  const step = Math.max(1, Math.floor((365 * 86_400_000) / Math.max(1, rows)));
  return {
    count: 2 ** 32,
    at: (ordinal) => {
      const digits = hexDigits(ordinal, salt, 32);
      const variant = '89ab'.charAt(Number.parseInt(digits.charAt(16), 16) % 4);
      if (!isOrdered)
        return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${digits.slice(20)}`;
      const moment = Math.max(0, today - 365 * 86_400_000 + ordinal * step)
        .toString(16)
        .padStart(12, '0');
      return `${moment.slice(0, 8)}-${moment.slice(8, 12)}-7${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${digits.slice(20, 24)}${digits.slice(0, 8)}`;
    },
  };
}

/** Hexadecimal digits of a hash's usual length that fits. */
export function hashes({ column, type, salt }: ColumnFacts): ValueSource {
  const isMd5 = /md5/i.test(column.name);
  const isSha1 = /sha1|commit/i.test(column.name);
  const wanted = isMd5 ? 32 : isSha1 ? 40 : 64;
  const length = Math.min(type.length ?? wanted, wanted);
  const prefix = type.family === 'bytes' ? '\\x' : '';
  return random32((ordinal) => `${prefix}${hexDigits(ordinal, salt, length)}`);
}

/** In the form of bcrypt; of no password. */
export function passwordHashes({ salt }: ColumnFacts): ValueSource {
  return random32((ordinal) => `$2b$12$${hexDigits(ordinal, salt, 53)}`);
}

export function tokens({ column, type, salt }: ColumnFacts): ValueSource {
  const prefix = /stripe|payment|charge|transaction|provider|gateway/i.test(column.name)
    ? 'txn_'
    : /api_?key|secret/i.test(column.name)
      ? 'key_'
      : '';
  const length = Math.max(8, Math.min(24, (type.length ?? 60) - prefix.length));
  return random32((ordinal) => `${prefix}${hexDigits(ordinal, salt, length)}`);
}

function random32(at: (ordinal: number) => string): ValueSource {
  return { count: 2 ** 32, at, draw: ({ random }) => at(Math.floor(random() * 2 ** 32)) };
}

/** `LAM-00042` */
export function skus({ column, salt, rows, isUnique }: ColumnFacts): ValueSource {
  const width = Math.max(5, String(rows).length);
  const source = counted((ordinal) => `${letters(ordinal, salt, 3)}-${String(ordinal + 1).padStart(width, '0')}`);
  if (isUnique(column.name)) return source;
  const kinds = Math.max(5, Math.ceil(rows / 20));
  return { ...source, draw: ({ random }) => source.at(Math.floor(random() ** 2 * kinds)) };
}

/** `ORD-2025-000042`, by the words of the column or else of the table. */
export function numberCodes({ table, column, rows, type }: ColumnFacts): ValueSource {
  const own = column.name.replace(/_?(number|no|nr|code|ref|reference)$/i, '');
  const word =
    (own === '' ? singularOf(table.name) : own)
      .replace(/[^a-z]/gi, '')
      .slice(0, 3)
      .toUpperCase() || 'REF';
  const width = Math.max(6, String(rows).length);
  const isShort = (type.length ?? 60) < word.length + width + 1;
  return counted((ordinal) =>
    isShort
      ? String(ordinal + 1).padStart(Math.min(type.length ?? 6, width), '0')
      : `${word}-${String(ordinal + 1).padStart(width, '0')}`,
  );
}

/** `SUMMER-7K2P` for coupons, else letters and a number. */
export function shortCodes({ table, column, salt, type }: ColumnFacts): ValueSource {
  const most = type.length ?? 20;
  if (/coupon|voucher|promo|discount|gift/i.test(`${table.name} ${column.name}`) && most >= 12) {
    const words = ['SPRING', 'SUMMER', 'AUTUMN', 'WINTER', 'HELLO', 'VIP', 'FLASH', 'THANKS'];
    return counted((ordinal) => `${words[ordinal % words.length]}${ordinalCode(ordinal, most - 6)}`);
  }
  const width = Math.max(2, Math.min(4, most - 3));
  return counted((ordinal) => {
    const text = `${letters(ordinal, salt, most < 6 ? 1 : 2)}${most < 8 ? '' : '-'}${String(ordinal + 1).padStart(width, '0')}`;
    return text.length > most ? ordinalCode(ordinal, most) : text;
  });
}

/** In base 32 without letters that look like digits; different for different ordinals as far as the width goes. */
function ordinalCode(ordinal: number, width: number): string {
  const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
  let text = '';
  for (let rest = ordinal; text.length < Math.min(width, 6); rest = Math.floor(rest / 32))
    text = alphabet.charAt((rest + text.length * 7) % 32) + text;
  return text;
}

function letters(ordinal: number, salt: number, length: number): string {
  const mixed = scrambled(ordinal % 97, salt);
  return Array.from({ length }, (_, at) => String.fromCharCode(65 + (Math.floor(mixed / 26 ** at) % 26))).join('');
}

function counted(at: (ordinal: number) => string): ValueSource {
  return { count: 1e9, at, draw: ({ row }) => at(row) };
}

/** EAN-13 of the range 200 … 299, which shops give themselves; the last digit checks the others. */
export function barcodes({ column }: ColumnFacts): ValueSource {
  const prefix = /isbn/i.test(column.name) ? '979' : '200';
  return counted((ordinal) => {
    const digits = `${prefix}${String(ordinal + 1).padStart(9, '0')}`;
    const sum = [...digits].reduce((all, digit, at) => all + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
    return `${digits}${(10 - (sum % 10)) % 10}`;
  });
}

export function urls(facts: ColumnFacts): ValueSource {
  const name = facts.sibling('slug', 'title', 'thing-name', 'company', 'file-name');
  const page = slugged(facts.table.name);
  const path = (text: string | null | undefined, number: number) => (text ? slugged(text) : String(number));
  return {
    count: 1e9,
    reads: name === undefined ? [] : [name],
    at: (ordinal) => `https://www.example.com/${page}/${ordinal + 1}`,
    draw: ({ value, row }) => `https://www.example.com/${page}/${path(name && value(name), row + 1)}`,
  };
}

export function imageUrls({ table, salt }: ColumnFacts): ValueSource {
  const folder = slugged(table.name);
  return random32((ordinal) => `https://cdn.example.com/${folder}/${hexDigits(ordinal, salt, 12)}.jpg`);
}

/** Below .example, which is nobody's (RFC 2606). */
export function hosts({ sibling }: ColumnFacts): ValueSource {
  const name = sibling('company', 'thing-name', 'slug');
  return {
    count: 1e9,
    reads: name === undefined ? [] : [name],
    at: (ordinal, value) => `${slugged((name && value?.(name)) || 'site')}-${ordinal + 1}.example`,
    draw: ({ value, row }) => `${slugged((name && value(name)) || `site ${row + 1}`)}.example`,
  };
}

/** Addresses of private networks (RFC 1918): sixteen million of them. */
export function ipAddresses({ salt, type }: ColumnFacts): ValueSource | undefined {
  const at = (ordinal: number) => {
    const mixed = (ordinal * 9_973_339 + salt) % 2 ** 24;
    return `10.${(mixed >>> 16) & 255}.${(mixed >>> 8) & 255}.${mixed & 255}`;
  };
  const isAddress = type.family === 'text' || type.base === 'inet';
  if (!isAddress) return undefined;
  return { count: 2 ** 24, at, draw: ({ random }) => at(Math.floor(random() * 200_000)) };
}

export function userAgents(): ValueSource {
  return listed(agents, 0.7);
}

export function fileNames(): ValueSource {
  const name = (stem: string, number: number, ending: string) => `${stem}-${number}.${ending}`;
  const endings = fileKinds.map((kind) => kind.split(' ')[0] ?? 'txt');
  return {
    count: 1e9,
    at: (ordinal) =>
      name(fileStems[ordinal % fileStems.length] ?? '', ordinal + 1, endings[ordinal % endings.length] ?? ''),
    draw: ({ random }) => name(oneOf(fileStems, random), 1 + Math.floor(random() * 400), oneOf(endings, random, 0.8)),
  };
}

export function paths({ table, salt }: ColumnFacts): ValueSource {
  const folder = slugged(table.name);
  return random32((ordinal) => {
    const digits = hexDigits(ordinal, salt, 12);
    return `${folder}/${digits.slice(0, 2)}/${digits}.bin`;
  });
}

/** Of the file's ending, where its name stands in the row. */
export function mimeTypes({ sibling }: ColumnFacts): ValueSource {
  const name = sibling('file-name');
  const byEnding = new Map(fileKinds.map((kind) => kind.split(' ') as [string, string]));
  const all = [...byEnding.values()];
  return {
    ...listed(all, 0.8),
    reads: name === undefined ? [] : [name],
    draw: ({ value, random }) =>
      byEnding.get((name && value(name)?.split('.').at(-1)) ?? '') ?? oneOf(all, random, 0.8),
  };
}

export function plates(): ValueSource {
  return {
    count: 1e6,
    at: (ordinal) => `${letters(ordinal, 7, 2)}-${String(ordinal).padStart(4, '0')}`,
    draw: ({ random }) => filled('AA-999-AA', random),
  };
}

export function versions(): ValueSource {
  return {
    count: 1e6,
    at: (ordinal) => `${1 + Math.floor(ordinal / 100)}.${Math.floor(ordinal / 10) % 10}.${ordinal % 10}`,
    draw: ({ random }) => `${1 + Math.floor(random() * 4)}.${Math.floor(random() * 12)}.${Math.floor(random() * 6)}`,
  };
}

export function lastFour(): ValueSource {
  const at = (ordinal: number) => String(ordinal % 10_000).padStart(4, '0');
  return { count: 10_000, at, draw: ({ random }) => at(Math.floor(random() * 10_000)) };
}
