/**
 * The steps of a plan as auto_explain logged it, in JSON or as text, without figures: "Hash Join", "Seq Scan on orders",
 * "Index Scan using orders_pkey on orders". Empty where it cannot be read: YAML, XML, a text that was cut.
 */
export function planOutline(text: string): readonly string[] {
  return /^\s*[[{]/.test(text) ? ofJson(text) : ofText(text);
}

/** The planner's total cost of the whole plan; undefined where it cannot be read. */
export function outlineCost(text: string): number | undefined {
  const [, cost] =
    /\(cost=[\d.]+\.\.([\d.]+)|"Total Cost":\s*([\d.]+)/.exec(text)?.filter((part) => part !== undefined) ?? [];
  return cost === undefined ? undefined : Number(cost);
}

/** The steps of one that the other has not: "Seq Scan on orders in place of Index Scan using orders_pkey on orders". */
export function outlineDifference(one: readonly string[], other: readonly string[]): string {
  const [more, less] = [without(one, other), without(other, one)];
  if (more.length === 0 && less.length === 0) {
    return one.length === 0 ? 'the plans could not be read' : 'the same steps in another order';
  }
  const [these, those] = [more, less].map((steps) => (steps.length === 0 ? 'nothing' : steps.join(', ')));
  return `${these} in place of ${those}`;
}

/** Each step as often as it is there more often. */
function without(all: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return all.filter((step) => {
    const at = left.indexOf(step);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function ofText(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => {
    const [, step] = /^\s*(?:->\s+)?([A-Z][\w "$.,-]*?)\s+\((?:cost|actual)[ =]/.exec(line) ?? [];
    return step === undefined ? [] : [step];
  });
}

function ofJson(text: string): readonly string[] {
  try {
    return steps(JSON.parse(text));
  } catch {
    return [];
  }
}

function steps(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(steps);
  if (typeof value !== 'object' || value === null) return [];
  const word = (name: string): string | undefined => {
    const found: unknown = Reflect.get(value, name);
    return typeof found === 'string' ? found : undefined;
  };
  const type = word('Node Type');
  const below = [...steps(Reflect.get(value, 'Plan')), ...steps(Reflect.get(value, 'Plans'))];
  if (type === undefined) return below;
  const [index, relation] = [word('Index Name'), word('Relation Name')];
  const using = index === undefined ? '' : relation === undefined ? ` on ${index}` : ` using ${index}`;
  return [`${type}${using}${relation === undefined ? '' : ` on ${relation}`}`, ...below];
}
