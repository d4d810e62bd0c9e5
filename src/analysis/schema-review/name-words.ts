/** The words of a name, in lower case: `createdAt`, `created_at`, `CREATED-AT` -> created, at; `phone2` -> phone, 2. */
export function nameWords(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/([A-Za-z])(\d)/g, '$1_$2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** The last word, digits left out: what the name is a kind of. */
export function headWord(name: string): string {
  return nameWords(name).findLast((word) => !/^\d+$/.test(word)) ?? '';
}
