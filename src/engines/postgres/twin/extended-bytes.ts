/*
 * How a server keeps extended statistics: in its own byte order, which is little-endian wherever one can be had for a
 * twin, without padding. The same from 13 to 18.
 * src/backend/statistics/mvdistinct.c (statext_ndistinct_serialize), dependencies.c (statext_dependencies_serialize),
 * mcv.c (statext_mcv_serialize); src/include/statistics/statistics.h (the magic numbers)
 */
const distinctMagic = 0xa352bfa4;
const dependenciesMagic = 0xb4549a2c;
const basicType = 1;

/** Attribute numbers of the source as those of the twin; negative ones are expressions. */
export type AttributeMap = (attribute: number) => number;

/** `{"1, 2": 11, "1, -1": 300}`: the payload of a pg_ndistinct. */
export function distinctBytes(text: string, map: AttributeMap): Buffer {
  const items = entries(text).map(({ key, value }) => {
    const attributes = attributeNumbers(key, map);
    const item = Buffer.alloc(12);
    item.writeDoubleLE(value, 0);
    item.writeInt32LE(attributes.length, 8);
    return Buffer.concat([item, ...attributes.map(int16)]);
  });
  return Buffer.concat([header(distinctMagic, items.length), ...items]);
}

/** `{"1 => 2": 1.000000, "1, 2 => 3": 0.5}`: the payload of a pg_dependencies. */
export function dependenciesBytes(text: string, map: AttributeMap): Buffer {
  const items = entries(text).map(({ key, value }) => {
    const attributes = attributeNumbers(key, map);
    const item = Buffer.alloc(10);
    item.writeDoubleLE(value, 0);
    item.writeInt16LE(attributes.length, 8);
    return Buffer.concat([item, ...attributes.map(int16)]);
  });
  return Buffer.concat([header(dependenciesMagic, items.length), ...items]);
}

export interface McvFrequency {
  readonly frequency: number;
  readonly baseFrequency: number;
}

/**
 * A pg_mcv_list with other frequencies, one for each item in the list's own order. The items stand at the end: a byte
 * for each column that tells whether it is NULL, both frequencies, and where the column's value is to be found.
 */
export function withFrequencies(list: Buffer, columns: number, frequencies: readonly McvFrequency[]): Buffer {
  const written = Buffer.from(list);
  const itemBytes = columns * (1 + 2) + 2 * 8;
  const start = written.length - frequencies.length * itemBytes;
  frequencies.forEach(({ frequency, baseFrequency }, at) => {
    const item = start + at * itemBytes + columns;
    written.writeDoubleLE(frequency, item);
    written.writeDoubleLE(baseFrequency, item + 8);
  });
  return written;
}

function header(magic: number, items: number): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32LE(magic, 0);
  bytes.writeUInt32LE(basicType, 4);
  bytes.writeUInt32LE(items, 8);
  return bytes;
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16LE(value);
  return bytes;
}

function entries(text: string): readonly { readonly key: string; readonly value: number }[] {
  const parsed: unknown = JSON.parse(text);
  return Object.entries(Object(parsed)).map(([key, value]) => ({ key, value: Number(value) }));
}

function attributeNumbers(key: string, map: AttributeMap): readonly number[] {
  return key.split(/,|=>/).map((part) => {
    const number = Number(part.trim());
    return number < 0 ? number : map(number);
  });
}
