import type { Cursor } from './cursor.ts';

/** A type with small letters, without blanks but between words: `numeric(10,2)`, `int unsigned`, `enum('a','B')`. */
export function readType(cursor: Cursor): string {
  const first = cursor.peek();
  let type = cursor.name('a type').toLowerCase();
  // [dbo].[Email]
  while (cursor.take('.')) type += `.${cursor.name('a type').toLowerCase()}`;
  if (type === 'national') type = cursor.name('a type').toLowerCase();
  type += words(cursor, ['PRECISION', 'VARYING', 'LARGE']);
  if (cursor.sees('<')) type += angles(cursor);
  if (cursor.sees('(')) type += `(${inside(cursor)})`;
  type += words(cursor, ['UNSIGNED', 'SIGNED', 'ZEROFILL']);
  for (const zone of zones) if (cursor.take(...zone)) type += ` ${zone.join(' ').toLowerCase()}`;
  if (cursor.take('[', ']')) type += '[]';
  if (first === undefined) cursor.fail('a type is missing');
  return type;
}

const zones = [
  ['WITH', 'LOCAL', 'TIME', 'ZONE'],
  ['WITH', 'TIME', 'ZONE'],
  ['WITHOUT', 'TIME', 'ZONE'],
] as const;

function words(cursor: Cursor, known: readonly string[]): string {
  let found = '';
  for (let word = cursor.takeOne(...known); word !== undefined; word = cursor.takeOne(...known)) {
    found += ` ${word.toLowerCase()}`;
  }
  return found;
}

function inside(cursor: Cursor): string {
  const { inner } = cursor.parentheses('the type');
  let text = '';
  for (let token = inner.peek(); token !== undefined; token = inner.peek()) {
    const isWord = token.kind === 'word';
    text += `${isWord && /\w$/.test(text) ? ' ' : ''}${isWord ? token.text.toLowerCase() : token.text}`;
    inner.skip(1);
  }
  return text;
}

/** `array<struct<a int64, b string>>` */
function angles(cursor: Cursor): string {
  let depth = 0;
  let text = '';
  do {
    const token = cursor.next();
    depth += token.text === '<' ? 1 : token.text === '>' ? -1 : 0;
    text += `${/[\w>)]$/.test(text) && /^\w/.test(token.text) ? ' ' : ''}${token.text}`;
  } while (depth > 0);
  return text;
}
