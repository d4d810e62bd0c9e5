import type { FactsOf } from '#contracts/facts.ts';
import type { Unseen } from '#vocabulary/report.ts';

/** What the facts that are there say of their own gaps. */
export function unreadFacts({
  schema,
  statistics,
  server,
}: FactsOf<'schema', 'statistics' | 'server'>): readonly Unseen[] {
  return [
    ...(statistics?.origin === 'inferred' ? [inferred] : []),
    ...(statistics?.origin === 'stated' ? [stated] : []),
    ...gaps('a part of the statistics', statistics?.unread),
    ...gaps('a part of the schema', schema.unread),
    ...gaps('a part of the server', server?.limits),
  ];
}

/** A database of many tables has as many gaps of one kind: the first few tell the rest. */
const most = 5;

export function gaps(what: string, sentences: readonly string[] = []): readonly Unseen[] {
  const rest = sentences.length - most;
  return [
    ...sentences.slice(0, most).map((why) => ({ what, why })),
    ...(rest > 0 ? [{ what, why: `${rest} more of this kind ${rest === 1 ? 'is' : 'are'} not listed.` }] : []),
  ];
}

const stated: Unseen = {
  what: 'the real statistics',
  why: 'They were made from the sizes that you stated (--volumes).',
  remedy: 'Give --url once there is data.',
};

const inferred: Unseen = {
  what: 'the real statistics',
  why: 'They were inferred from the rows and sizes in the plan.',
  remedy: 'Give --url.',
};
