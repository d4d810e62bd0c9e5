/**
 * The same text with memory of its own: a part of a string keeps the whole of it alive, and those that are kept here
 * were cut from pieces of files.
 */
export function ownCopy(text: string): string {
  const encoding = /[^\0-\xff]/.test(text) ? 'utf16le' : 'latin1';
  return Buffer.from(text, encoding).toString(encoding);
}
