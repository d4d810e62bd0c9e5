/** UTF-8 byte offset -> UTF-16 offset of the same text: the parser counts bytes, people and JavaScript do not. */
export function characterOffsets(text: string): (byte: number) => number {
  if (/^[\x00-\x7f]*$/.test(text)) return (byte) => byte;
  const offsets: number[] = [];
  let unit = 0;
  for (const character of text) {
    for (let left = utf8Length(character); left > 0; left--) offsets.push(unit);
    unit += character.length;
  }
  return (byte) => offsets[byte] ?? unit;
}

/** Code point offset -> UTF-16 offset: what PostgreSQL calls the position of an error. */
export function unitOffset(text: string, codePoints: number): number {
  let unit = 0;
  let left = codePoints;
  for (const character of text) {
    if (left-- <= 0) break;
    unit += character.length;
  }
  return unit;
}

function utf8Length(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x1_0000 ? 3 : 4;
}
