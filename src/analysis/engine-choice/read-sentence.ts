import type { EngineRequirements } from '#vocabulary/engine-requirements.ts';
import { engineSheets } from './engine-sheets.ts';
import { engineNames } from './find-engine.ts';
import { mergeRequirements } from './merge-requirements.ts';
import { figureRules } from './sentence/figure-rules.ts';
import { needRules } from './sentence/need-rules.ts';
import { type Patch, type SentenceRule, says } from './sentence/sentence-rule.ts';
import { silentWords } from './sentence/silent-words.ts';
import { sizeRules } from './sentence/size-rules.ts';
import { workRules } from './sentence/work-rules.ts';

export interface Reading {
  /** As they stand in the sentence. */
  readonly words: string;
  readonly says: string;
}

export interface SentenceReading {
  readonly requirements: EngineRequirements;
  /** In the order of the sentence. */
  readonly readings: readonly Reading[];
  /** Words that mean nothing to us; never dropped in silence. */
  readonly unread: readonly string[];
}

interface Found extends Reading {
  readonly at: number;
  readonly patch: Patch;
}

/**
 * Reads a request without a language model: rules from the special to the general, each spends the words that it matched.
 * "not", "no" and "without" before a match turn it round: an engine is avoided, anything else is left out.
 */
export function readSentence(text: string): SentenceReading {
  const rules = [noSql, ...engineRules(), ...figureRules, ...sizeRules, ...workRulesFor(text), ...needRules];
  let rest = text;
  const found: Found[] = [];
  for (const rule of rules) {
    for (const match of rest.matchAll(rule.words)) {
      const [words] = match;
      if (words.trim() === '') continue;
      const around = { before: text.slice(0, match.index), after: text.slice(match.index + words.length) };
      const meaning = rule.read(match, around);
      if (meaning === undefined) continue;
      rest = spend(rest, match.index, words.length);
      const isDenied = denied(around.before) && meaning.patch.avoid === undefined;
      found.push({
        at: match.index,
        words: words.trim(),
        says: isDenied ? `not wanted: ${meaning.says}` : meaning.says,
        patch: isDenied ? {} : meaning.patch,
      });
    }
  }
  const inOrder = found.toSorted((one, other) => one.at - other.at);
  return {
    requirements: settle(inOrder.map(({ patch }) => patch)),
    readings: inOrder.map(({ words, says }) => ({ words, says })),
    unread: unreadWords(rest),
  };
}

/** Spent letters can match no later rule. */
function spend(rest: string, at: number, length: number): string {
  return `${rest.slice(0, at)}${'\u0000'.repeat(length)}${rest.slice(at + length)}`;
}

/** What is to be left is not wanted again. */
const leaving =
  /\b(?:replac\w+|migrat\w+ (?:from|off|away from)|mov\w+ (?:off|away from)|leav\w+|get rid of)\s+(?:our |the |from )*$/i;

const denial =
  /\b(?:no|not|never|without|avoid|except|instead of|rather than|away from|isn['’]t|don['’]t (?:need|want)|do not (?:need|want)|need no)\s+(?:(?:any|a|an|the|on|use|using|to use|full)\s+){0,2}$/i;

function denied(before: string): boolean {
  return denial.test(before);
}

/** A message queue is no stream of messages, a warehouse with stock no data warehouse. */
function workRulesFor(text: string): readonly SentenceRule[] {
  const isLogSearch = /\bsearch[\w ]*\blogs\b|\blogs?\b[\w ,]*\bsearch/i.test(text);
  if (isLogSearch)
    return [
      says(/\blogs?(?: search)?\b/gi, 'search in logs', { workloads: [{ kind: 'search', special: true }] }),
      ...workRules,
    ];
  const isStock =
    /\b(?:stock|goods|shelves|multiple|several)\b[^,.;]*\bware-?houses?\b|\bware-?houses?\b[^,.;]*\b(?:stock|goods|shelves|shipments?)\b/i.test(
      text,
    );
  if (!isStock || /\bdata[- ]ware-?hous/i.test(text)) return workRules;
  return [
    says(/\bware-?houses?\b/gi, 'records that belong together', { workloads: [{ kind: 'transactions' }] }),
    ...workRules,
  ];
}

/** "No SQL" rules the relational engines out. */
const noSql = says(/\bno[- ]?sql\b|\bwithout sql\b/gi, 'no relational engine', {
  avoid: engineSheets.filter(({ type }) => type === 'relational').map(({ id }) => id),
});

/** Known, but without a sheet: told as such. */
const unweighed =
  /^(?:oracle|db2|firebase|firestore|cosmosdb|cosmos|cockroachdb|cockroach|spanner|yugabytedb|yugabyte|clickhouse|solr|milvus|qdrant|supabase|neon|planetscale|couchbase|rethinkdb|hbase|clickhouse|druid|duckdb|vitess|sybase|informix|typesense|algolia|opensearch|kafka|rabbitmq|tidb|teradata|databricks|dgraph|surrealdb)$/i;

/** Engines by name: what runs, what the team knows, what is not wanted. */
function engineRules(): readonly SentenceRule[] {
  const letters = (name: string) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '[ -]?');
  return engineNames().map(({ name, sheet }) => ({
    words: new RegExp(`\\b${letters(name)}\\b(?![- ]like)(?: (?:database|skills|server|cluster|experience)\\b)?`, 'gi'),
    read: ([words], { before, after }) => {
      if (denied(before) || leaving.test(before)) return { says: `not ${sheet.name}`, patch: { avoid: [sheet.id] } };
      const near = `${before.slice(-45)}${words}`;
      if (
        /\b(?:existing|already|currently|runs?|running|have|has|on top of|uses?|using|our|current)\b/i.test(near) ||
        /^\s*(?:is|are) (?:in use|running|there)/i.test(after)
      ) {
        return { says: `${sheet.name} is in use`, patch: { existing: [sheet.id] } };
      }
      return { says: `the team knows ${sheet.name}`, patch: { skills: [sheet.id] } };
    },
  }));
}

/** Things that were counted belong to the work that is about things: search, vectors, graphs. */
function settle(patches: readonly Patch[]): EngineRequirements {
  const items = patches.findLast((patch) => patch.items !== undefined)?.items;
  const merged = mergeRequirements(patches.map(({ items: _, ...patch }) => patch));
  if (items === undefined) return merged;
  const owner = (['search', 'vector', 'graph'] as const).find((kind) =>
    merged.workloads.some((group) => group.kind === kind),
  );
  return {
    ...merged,
    workloads: merged.workloads.map((group) =>
      group.kind === owner && group.items === undefined ? { ...group, items } : group,
    ),
  };
}

function unreadWords(rest: string): readonly string[] {
  const words = rest.replaceAll('\u0000', ' ').match(/[\p{L}\p{N}][\p{L}\p{N}'’._%-]*/gu) ?? [];
  const left = words
    .map((word) => word.replace(/[.'’_-]+$/, ''))
    .filter((word) => !silentWords.has(word.toLowerCase()));
  return [...new Set(left)].map((word) => (unweighed.test(word) ? `${word} (no fact sheet: not weighed)` : word));
}
