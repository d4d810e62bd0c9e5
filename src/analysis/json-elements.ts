/** Something that a GIN index over documents keeps an entry of. */
export interface JsonElement {
  readonly element: string;
  /** Where in the document it stands; elements at one place are of one kind. '' for none. */
  readonly path: string;
  /** Bytes of its key. */
  readonly width: number;
  /** Its value, where it is a number. */
  readonly number?: number;
}

/**
 * jsonb_ops: each key and each value is an element, as a text behind a byte that says what it is; jsonb_path_ops: each
 * value with the way to it, as a hash of four bytes. undefined: no JSON. src/backend/utils/adt/jsonb_gin.c
 */
export function jsonElements(text: string, withPaths: boolean): readonly JsonElement[] | undefined {
  const found = new Map<string, JsonElement>();
  const add = (element: string, path: string, value: string, number?: number) =>
    found.set(element, {
      element,
      path,
      width: withPaths ? 4 : 2 + Buffer.byteLength(value),
      ...(number === undefined ? {} : { number }),
    });
  const walk = (value: unknown, path: string) => {
    if (Array.isArray(value)) for (const each of value) walk(each, `${path}[]`);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        if (!withPaths) add(`k${key}`, 'key', key);
        walk(inner, `${path}.${key}`);
      }
    } else {
      const word = typeof value === 'boolean' || value === null ? '' : String(value);
      const number = typeof value === 'number' ? value : undefined;
      add(withPaths ? `${path}=${String(value)}` : `v${String(value)}`, `${path}.`, word, number);
    }
  };
  try {
    walk(JSON.parse(text), '');
    return [...found.values()];
  } catch {
    return undefined;
  }
}
