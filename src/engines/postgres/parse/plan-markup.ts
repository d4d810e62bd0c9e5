/**
 * The text of a plan that was copied with its markup: psql's HTML, AsciiDoc and LaTeX tables, a page's source, mail in HTML.
 * Undefined where there is none. XML plans are not looked at here, but where they stand escaped inside of HTML.
 */
export function markupText(text: string): string | undefined {
  if (/(?:^|\n)\|====/.test(text)) return text.replace(/(^|\n)\|(?:====)?/g, '$1');
  if (text.includes('\\textgreater{}')) {
    return text
      .replaceAll('\\textgreater{}', '>')
      .replace(/ ?\\\\$/gm, '')
      .replace(/\\(?:([~^])\{\}|([_$&%#{}]))/g, '$1$2');
  }
  const isEscaped = /-&gt;|&lt;explain|&quot;(?:Plan|Node Type)&quot;/.test(text);
  if (!isEscaped && (text.includes('<explain') || !/<(?:td|tr|pre|br|p|div|span|code|li)\b/i.test(text)))
    return undefined;
  const lines = text
    .replace(/(<t[dh]\b[^<>]{0,400}>)\s+/gi, '$1')
    .replace(/<br\s{0,3}\/?>\r?\n?/gi, '\n')
    .replace(/<\/(?:tr|p|div|li)>\s*/gi, '\n')
    .replace(/<\/t[dh]>\s*(?=<t[dh]\b)/gi, ' ')
    .replace(/<\/t[dh]>\s*/gi, '')
    .replace(/\s*<\/?(?:table|tbody|thead|tr)\b[^<>]{0,400}>\s*/gi, '\n')
    .replace(/<\/?[a-z][a-z\d]{0,20}(?:\s[^<>]{0,400})?>/gi, '');
  return lines.replace(
    /&(lt|gt|amp|quot|apos|nbsp|rarr|#39|#x27|#160|#62|#60|#34);/g,
    (whole, name: string) => characters[name] ?? whole,
  );
}

const characters: Readonly<Record<string, string>> = {
  lt: '<',
  '#60': '<',
  gt: '>',
  '#62': '>',
  amp: '&',
  quot: '"',
  '#34': '"',
  apos: "'",
  '#39': "'",
  '#x27': "'",
  nbsp: ' ',
  '#160': ' ',
  rarr: '->',
};
