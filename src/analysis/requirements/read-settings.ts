import type { Setting } from './requirements.ts';
import type { Sentence } from './tokenise.ts';
import { baseForm } from './word-forms.ts';

/** Words that settle something of the whole design: the engine, the keys, several tenants or currencies. */
export function readSettings(
  sentence: Sentence,
): readonly { readonly setting: Setting; readonly words: readonly number[] }[] {
  return [...namedSettings(sentence), ...tenantsSaid(sentence)];
}

/** "Each clinic is a tenant", "the franchisees are separate tenants". */
function tenantsSaid(sentence: Sentence): ReturnType<typeof readSettings> {
  const at = sentence.findIndex(({ word }) => /^tenants?$/.test(word));
  const before = sentence.slice(Math.max(0, at - 3), Math.max(0, at));
  const verb = before.findIndex(({ word }) => /^(?:is|are|be)$/.test(word));
  const isSaid =
    verb >= 0 &&
    before.slice(verb + 1).every(({ word }) => /^(?:an?|our|its|their|own|separate|different|the)$/.test(word)) &&
    /^(?:[.,;]|and)?$/.test(sentence[at + 1]?.text ?? '');
  if (!isSaid) return [];
  const tokens = [...before.slice(verb), ...sentence.slice(at, at + 1)];
  return [
    {
      setting: { what: 'multi-tenant', words: tokens.map(({ text }) => text).join(' ') },
      words: tokens.map((token) => token.at),
    },
  ];
}

function namedSettings(
  sentence: Sentence,
): readonly { readonly setting: Setting; readonly words: readonly number[] }[] {
  const found: { setting: Setting; words: readonly number[] }[] = [];
  for (let at = 0; at < sentence.length; at++) {
    for (const length of [3, 2, 1]) {
      const tokens = sentence.slice(at, at + length).filter(({ text }) => text !== '-');
      if (sentence.length < at + length || tokens.some(({ kind }) => kind === 'sign' || kind === 'number')) continue;
      const key = tokens.map(({ word }) => baseForm(word)).join('');
      const meaning = meanings.get(key);
      if (meaning === undefined) continue;
      const version =
        sentence[at + length]?.kind === 'number' && meaning.what === 'engine' ? [sentence[at + length]?.at ?? -1] : [];
      const all = meaning.what === 'soft-delete' ? wholeAfter(sentence, at + length) : [];
      found.push({
        setting: { ...meaning, words: [...tokens, ...all].map(({ text }) => text).join(' ') },
        words: [...tokens, ...all].map((token) => token.at).concat(version),
      });
      at += length - 1;
      break;
    }
  }
  return found;
}

/** "everywhere", "of everything", "for all tables". */
function wholeAfter(sentence: Sentence, at: number): Sentence {
  const said = sentence.slice(at, at + 3).map(({ word }) => word);
  if (/^every(?:where|thing)$/.test(said[0] ?? '')) return sentence.slice(at, at + 1);
  if (!/^(?:of|for|on|in)$/.test(said[0] ?? '')) return [];
  if (said[1] === 'everything') return sentence.slice(at, at + 2);
  const isAll =
    /^(?:all|every|each)$/.test(said[1] ?? '') && /^(?:table|row|record|entit(?:y|ie))s?$/.test(said[2] ?? '');
  return isAll ? sentence.slice(at, at + 3) : [];
}

/** "Soft delete for all tables" rather than "soft delete". */
export function isOfAll(words: string): boolean {
  return /\b(?:all|each|every\w*)\b/i.test(words);
}

/** Does a setting begin here? How many words it has; 0: none. */
export function settingLength(sentence: Sentence, at: number): number {
  const [first] = namedSettings(sentence.slice(at, at + 4));
  return first?.words[0] === sentence[at]?.at ? (first?.words.length ?? 0) : 0;
}

type Meaning = Setting extends infer One ? (One extends { words: string } ? Omit<One, 'words'> : never) : never;

const engines: Readonly<Record<string, readonly string[]>> = {
  postgres: ['postgres', 'postgresql', 'postgre'],
  mysql: ['mysql'],
  mariadb: ['mariadb'],
  sqlite: ['sqlite', 'sqlite3'],
  sqlserver: ['sqlserver', 'mssql', 'mssqlserver'],
  snowflake: ['snowflake'],
  bigquery: ['bigquery'],
  redshift: ['redshift'],
  oracle: ['oracle', 'oracledatabase'],
  mongodb: ['mongodb', 'mongo'],
  dynamodb: ['dynamodb'],
  redis: ['redis'],
  cassandra: ['cassandra'],
};

const meanings: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ...Object.entries(engines).flatMap(([value, words]) =>
    words.map((word): [string, Meaning] => [word, { what: 'engine', value }]),
  ),
  ...['uuid', 'uuidkey', 'uuidv7', 'uuidid', 'uuidprimarykey', 'guid', 'guidkey'].map((word): [string, Meaning] => [
    word,
    { what: 'keys', value: 'uuid' },
  ]),
  ...['identitykey', 'numerickey', 'autoincrementkey', 'autoincrement', 'bigintkey', 'integerkey'].map(
    (word): [string, Meaning] => [word, { what: 'keys', value: 'identity' }],
  ),
  ...['multitenant', 'multitenancy', 'multipletenant', 'manytenant', 'severaltenant'].map((word): [string, Meaning] => [
    word,
    { what: 'multi-tenant' },
  ]),
  ...['multicurrency', 'multiplecurrency', 'severalcurrency', 'manycurrency', 'differentcurrency'].map(
    (word): [string, Meaning] => [word, { what: 'multi-currency' }],
  ),
  ...['softdelete', 'softdeletion', 'softdeleted'].map((word): [string, Meaning] => [word, { what: 'soft-delete' }]),
]);
