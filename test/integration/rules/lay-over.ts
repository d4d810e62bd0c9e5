/**
 * Facts with others laid over them: objects are merged, lists replaced, but entries with `where` are merged into those of the
 * list that have these values. `strict`: such an entry must find one.
 */
export function layOver<T>(facts: T, over: unknown, strict: boolean): T {
  return over === undefined ? facts : (merged(facts, over, strict) as T);
}

type Fields = Readonly<Record<string, unknown>>;

function merged(under: unknown, over: unknown, strict: boolean): unknown {
  if (Array.isArray(over)) return over.some(hasWhere) ? entries(asList(under), over, strict) : over;
  if (!isFields(over)) return over;
  const base = isFields(under) ? under : {};
  const changed = Object.entries(over).map(([name, value]) => [name, merged(base[name], value, strict)]);
  return { ...base, ...Object.fromEntries(changed) };
}

function entries(under: readonly unknown[], over: readonly unknown[], strict: boolean): readonly unknown[] {
  let list = under;
  for (const entry of over) {
    const { where = undefined, ...rest } = hasWhere(entry) ? entry : {};
    if (where === undefined) {
      list = [...list, entry];
      continue;
    }
    const isMeant = (one: unknown) =>
      isFields(one) && Object.entries(where).every(([name, value]) => Object.is(one[name], value));
    if (strict && !list.some(isMeant)) {
      const there = JSON.stringify(list).slice(0, 500);
      throw new Error(`Nothing in the list has ${JSON.stringify(where)}; there are ${there}`);
    }
    list = list.map((one) => (isMeant(one) ? merged(one, rest, strict) : one));
  }
  return list;
}

function hasWhere(value: unknown): value is Fields & { readonly where: Fields } {
  return isFields(value) && isFields(value['where']);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
