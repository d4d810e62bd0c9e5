/** A parse tree as libpg-query gives it: `{ SelectStmt: { targetList: [{ ResTarget: {…} }] } }`. */

/** Calls `visit` with each key of the tree and what stands below it; `false` leaves out what is below. */
export function walk(node: unknown, visit: (key: string, value: unknown) => boolean | undefined): void {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    if (!Array.isArray(node) && visit(key, value) === false) continue;
    walk(value, visit);
  }
}

/** Kind and body of a node. */
export function onlyEntry(node: unknown): readonly [kind: string, body: unknown] {
  const entry = typeof node === 'object' && node !== null ? Object.entries(node)[0] : undefined;
  return entry ?? ['nothing', {}];
}

export function property(node: unknown, key: string): unknown {
  return typeof node === 'object' && node !== null ? Reflect.get(node, key) : undefined;
}

export function listOf(node: unknown, key: string): readonly unknown[] {
  const value = property(node, key);
  return Array.isArray(value) ? value : [];
}

export function textOf(node: unknown, key: string): string {
  const value = property(node, key);
  return typeof value === 'string' ? value : '';
}

/** The strings of a list of String nodes: `["app", "f"]`; a star is left out. */
export function stringsOf(list: readonly unknown[]): readonly string[] {
  return list.flatMap((item) => {
    const [kind, body] = onlyEntry(item);
    return kind === 'String' ? [textOf(body, 'sval')] : [];
  });
}

/** "CreateTableAsStmt" -> "CREATE TABLE AS". */
export function spoken(kind: string): string {
  return kind
    .replace(/Stmt$/, '')
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toUpperCase();
}
