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

export function gaps(what: string, sentences: readonly string[] = []): readonly Unseen[] {
  return sentences.map((why) => ({ what, why }));
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
