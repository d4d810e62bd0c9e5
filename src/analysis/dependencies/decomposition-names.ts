import { plural, singular } from '#analysis/plural.ts';
import { wordsOf } from './words-of.ts';

/** What a column says of a thing, after the thing: customer_email, product_sku. */
const qualities = new Set(
  `id uid uuid guid key pk fk no nr num number code name email mail login username handle slug title label ref reference
  sku isbn ean gtin iban bic vin plate serial phone tel url uri hash`.split(/\s+/),
);

/** Things that are named by something that has no other name. */
const thingsBy: Readonly<Record<string, string>> = {
  isbn: 'book',
  sku: 'product',
  ean: 'product',
  gtin: 'product',
  vin: 'vehicle',
  plate: 'vehicle',
  iban: 'account',
  bic: 'bank',
  zip: 'postal_code',
  zipcode: 'postal_code',
  postcode: 'postal_code',
  username: 'user_account',
  login: 'user_account',
};

/** PostgreSQL cuts longer names. */
const longest = 63;

/**
 * A name for the table whose key these columns are: customer_email -> customers, order_id + product_id ->
 * order_products, isbn -> books. One or many, snake_case or PascalCase, as the table is named that it comes from; where
 * that name is taken, the key's full name, then a number.
 */
export function decompositionName(
  key: readonly string[],
  dependents: readonly string[],
  from: string,
  taken: ReadonlySet<string>,
): string {
  const words = key.map(wordsOf);
  const thing = thingOf(words, dependents.map(wordsOf));
  const choices = [thing, words.flat(), [...wordsOf(from).slice(0, -1), lastSingular(from), ...thing]];
  const styled = choices.map((choice) => inStyle(choice, from));
  for (const name of styled) if (!taken.has(name)) return name;
  for (let at = 2; ; at += 1) {
    const name = `${(styled[0] ?? '').slice(0, longest - 3)}_${at}`;
    if (!taken.has(name)) return name;
  }
}

function lastSingular(name: string): string {
  return singular(wordsOf(name).at(-1) ?? '');
}

function thingOf(key: readonly (readonly string[])[], dependents: readonly (readonly string[])[]): readonly string[] {
  if (key.length > 1) return [...new Set(key.flatMap((words) => withoutQuality(words) ?? words))];
  const words = key[0] ?? [];
  const named = withoutQuality(words);
  if (named !== undefined) return named;
  const first = words.join('_');
  const known = thingsBy[first];
  if (known !== undefined) return known.split('_');
  // A bare "email": what its dependents begin with (contact_name, contact_phone) is the thing.
  const heads = new Set(dependents.map((one) => (one.length > 1 ? one[0] : undefined)));
  const [head] = heads;
  return qualities.has(first) && heads.size === 1 && head !== undefined ? [head] : words;
}

function withoutQuality(words: readonly string[]): readonly string[] | undefined {
  return words.length > 1 && qualities.has(words.at(-1) ?? '') ? words.slice(0, -1) : undefined;
}

function inStyle(words: readonly string[], like: string): string {
  const snake = words.join('_');
  const last = wordsOf(like).at(-1) ?? '';
  const counted = singular(last) !== last ? plural(singular(snake)) : singular(snake);
  if (/^[a-z]+[A-Z]/.test(like) || /^[A-Z][a-z]/.test(like)) {
    const pascal = counted.replace(/(?:^|_)(\p{L})/gu, (_, letter: string) => letter.toUpperCase());
    return (/^[A-Z]/.test(like) ? pascal : pascal.charAt(0).toLowerCase() + pascal.slice(1)).slice(0, longest);
  }
  return counted.slice(0, longest);
}
