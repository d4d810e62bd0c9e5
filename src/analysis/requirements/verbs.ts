import { isPlural } from './word-forms.ts';

/** What someone does to something: which of the two refers to the other, and what their pairing is called. */
export interface Verb {
  /** `makes`: the thing refers to who did it. `meets`: both sides may be many. `moves`: nothing is said of how many. */
  readonly kind: 'makes' | 'meets' | 'moves';
  /** Name of the pairing where it is many to many: enrol -> enrolment. */
  readonly pairing?: string;
}

/** The verb that a word is a form of, if it is known. */
export function verbOf(word: string): Verb | undefined {
  return verbs.get(rootOf(word));
}

/** "placed", "written": a participle of any verb. */
export function isParticiple(word: string): boolean {
  return /[a-z]{2}ed$/.test(word) || irregular.has(word);
}

/** Does this form of a verb go with a subject like that one? "doctor treats", "customers place". */
export function agrees(word: string, subjectIsMany: boolean): boolean {
  const third = /[^s]s$/.test(word) && isPlural(word);
  return third !== subjectIsMany;
}

function rootOf(word: string): string {
  const known = irregular.get(word);
  if (known !== undefined) return known;
  for (const root of [
    word,
    word.replace(/ies$/, 'y'),
    word.replace(/s$/, ''),
    word.replace(/es$/, ''),
    word.replace(/ied$/, 'y'),
    word.replace(/ed$/, ''),
    word.replace(/d$/, ''),
    word.replace(/([a-z])\1ed$/, '$1'),
  ]) {
    if (verbs.has(root)) return root;
  }
  return word;
}

const meets: Readonly<Record<string, string>> = {
  enrol: 'enrolment',
  enroll: 'enrolment',
  attend: 'attendance',
  join: 'membership',
  follow: '',
  like: '',
  favourite: '',
  favorite: '',
  watch: '',
  treat: '',
  take: '',
  teach: '',
  play: '',
  visit: 'visit',
  borrow: 'loan',
  rent: 'rental',
  subscribe: 'subscription',
  participate: 'participation',
  register: 'registration',
  buy: 'purchase',
  purchase: 'purchase',
  use: '',
  speak: '',
  know: '',
  study: '',
  read: '',
  rate: '',
  star: '',
  master: '',
  supply: '',
  support: '',
  appear: '',
  serve: '',
  compete: '',
  collaborate: '',
  invite: '',
  bookmark: '',
  sell: '',
  work: '',
  apply: 'application',
  vote: 'vote',
  volunteer: '',
  train: '',
  perform: '',
  reserve: 'reservation',
  book: 'booking',
};
const makes =
  'place write create submit post upload send make publish file issue request own open lead run manage organize organise host record log report author produce draw paint compose build sign raise bring conduct perform prescribe operate breed grow pay order add propose schedule prepare deliver answer repair clean leave upload share post';
const moves = 'lend ship move transfer receive return approve reject cancel check choose pick assign give offer';

const verbs: ReadonlyMap<string, Verb> = new Map<string, Verb>([
  ...moves.split(' ').map((root): [string, Verb] => [root, { kind: 'moves' }]),
  ...Object.entries(meets).map(([root, pairing]): [string, Verb] => [
    root,
    { kind: 'meets', ...(pairing === '' ? {} : { pairing }) },
  ]),
  ...makes.split(' ').map((root): [string, Verb] => [root, { kind: 'makes' }]),
]);

const irregular: ReadonlyMap<string, string> = new Map([
  ['written', 'write'],
  ['made', 'make'],
  ['sent', 'send'],
  ['led', 'lead'],
  ['run', 'run'],
  ['taught', 'teach'],
  ['taken', 'take'],
  ['bought', 'buy'],
  ['sold', 'sell'],
  ['held', 'hold'],
  ['kept', 'keep'],
  ['built', 'build'],
  ['drawn', 'draw'],
  ['grown', 'grow'],
  ['given', 'give'],
  ['left', 'leave'],
  ['lent', 'lend'],
  ['paid', 'pay'],
  ['shown', 'show'],
  ['driven', 'drive'],
  ['known', 'know'],
  ['bred', 'breed'],
  ['brought', 'bring'],
  ['chosen', 'choose'],
  ['spoken', 'speak'],
  ['read', 'read'],
  ['found', 'find'],
  ['put', 'put'],
  ['flown', 'fly'],
  ['born', 'bear'],
  ['worn', 'wear'],
  ['won', 'win'],
  ['set', 'set'],
  ['split', 'split'],
  ['sung', 'sing'],
]);
