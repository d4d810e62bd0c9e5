import type { FactsOf } from '#contracts/facts.ts';
import { gaps, unreadFacts } from '#tasks/optimize/unread-facts.ts';
import type { Unseen } from '#vocabulary/report.ts';

/** What the facts that are there say of their own gaps. */
export function unreadParts(facts: FactsOf<'query' | 'schema', 'plan' | 'statistics' | 'server'>): readonly Unseen[] {
  return [
    ...unreadFacts(facts),
    ...gaps('a part of the plan', facts.plan?.unread),
    ...facts.query.unresolved.map(({ name, reason }) => ({ what: `the name ${name}`, why: reason })),
  ];
}
