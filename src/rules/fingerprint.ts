/**
 * Names a finding for baselines and silencing: the rule and what it is about (relation, index, shape of the plan), never
 * figures, literals or node ids, so that it stays the same from run to run. 16 hexadecimal digits behind the rule's name.
 */
export function fingerprint(rule: string, about: readonly (string | undefined)[]): string {
  const text = about.map((part) => (part ?? '').trim()).join('\u0000');
  return `${rule}:${hash(text, 0x811c9dc5)}${hash(text, 0x01000193)}`;
}

/** FNV-1a, 32 bits, over UTF-16 units. http://www.isthe.com/chongo/tech/comp/fnv/ */
function hash(text: string, start: number): string {
  let state = start;
  for (let at = 0; at < text.length; at += 1) state = Math.imul(state ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return state.toString(16).padStart(8, '0');
}
