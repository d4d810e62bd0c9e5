/** Longer than the 3072 bytes that a key may have, at four for a character. */
export function isLong(type: string): boolean {
  const length = Number(/^varchar\((\d+)\)/.exec(type)?.[1] ?? 0);
  return length > 768 || /text|blob|json/.test(type);
}
