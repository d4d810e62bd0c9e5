import { parseDocument } from 'yaml';
import { problem } from '#contracts/problem-error.ts';
import type { Plan } from '#vocabulary/plan.ts';
import { planFromJson } from './plan-json.ts';
import type { PlanLine } from './plan-lines.ts';

/** Characters; reading YAML takes some 100 times its memory. */
const largestYaml = 8_000_000;

/**
 * EXPLAIN (FORMAT YAML), as a list or, from auto_explain, as one object; text before and after it is left out.
 * Undefined where no line starts a plan; Problem `invalid` where it holds none or is too large.
 */
export function parsePlanYaml(lines: readonly PlanLine[]): Plan | undefined {
  const start = lines.findIndex(({ text }) =>
    /^(?:- )?Plan:$|^- Query (?:Text|Identifier): |^Query Text: "/.test(text),
  );
  const first = lines[start];
  if (first === undefined) return undefined;
  const listed = first.text.startsWith('- ');
  const rest = lines.slice(start + 1);
  const end = rest.findIndex(({ text, indent }) => {
    if (indent > first.indent) return false;
    return indent < first.indent || !(listed ? text.startsWith('- ') : /^[A-Z][\w ]{0,40}:/.test(text));
  });
  const own = [first, ...(end < 0 ? rest : rest.slice(0, end))];
  const yaml = own.map(({ text, indent }) => ' '.repeat(indent - first.indent) + text).join('\n');
  if (yaml.length > largestYaml) {
    throw problem(
      'invalid',
      `This YAML plan is larger than ${largestYaml / 1_000_000} MB.`,
      'Give the plan as EXPLAIN (FORMAT JSON) prints it: that form may have any size.',
    );
  }
  if (!yaml.includes('Node Type:')) return undefined;
  return readYaml(yaml);
}

function readYaml(yaml: string): Plan {
  let value: unknown;
  let broken: boolean;
  try {
    const document = parseDocument(yaml, { merge: false, uniqueKeys: false, logLevel: 'silent' });
    broken = document.errors.length > 0;
    value = document.toJS({ maxAliasCount: 0 });
  } catch (cause) {
    throw problem(
      'invalid',
      'This plan looks like YAML but cannot be read as such.',
      'Give the plan as EXPLAIN (FORMAT JSON) prints it.',
      cause,
    );
  }
  const plan = planFromJson(value);
  return broken ? { ...plan, unread: [...plan.unread, 'The plan is cut off or changed: its YAML is broken.'] } : plan;
}
