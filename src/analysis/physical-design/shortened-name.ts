/** The name, where it is too long with a hash of what was cut off, so that two of them stay apart. FNV-1a. */
export function shortened(name: string, longest: number): string {
  if (name.length <= longest) return name;
  let state = 0x811c9dc5;
  for (let at = 0; at < name.length; at++) state = Math.imul(state ^ name.charCodeAt(at), 0x01000193) >>> 0;
  const mark = state.toString(16).padStart(8, '0').slice(0, 6);
  return `${name.slice(0, longest - mark.length - 1).replace(/_+$/, '')}_${mark}`;
}
