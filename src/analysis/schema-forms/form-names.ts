/** `order lines` -> orderLines. Only ASCII letters and digits are left; what begins with none begins with `_`. */
export function camelCase(name: string): string {
  const [first = '', ...rest] = wordsOf(name);
  return begun(first.charAt(0).toLowerCase() + first.slice(1) + rest.map(capital).join(''));
}

/** `order lines` -> OrderLines. */
export function pascalCase(name: string): string {
  return begun(wordsOf(name).map(capital).join(''), 'T');
}

/** Gives each name once, and none that the form keeps for itself: a second `user` is `user2`, a reserved one `class_`. */
export function nameGiver(reserved: Iterable<string> = []): (wanted: string) => string {
  const kept = new Set(reserved);
  const taken = new Set<string>();
  return (wanted) => {
    const free = kept.has(wanted) ? `${wanted}_` : wanted;
    let name = free;
    for (let attempt = 2; taken.has(name) || kept.has(name); attempt++) name = `${free}${attempt}`;
    taken.add(name);
    return name;
  };
}

function wordsOf(name: string): readonly string[] {
  const parts = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .match(/[A-Za-z0-9]+/g);
  // Names in capitals are read as words: USER_ID is userId.
  return (parts ?? []).map((part) => (/^[A-Z0-9]+$/.test(part) ? part.toLowerCase() : part));
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function begun(name: string, letter = 'x'): string {
  if (name === '') return `${letter}1`;
  return /^[A-Za-z]/.test(name) ? name : `${letter}${name}`;
}
