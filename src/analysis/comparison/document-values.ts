import type { Literals } from './literals.ts';
import type { ValuePool } from './value-pool.ts';

/** Documents that have the keys and the values that a statement names, and some that lack them. */
export function documents({ texts: words, numbers: counts }: Literals): ValuePool {
  const keys = words.filter((word) => /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(word)).slice(0, 4);
  const given = words.filter((word) => /^\s*[[{]/.test(word) && isJson(word));
  const scalars = [...words.slice(0, 5).map((word) => JSON.stringify(word)), ...counts.slice(0, 3), 'null', 'true'];
  const names = keys.length === 0 ? ['a'] : keys;
  const ofName = (name: string) => [
    ...scalars.map((value) => `{${JSON.stringify(name)}: ${value}}`),
    ...names
      .filter((other) => other !== name)
      .map((other) => `{${JSON.stringify(name)}: {${JSON.stringify(other)}: ${scalars[0] ?? '1'}}}`),
    `{${JSON.stringify(name)}: [${scalars[0] ?? '1'}]}`,
    `{${JSON.stringify(name)}: "1"}`,
    `{${JSON.stringify(name)}: 1}`,
  ];
  return {
    exact: given,
    near: given.filter((one) => /^\s*\{\s*"/.test(one)).map((one) => one.replace(/^\s*\{/, '{"other": 1, ')),
    plain: names.flatMap(ofName),
    edge: ['{}', '[]', 'null', '1', '"a"', '[1, 1, 2]', ...scalars.slice(0, 2).map((value) => `[${value}]`)],
  };
}

export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
