/**
 * A pasted plan with the characters that the server wrote: what word processors, mail and chat put in their place is
 * taken back. Only where the place shows that it was not the server: a literal may hold any of them.
 */
export function plainCharacters(text: string): string {
  let plain = text;
  if (/(?:^|\n)[ \t>|]*[\u00A0\u2000-\u200A\u202F]|\)[\u00A0\u202F]|[\u00A0\u202F]\(cost=/.test(plain)) {
    plain = plain.replace(/[\u00A0\u2000-\u200A\u202F\u205F\u3000]/g, ' ');
  }
  if (/(?:^|\n)[ \t]*[\u200B\u200C\u2060\uFEFF]/.test(plain)) plain = plain.replace(/[\u200B\u200C\u2060\uFEFF]/g, '');
  if (/[\u2018\u2019\u201A\u2032]/.test(plain) && !plain.includes("'")) {
    plain = plain.replace(/[\u2018\u2019\u201A\u201B\u2032]/g, "'");
  }
  if (/[\u201C-\u201F\u2033]/.test(plain) && !plain.includes('"')) plain = plain.replace(/[\u201C-\u201F\u2033]/g, '"');
  return plain
    .replace(/(\d)\u2026(?=\d)/g, '$1..')
    .replace(
      /((?:^|\n)[ \t>|\u2502]{0,400})(?:[\u2192\u27F6\u2794\u279C\u21D2]|[\u2010-\u2015\u2212=]>)(?=\s)/g,
      '$1->',
    );
}
