/** A text of Prisma, which has no line breaks. */
export function quoted(text: string): string {
  return `"${text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replace(/\s*[\r\n]+\s*/g, ' ')}"`;
}
