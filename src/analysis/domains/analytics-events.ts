import { events } from './analytics-events/events.ts';
import { options } from './analytics-events/options.ts';
import { people } from './analytics-events/people.ts';
import { projects } from './analytics-events/projects.ts';
import { reports } from './analytics-events/reports.ts';
import { scenarios } from './analytics-events/scenarios.ts';
import type { Domain } from './domain.ts';
import { mergeParts } from './merge-parts.ts';
import { user } from './people.ts';

export const analyticsEvents: Domain = {
  id: 'analytics-events',
  title: 'product analytics by events',
  words: [
    'analytics',
    'analytics event',
    'event analytics',
    'product analytics',
    'web analytics',
    'event tracking',
    'clickstream',
    'user tracking',
    'usage analytics',
    'tracking platform',
    'customer data platform',
  ],
  part: mergeParts('analytics-events', [
    { entities: { user: { ...user, volume: { rows: 6_000, perYear: 2_000 } } } },
    projects,
    people,
    events,
    reports,
    scenarios,
  ]),
  options,
  synonyms: {
    project: ['app', 'workspace', 'property', 'tracked site'],
    source: ['data source', 'event source', 'platform'],
    write_key: ['api key', 'ingestion key', 'tracking key', 'tracking id'],
    event: ['tracked event', 'hit', 'click', 'page view', 'track call'],
    event_definition: ['event type', 'event name', 'tracking plan', 'event schema'],
    property_definition: ['event property', 'property'],
    person: ['visitor', 'tracked user', 'end user', 'profile'],
    identity: ['anonymous id', 'distinct id', 'alias', 'device id', 'user id'],
    session: ['visit'],
    funnel: ['conversion funnel', 'conversion'],
    funnel_step: ['conversion step'],
    daily_event_count: ['daily rollup', 'daily aggregate', 'event count'],
    daily_project_total: ['daily active users', 'daily total'],
    retention_setting: ['data retention', 'retention policy', 'retention'],
    rejected_event: ['invalid event', 'dead letter'],
    erasure_request: ['deletion request', 'gdpr request', 'right to be forgotten'],
    dashboard: ['report', 'board'],
    dashboard_tile: ['chart', 'widget', 'tile'],
  },
  hints: [
    'pageview',
    'sdk',
    'ingest',
    'identify',
    'utm',
    'conversion rate',
    'bounce rate',
    'daily active',
    'attribution',
  ],
};
