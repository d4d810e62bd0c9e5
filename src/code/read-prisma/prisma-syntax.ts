import { isSign, keywords, type PrismaCursor, prismaCursor, spoken, startsBlock } from './prisma-cursor.ts';
import { type PrismaFaults, type PrismaFile, placeOf, type Spot } from './prisma-faults.ts';
import type { PrismaToken } from './prisma-tokens.ts';

export type PrismaValue = { readonly at: Spot } & (
  | { readonly kind: 'text' | 'number' | 'word'; readonly text: string }
  | { readonly kind: 'call'; readonly text: string; readonly args: readonly PrismaArgument[] }
  | { readonly kind: 'list'; readonly items: readonly PrismaValue[] }
  | { readonly kind: 'object'; readonly entries: readonly PrismaArgument[] }
);

export interface PrismaArgument {
  readonly name?: string;
  readonly value: PrismaValue;
}

/** `@relation(…)`, `@@index(…)`, `@db.VarChar(10)`: the name is `relation`, `index`, `db.VarChar`. */
export interface PrismaAttribute {
  readonly name: string;
  readonly at: Spot;
  readonly args: readonly PrismaArgument[];
}

/** A field of a model, or a value of an enum, which has no type. */
export interface PrismaField {
  readonly name: string;
  readonly at: Spot;
  /** As written; of Unsupported("circle") it is what stands in it. */
  readonly type: string;
  readonly unsupported: boolean;
  readonly typeAt: Spot;
  readonly list: boolean;
  readonly optional: boolean;
  readonly attributes: readonly PrismaAttribute[];
  readonly doc?: string;
}

export interface PrismaBlock {
  readonly keyword: string;
  readonly name: string;
  readonly at: Spot;
  readonly doc?: string;
  readonly fields: readonly PrismaField[];
  readonly attributes: readonly PrismaAttribute[];
  /** Of a datasource and a generator. */
  readonly settings: readonly PrismaArgument[];
}

/**
 * The blocks of a file. Prisma reads line by line, so after a fault the next line is read on.
 * https://github.com/prisma/prisma-engines/blob/main/psl/schema-ast/src/parser/datamodel.pest
 */
export function prismaSyntax(file: PrismaFile, faults: PrismaFaults): readonly PrismaBlock[] {
  const cursor = prismaCursor(file, faults);
  const blocks: PrismaBlock[] = [];
  let doc: string[] = [];
  while (cursor.peek().kind !== 'end') {
    const token = cursor.peek();
    if (token.kind === 'line') {
      // An empty line parts documentation from what follows.
      if (cursor.peek(-1).kind === 'line') doc = [];
      cursor.take();
    } else if (token.kind === 'doc') {
      doc.push(token.text);
      cursor.take();
    } else {
      const block = readBlock(cursor, doc);
      if (block !== undefined) blocks.push(block);
      doc = [];
    }
  }
  return blocks;
}

function readBlock(cursor: PrismaCursor, docs: readonly string[]): PrismaBlock | undefined {
  const start = cursor.peek();
  if (start.kind !== 'word' || !keywords.includes(start.text)) {
    cursor.fail(start, `a block starts with one of ${keywords.join(', ')}, not with ${spoken(start)}.`);
    skipBlock(cursor);
    return undefined;
  }
  cursor.take();
  const name = cursor.word(`the name of the ${start.text}`);
  if (start.text === 'type' && cursor.is('=')) {
    cursor.fail(start, 'Prisma has no names for types any more.', 'Write the type itself at each field.');
  }
  cursor.expect('{', `${start.text} ${name.text}`);
  if (!cursor.isBroken() && cursor.peek().kind !== 'line') {
    cursor.fail(
      cursor.peek(),
      'the first line of a block holds nothing behind its {.',
      'Write each field on its own line.',
    );
  }
  if (cursor.isBroken()) {
    skipBlock(cursor);
    return undefined;
  }
  const fields: PrismaField[] = [];
  const attributes: PrismaAttribute[] = [];
  const settings: PrismaArgument[] = [];
  let doc: string[] = [];
  while (!cursor.is('}')) {
    const token = cursor.peek();
    if (token.kind === 'end' || startsBlock(cursor)) {
      cursor.fail(
        start,
        `the ${start.text} ${name.text} is not closed before ${token.kind === 'end' ? 'the end of the file' : placeOf(cursor.at(token))}.`,
        'Close it with }.',
      );
      cursor.mend();
      break;
    }
    if (token.kind === 'line') cursor.take();
    else if (token.kind === 'doc') doc.push(cursor.take().text);
    else {
      if (cursor.takeIf('@@')) attributes.push(readAttribute(cursor, token));
      else if (start.text === 'datasource' || start.text === 'generator') settings.push(readSetting(cursor));
      else {
        const field = readField(cursor, start.text === 'enum', doc);
        if (field !== undefined) fields.push(field);
        doc = [];
      }
      if (cursor.peek().kind === 'doc') cursor.take();
      if (!cursor.isBroken() && cursor.peek().kind !== 'line' && !cursor.is('}')) {
        cursor.fail(cursor.peek(), `${spoken(cursor.peek())} does not belong here.`);
      }
      cursor.mend();
    }
  }
  cursor.takeIf('}');
  return {
    keyword: start.text,
    name: name.text,
    at: cursor.at(name),
    ...(docs.length === 0 ? {} : { doc: docs.join('\n') }),
    fields,
    attributes,
    settings,
  };
}

/** Past a block that is none, so that its lines are not told too. */
function skipBlock(cursor: PrismaCursor): void {
  let isOpen = false;
  while (cursor.peek().kind !== 'line' && cursor.peek().kind !== 'end') isOpen = isSign(cursor.take(), '{') || isOpen;
  while (isOpen && cursor.peek().kind !== 'end' && !startsBlock(cursor)) {
    if (isSign(cursor.take(), '}')) isOpen = false;
  }
  cursor.mend();
}

function readSetting(cursor: PrismaCursor): PrismaArgument {
  const name = cursor.word('the name of a setting');
  cursor.expect('=', name.text);
  return { name: name.text, value: readValue(cursor) };
}

function readField(cursor: PrismaCursor, isEnum: boolean, docs: readonly string[]): PrismaField | undefined {
  const name = cursor.word('a name');
  const typeToken = cursor.peek();
  let type = '';
  let unsupported = false;
  if (!isEnum) {
    cursor.takeIf(':');
    if (cursor.peek().kind === 'line') cursor.fail(name, `the field ${name.text} has no type.`);
    type = cursor.word(`the type of ${name.text}`).text;
    unsupported = type === 'Unsupported';
    if (unsupported) {
      cursor.expect('(', 'Unsupported');
      const inside = cursor.peek();
      if (inside.kind === 'text') type = cursor.take().text;
      else cursor.fail(inside, 'Unsupported wants the type of the database as a text, such as Unsupported("circle").');
      cursor.expect(')', 'the type');
    }
  }
  const list = !isEnum && cursor.is('[', ']');
  if (list) {
    cursor.take();
    cursor.take();
  }
  const optional = !isEnum && cursor.takeIf('?');
  if (list && optional) cursor.fail(typeToken, 'a list cannot be optional: write Type[] or Type?.');
  const attributes: PrismaAttribute[] = [];
  while (cursor.is('@')) attributes.push(readAttribute(cursor, cursor.take()));
  const trailing = !cursor.isBroken() && cursor.peek().kind === 'doc' ? [cursor.take().text] : [];
  if (name.text === '' || (!isEnum && type === '')) return undefined;
  const doc = [...docs, ...trailing].join('\n');
  return {
    name: name.text,
    at: cursor.at(name),
    type,
    unsupported,
    typeAt: cursor.at(typeToken),
    list,
    optional,
    attributes,
    ...(doc === '' ? {} : { doc }),
  };
}

function readAttribute(cursor: PrismaCursor, sign: PrismaToken): PrismaAttribute {
  let name = cursor.word('the name of an attribute').text;
  while (cursor.takeIf('.')) name += `.${cursor.word('the rest of its name').text}`;
  return { name, at: cursor.at(sign), args: cursor.is('(') ? readArguments(cursor, ')', `@${name}`) : [] };
}

/** `(a, b: c)` and `{a: b}`; the opening sign is next. */
function readArguments(cursor: PrismaCursor, close: ')' | '}', of: string): readonly PrismaArgument[] {
  cursor.take();
  const args: PrismaArgument[] = [];
  while (!cursor.isBroken() && !cursor.is(close)) {
    if (cursor.peek().kind === 'word' && isSign(cursor.peek(1), ':')) {
      const name = cursor.take().text;
      cursor.take();
      args.push({ name, value: readValue(cursor) });
    } else {
      args.push({ value: readValue(cursor) });
    }
    if (!cursor.takeIf(',')) break;
  }
  cursor.expect(close, of);
  return args;
}

/** Deeper than anybody writes, so that no text can exhaust the stack. */
const deepest = 50;

function readValue(cursor: PrismaCursor): PrismaValue {
  const token = cursor.peek();
  if (cursor.depth() > deepest) cursor.fail(token, 'brackets stand too deep in each other.');
  const at = cursor.at(token);
  if (cursor.is('[')) {
    cursor.take();
    const items: PrismaValue[] = [];
    while (!cursor.isBroken() && !cursor.is(']')) {
      items.push(readValue(cursor));
      if (!cursor.takeIf(',')) break;
    }
    cursor.expect(']', 'the list');
    return { at, kind: 'list', items };
  }
  if (cursor.is('{')) return { at, kind: 'object', entries: readArguments(cursor, '}', 'the object') };
  if (token.kind === 'text' || token.kind === 'number') return { at, kind: token.kind, text: cursor.take().text };
  let text = cursor.word('a value').text;
  while (cursor.takeIf('.')) text += `.${cursor.word('the rest of its name').text}`;
  return cursor.is('(')
    ? { at, kind: 'call', text, args: readArguments(cursor, ')', text) }
    : { at, kind: 'word', text };
}
