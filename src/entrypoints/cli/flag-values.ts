import { suggest } from '#agent/nearest.ts';
import { problem } from '#contracts/problem-error.ts';
import type { InputField } from './input-fields.ts';

/** How the texts of one flag become its value; `previous` is what earlier uses of the flag gave. */
export function flagParser(field: InputField): (text: string, previous: unknown) => unknown {
  const item = (text: string) => {
    // Which names of databases there are only the configuration knows.
    if (field.address !== undefined) return text;
    if (field.choices.length > 0) return choice(field.flag, field.choices, text);
    return field.numeric ? number(field.flag, text) : text;
  };
  switch (field.kind) {
    case 'list':
      return (text, previous) => [...(Array.isArray(previous) ? previous : []), item(text)];
    case 'record':
      return (text, previous) => addEntry(field.flag, text, previous, item);
    default:
      return item;
  }
}

export function choice<T extends string>(flag: string, choices: readonly T[], text: string): T {
  const found = choices.find((one) => one === text);
  if (found !== undefined) return found;
  throw problem('invalid', `${flag} cannot be "${text}".`, suggest(text, choices, 'values'));
}

export function number(flag: string, text: string): number {
  const value = Number(text.replaceAll('_', ''));
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw problem('invalid', `${flag} takes a number, not "${text}".`, `For example: ${flag} 10`);
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** `500ms`, `30s`, `2m`, `1h`; a bare number is seconds. Gives milliseconds. */
export function duration(flag: string, text: string): number {
  const [, amount, unit = 's'] = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h)?$/.exec(text.trim()) ?? [];
  const value = Number(amount) * (units[unit] ?? Number.NaN);
  // setTimeout holds no more than 2^31 - 1 ms.
  if (value > 0 && value < 2 ** 31) return value;
  throw problem('invalid', `${flag} takes a time, not "${text}".`, `For example: ${flag} 30s, ${flag} 2m`);
}

function addEntry(
  flag: string,
  text: string,
  previous: unknown,
  item: (text: string) => unknown,
): Readonly<Record<string, unknown>> {
  const at = text.indexOf('=');
  if (at < 1) throw problem('invalid', `${flag} takes KEY=VALUE, not "${text}".`, `For example: ${flag} 1=42`);
  const key = text.slice(0, at).trim().replace(/^\$/, '');
  const entries = typeof previous === 'object' && previous !== null ? previous : {};
  if (Object.hasOwn(entries, key)) throw problem('invalid', `${flag} was given twice for ${key}.`, 'Give it once.');
  return { ...entries, [key]: item(text.slice(at + 1)) };
}
