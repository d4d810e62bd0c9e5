import type { ColumnType } from '#analysis/column-type.ts';

/** How a value lies in a row. https://www.postgresql.org/docs/18/storage-page-layout.html */
export interface TypeLayout {
  /** Bytes, the header of a value of variable length included, as pg_stats counts them. */
  readonly width: number;
  readonly alignment: number;
}

/** Width by type, and for texts by what the column is called; a guess where the type does not fix it. */
export function typeLayout(type: ColumnType, column: string, statedWidth?: number): TypeLayout {
  const fixed = fixedTypes[type.base] ?? (type.family === 'enum' ? ([4, 4] as const) : undefined);
  if (fixed !== undefined) return { width: fixed[0], alignment: fixed[1] };
  const width = statedWidth ?? variableWidth(type, column);
  // Up to 126 bytes a value has a header of one byte and no alignment.
  return { width, alignment: width > 127 ? 4 : 1 };
}

function variableWidth(type: ColumnType, column: string): number {
  switch (type.family) {
    case 'text': {
      const most = type.length ?? Number.POSITIVE_INFINITY;
      if (type.base === 'character') return most + 1;
      return Math.min(textWidth(column), most) + 1;
    }
    case 'number':
      return type.length === undefined ? 6 : 3 + 2 * Math.ceil(Math.min(type.length, 8) / 4);
    case 'array':
      return 24 + 3 * (type.element === undefined ? 8 : typeLayout(type.element, column).width);
    case 'range':
    case 'multirange':
      return 6 + 2 * (type.element === undefined ? 8 : typeLayout(type.element, column).width);
    case 'composite':
      return 24 + (type.attributes ?? []).reduce((sum, one) => sum + typeLayout(one, column).width, 0);
    case 'json':
      return 100;
    case 'words':
      return 150;
    case 'bytes':
      return 64;
    case 'network':
      return 7;
    case 'bits':
      return 5 + Math.ceil((type.length ?? 8) / 8);
    default:
      return 32;
  }
}

/** Characters of a text, by the column's name: an email has some twenty, a description a few lines. */
function textWidth(column: string): number {
  return textWidths.find(([name]) => name.test(column))?.[1] ?? 20;
}

const textWidths: readonly (readonly [RegExp, number])[] = [
  [/(^|_)(currency|country(_code)?|lang(uage)?|locale)$/i, 3],
  [/(^|_)(status|state|kind|type|category|role|level|gender|unit)$/i, 8],
  [/body|content|description|bio(graphy)?|article|markdown|html/i, 300],
  [/comment|note|message|reason|remark|summary/i, 60],
  [/url|uri|link|path|avatar|image/i, 50],
  [/e?mail/i, 22],
  [/hash|token|digest|secret|password|signature/i, 60],
  [/address|street/i, 24],
  [/title|subject|headline/i, 30],
  [/phone|mobile|fax/i, 13],
  [/(^|_)(sku|code|slug|number|no|ref(erence)?)$/i, 10],
];

const fixedTypes: Readonly<Record<string, readonly [bytes: number, alignment: number]>> = {
  boolean: [1, 1],
  '"char"': [1, 1],
  smallint: [2, 2],
  integer: [4, 4],
  bigint: [8, 8],
  oid: [4, 4],
  real: [4, 4],
  'double precision': [8, 8],
  money: [8, 8],
  date: [4, 4],
  'timestamp without time zone': [8, 8],
  'timestamp with time zone': [8, 8],
  'time without time zone': [8, 8],
  'time with time zone': [12, 8],
  interval: [16, 8],
  uuid: [16, 1],
  name: [64, 1],
  macaddr: [6, 4],
  macaddr8: [8, 4],
  point: [16, 8],
};
