import { parseArray } from '#engines/postgres/parse/array.ts';

type Decode = (text: string) => unknown;

const text: Decode = (value) => value;
const json: Decode = (value) => JSON.parse(value) as unknown;
const exactJson: Decode = (value) => (keepsNumbers(value) ? json(value) : value);
const integer: Decode = (value) => (Number.isSafeInteger(Number(value)) ? Number(value) : value);
const float: Decode = (value) => (/^-?(Infinity|NaN)$/.test(value) ? value : Number(value));
const arrayOf =
  (element: Decode): Decode =>
  (value) =>
    parseArray(value)?.map((one) => (one === null ? null : element(one))) ?? value;

/** JSON knows no limit of digits, and JavaScript does: a document whose numbers it would bend stays a text. */
function keepsNumbers(document: string): boolean {
  for (const [token] of document.matchAll(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g)) {
    if (token.startsWith('"')) continue;
    if (!Number.isFinite(Number(token))) return false;
    if (token.length > 15 && digitsOf(token) !== digitsOf(String(Number(token)))) return false;
  }
  return true;
}

/** Significant ones: of -0.00120e5 it is 12. */
function digitsOf(number: string): string {
  return number
    .replace(/e.*$/i, '')
    .replace(/[-.]/g, '')
    .replace(/^0+|0+$/g, '');
}

/** By OIDs, which never change (pg_type.dat). https://www.postgresql.org/docs/18/catalog-pg-type.html */
const decoders: ReadonlyMap<number, Decode> = new Map([
  [16, (value) => value === 't'],
  ...[20, 21, 23, 26].map((id) => [id, integer] as const), // int8 int2 int4 oid
  ...[700, 701].map((id) => [id, float] as const), // float4 float8
  ...[114, 3802].map((id) => [id, json] as const), // json jsonb
  ...[1016, 1005, 1007, 1028].map((id) => [id, arrayOf(integer)] as const),
  ...[1021, 1022].map((id) => [id, arrayOf(float)] as const),
  ...[1002, 1003, 1009, 1015].map((id) => [id, arrayOf(text)] as const), // char name text varchar
]);

/**
 * How the text of a column becomes the value of a row: booleans, JSON, numbers that lose nothing by it, and arrays of
 * these and of text. Everything else (numeric, dates, bytea …) stays as the server printed it.
 */
export function decodeValue(typeId: number): Decode {
  return decoders.get(typeId) ?? text;
}

/** The same for rows that are shown: documents with numbers that JavaScript would bend stay texts. */
export function decodeExactly(typeId: number): Decode {
  return typeId === 114 || typeId === 3802 ? exactJson : decodeValue(typeId);
}
