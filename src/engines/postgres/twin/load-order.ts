/**
 * The tables so that each stands behind those that it refers to; in a circle, one has to begin.
 * `references` gives the keys of the tables that a table refers to.
 */
export function loadOrder(keys: readonly string[], references: (key: string) => readonly string[]): readonly string[] {
  const ordered = new Set<string>();
  const open = new Set<string>();
  const place = (key: string) => {
    if (ordered.has(key) || open.has(key)) return;
    open.add(key);
    for (const other of references(key)) if (other !== key) place(other);
    open.delete(key);
    ordered.add(key);
  };
  for (const key of keys) place(key);
  const known = new Set(keys);
  return [...ordered].filter((key) => known.has(key));
}
