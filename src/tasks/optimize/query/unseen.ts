import type { FactsOf } from '#contracts/facts.ts';
import type { Unseen } from '#vocabulary/report.ts';

/** What the facts that are there say of their own gaps. */
export function unreadParts({
  query,
  schema,
  statistics,
  plan,
  server,
}: FactsOf<'query' | 'schema', 'plan' | 'statistics' | 'server'>): readonly Unseen[] {
  const gaps = (what: string, sentences: readonly string[] = []) => sentences.map((why): Unseen => ({ what, why }));
  return [
    ...(statistics?.origin === 'inferred' ? [inferred] : []),
    ...(statistics?.origin === 'stated' ? [stated] : []),
    ...gaps('a part of the statistics', statistics?.unread),
    ...gaps('a part of the plan', plan?.unread),
    ...gaps('a part of the schema', schema.unread),
    ...gaps('a part of the server', server?.limits),
    ...query.unresolved.map(({ name, reason }) => ({ what: `the name ${name}`, why: reason })),
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
