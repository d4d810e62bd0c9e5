/** `Jürgen Müller` -> `juergen-mueller`: what may stand in an address. */
export function slugged(text: string, separator = '-'): string {
  return text
    .toLowerCase()
    .replace(/[äöüßøłæœđåşıñç]/g, (letter) => spelled[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, separator)
    .replace(new RegExp(`^\\${separator}+|\\${separator}+$`, 'g'), '');
}

const spelled: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  æ: 'ae',
  œ: 'oe',
  đ: 'd',
  å: 'a',
  ş: 's',
  ı: 'i',
  ñ: 'n',
  ç: 'c',
};

/** `9` becomes a digit and `A` a letter. */
export function filled(pattern: string, random: () => number): string {
  return pattern.replace(/[9A]/g, (mark) =>
    mark === '9' ? String(Math.floor(random() * 10)) : 'ABCDEFGHJKLMNPRSTUVWXYZ'.charAt(Math.floor(random() * 23)),
  );
}
