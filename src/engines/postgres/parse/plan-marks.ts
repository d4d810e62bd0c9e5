/**
 * The lines without what stands before each of them: quoting, comment marks, line numbers, names and times of a chat,
 * columns of figures (explain.depesz.com). Undefined where the lines have nothing of the kind in common.
 */
export function withoutMarks(text: string): string | undefined {
  const lines = text.split(/\r?\n/);
  const figured = lines.filter(isFigured);
  if (figured.length === 0) return undefined;
  for (const mark of marks) {
    if (figured.filter((line) => mark.test(line)).length * 5 < figured.length * 4) continue;
    return lines.map((line) => line.replace(mark, '')).join('\n');
  }
  return undefined;
}

function isFigured(line: string): boolean {
  return /\((?:cost=\d|actual \w|never executed)/.test(line.slice(0, 2000));
}

const marks: readonly RegExp[] = [
  /^\s{0,8}(?:--|#{1,3}|\/\/|\*|%|;|>+|[-+](?=[ A-Z]))(?!>) ?(?=\s*(?:->|[A-Z]))/,
  /^\s{0,8}(?:>\s?){1,9}/,
  /^\s{0,8}\d{1,5}(?:[.:|)\]]|\t)[ \t]?(?=\s*(?:->|[A-Z]))/,
  /^\s{0,4}(?:\[\d\d?:\d\d(?::\d\d)?(?: [AP]M)?\]|\d\d:\d\d(?::\d\d)?) ?(?:<[\w@ .-]{1,40}>|[\w@.-]{1,40}:) ?/,
  /^\s{0,4}<[\w@ .-]{1,40}> ?/,
  /^\s{0,8}\d{1,5}\.\s[\d.,%↑↓\s×x]{3,120}(?=(?:→|->|[A-Z]))/,
  /^[\w.-]{1,60}\s{0,20}\| ?/,
];

/**
 * Lines that a mail program or a narrow terminal broke in two are one again: a node's figures and a condition's
 * parentheses must close. Undefined where no line is broken.
 */
export function rejoined(text: string): string | undefined {
  const lines = text.split(/\r?\n/);
  const joined: string[] = [];
  const longest = lines.reduce((most, line) => Math.max(most, line.length), 0);
  let changed = false;
  let depth = 0;
  let parts = 0;
  for (const [at, line] of lines.entries()) {
    const before = lines[at - 1] ?? '';
    const isOpen = depth > 0 || /^\s*\((?:cost=|actual |never )/.test(line) || isTitleBroken(joined.at(-1) ?? '', line);
    if (parts > 0 && parts < 40 && isOpen && line.trim() !== '' && !startsAnew(line)) {
      // Broken at a space, or in the middle of a word where the page ended.
      const glue = before.length >= 30 && before.length === longest ? '' : ' ';
      const last = joined.pop() ?? '';
      joined.push(`${glue === '' ? last : last.trimEnd()}${glue}${glue === '' ? line : line.trimStart()}`);
      depth += balance(line);
      parts += 1;
      changed = true;
      continue;
    }
    joined.push(line);
    depth = /\((?:cost|actual)|^\s*[A-Z][\w -]{1,40}: /.test(line) || isTitleStart(line) ? balance(line) : 0;
    parts = 1;
  }
  return changed ? joined.join('\n') : undefined;
}

/** `->  Index Scan using a_long_name`, and its table and figures on the next line. */
function isTitleBroken(last: string, line: string): boolean {
  return /^\s*->\s/.test(last) && !/\((?:cost=|actual |never )/.test(last) && isFigured(line);
}

function startsAnew(line: string): boolean {
  return /^\s*(?:->|(?:Filter|Index Cond|Recheck Cond|Hash Cond|Join Filter|Merge Cond|Sort Key|Group Key|Output|Buffers|Rows Removed by [A-Z]\w+|Planning Time|Execution Time|Workers Planned|Workers Launched|SubPlan \d+|InitPlan \d+)\b)/.test(
    line,
  );
}

function isTitleStart(line: string): boolean {
  return /^\s*(?:->\s|[A-Z][a-z]+ (?:Scan|Join|Loop|on|using)\b)/.test(line);
}

/** Parentheses that are open at the end of the line; those in quotes do not count. */
function balance(line: string): number {
  let depth = 0;
  for (const [character] of line.replace(/'(?:[^']|'')*'/g, '').matchAll(/[()]/g)) depth += character === '(' ? 1 : -1;
  return depth;
}
