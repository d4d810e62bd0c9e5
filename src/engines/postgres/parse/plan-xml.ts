import { XMLParser } from 'fast-xml-parser';
import type { Plan } from '#vocabulary/plan.ts';
import { isRecord } from './plan-fields.ts';
import { deepestPlan, planFromJson } from './plan-json.ts';

/**
 * EXPLAIN (FORMAT XML). Entities that the document declares are never expanded, and nothing is fetched.
 * Undefined where it cannot be read as XML; Problem `invalid` where it holds no plan.
 */
export function parsePlanXml(text: string): Plan | undefined {
  const start = text.indexOf('<explain');
  const end = text.indexOf('</explain>', start);
  if (start < 0) return undefined;
  let document: unknown;
  try {
    const parser = new XMLParser({
      parseTagValue: false,
      trimValues: false,
      ignoreAttributes: true,
      processEntities: false,
      maxNestedTags: 2 * deepestPlan + 20,
    });
    document = parser.parse(
      end < 0 ? text.slice(start, text.lastIndexOf('>') + 1) : text.slice(start, end + '</explain>'.length),
    );
  } catch {
    return undefined;
  }
  const explain = isRecord(document) ? document['explain'] : undefined;
  // auto_explain leaves out the <Query> around it.
  const query = isRecord(explain) ? (explain['Query'] ?? explain) : undefined;
  const queries = Array.isArray(query) ? query : [query];
  const plan = planFromJson(queries.map((each) => toJson(each, '', 0)));
  return end < 0 ? { ...plan, unread: [...plan.unread, 'The plan is cut off: its </explain> is missing.'] } : plan;
}

/** Elements that hold a list, and what its items are called; other lists have `Item`s. */
const listItems: Readonly<Record<string, string>> = {
  Plans: 'Plan',
  Workers: 'Worker',
  Triggers: 'Trigger',
  'Target-Tables': 'Target-Table',
  'Grouping-Sets': 'Grouping-Set',
  'Group-Keys': 'Group-Key',
  'Hash-Keys': 'Hash-Key',
};

/** Lists that may be empty, where XML cannot tell an empty list from an empty text. */
const alwaysLists = new Set(['Group-Key', 'Hash-Key', 'Output', 'Sort-Key', 'Presorted-Key']);

function toJson(value: unknown, tag: string, depth: number): unknown {
  if (depth > 2 * deepestPlan + 20) return undefined;
  if (!isRecord(value)) {
    if (typeof value !== 'string') return value;
    const empty = value.trim() === '';
    return empty && (tag in listItems || alwaysLists.has(tag)) ? [] : unescapeXml(value);
  }
  const items = value[listItems[tag] ?? 'Item'] ?? (tag in listItems ? [] : undefined);
  if (items !== undefined) {
    const itemTag = listItems[tag] ?? 'Item';
    return (Array.isArray(items) ? items : [items]).map((item) => toJson(item, itemTag, depth + 1));
  }
  const object: Record<string, unknown> = {};
  for (const [key, child] of Object.entries(value)) {
    if (key === '#text' || key === '__proto__') continue;
    if (key === 'Incremental-Sort-Groups') {
      const groups = Array.isArray(child) ? child : [child];
      for (const [at, group] of groups.entries()) {
        object[at === 0 ? 'Full-sort Groups' : 'Pre-sorted Groups'] = toJson(group, key, depth + 1);
      }
    } else object[keyOf(key)] = toJson(Array.isArray(child) ? child.at(-1) : child, key, depth + 1);
  }
  return object;
}

/** XML names have no spaces and no slashes: EXPLAIN puts a hyphen for each. Memory or disk is not told of sort space. */
function keyOf(tag: string): string {
  if (tag === 'One-Time-Filter') return 'One-Time Filter';
  if (tag === 'Sort-Space') return 'Sort Space Memory';
  return tag.replaceAll('-', ' ').replace(/\bI O\b/, 'I/O');
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The five entities of XML and character references; in one pass, so that nothing is unescaped twice. */
function unescapeXml(text: string): string {
  return text.replace(/&(lt|gt|amp|quot|apos|#\d{1,7}|#x[\da-f]{1,6});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return named[name] ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
