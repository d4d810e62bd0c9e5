/** Gathers what is not kept: one sentence a kind, with the places. */
export interface PrismaNotes {
  /** Of the database: what is read is less than what is there. */
  miss(what: string, where: string): void;
  /** Of Prisma's client: the database knows nothing of it. */
  say(what: string, where: string): void;
  missed(): readonly string[];
  said(): readonly string[];
}

/** Places that a sentence names. */
const most = 12;

export function prismaNotes(): PrismaNotes {
  const missed = new Map<string, string[]>();
  const said = new Map<string, string[]>();
  return {
    miss: (what, where) => add(missed, what, where),
    say: (what, where) => add(said, what, where),
    missed: () => sentences(missed),
    said: () => sentences(said),
  };
}

function add(kinds: Map<string, string[]>, what: string, where: string): void {
  const places = kinds.get(what) ?? [];
  if (!places.includes(where)) places.push(where);
  kinds.set(what, places);
}

function sentences(kinds: ReadonlyMap<string, readonly string[]>): readonly string[] {
  return [...kinds].map(([what, places]) => {
    const rest = places.length > most ? ` and ${places.length - most} more` : '';
    return `${what}: ${places.slice(0, most).join(', ')}${rest}.`;
  });
}
