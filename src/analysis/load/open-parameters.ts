const pieces =
  /'(?:[^']|'')*'|"[^"]*"|--[^\n]*|\/\*[\s\S]*?\*\/|\$([\p{L}_]\w*)?\$[\s\S]*?\$\1\$|[\p{L}_][\p{L}\p{N}_$]*|\$(\d+)/gu;

/** The numbers of `$1`, `$2` … that stand in a text outside of strings, names and comments, each once. */
export function openParameters(text: string): readonly string[] {
  const numbers = new Set<string>();
  for (const found of text.matchAll(pieces)) if (found[2] !== undefined) numbers.add(found[2]);
  return [...numbers];
}
