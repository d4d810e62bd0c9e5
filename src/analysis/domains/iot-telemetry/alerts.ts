import type { ModelPart } from '#analysis/domains/domain.ts';

/** When somebody must know: rules, what they watch, and the alerts that they raise. */
export const alerts: ModelPart = {
  entities: {
    alert_rule: {
      description: 'What a metric must not do for how long.',
      references: { organization: 'organization', metric: 'metric' },
      attributes: {
        name: 'name',
        comparison: 'choice(below, above, outside, silent)',
        lower_limit: 'native(double precision)?',
        upper_limit: 'native(double precision)?',
        for_seconds: 'count = 0',
        severity: 'choice(info, warning, critical) = warning',
        is_active: 'boolean = true',
      },
      unique: [{ of: ['organization', 'name'] }],
      checks: [
        { name: 'lower_limit_where_needed', sql: "(comparison IN ('below', 'outside')) = (lower_limit IS NOT NULL)" },
        { name: 'upper_limit_where_needed', sql: "(comparison IN ('above', 'outside')) = (upper_limit IS NOT NULL)" },
        { name: 'lower_below_upper', sql: 'lower_limit < upper_limit' },
        { name: 'silent_has_time', sql: "comparison <> 'silent' OR for_seconds > 0" },
      ],
      volume: { rows: 12_000, perYear: 4_000 },
    },
    alert_rule_sensor: {
      description: 'A sensor that a rule watches: of the same organisation and the same metric.',
      key: ['rule', 'sensor'],
      references: {
        organization: 'organization',
        metric: 'metric',
        rule: 'alert_rule cascade agree(organization, metric)',
        sensor: 'sensor cascade agree(organization, metric)',
      },
      timestamps: 'created',
      volume: { rows: 300_000, perYear: 100_000 },
    },
    alert_rule_recipient: {
      description: 'A member who is told.',
      key: ['rule', 'user', 'channel'],
      references: {
        organization: 'organization',
        user: 'user',
        rule: 'alert_rule cascade agree(organization)',
        member: { to: 'organization_member', onDelete: 'cascade', columns: ['organization_id', 'user_id'] },
      },
      attributes: { channel: 'choice(email, sms, push)' },
      timestamps: 'created',
      volume: { rows: 40_000, perYear: 12_000 },
    },
    alert: {
      description: 'A rule was broken at a sensor, from a moment until it was over.',
      references: {
        organization: 'organization',
        rule: 'alert_rule agree(organization)',
        sensor: 'sensor agree(organization)',
        acknowledged_by: 'user?',
      },
      attributes: {
        severity: 'choice(info, warning, critical)',
        status: 'state(open, acknowledged, resolved) = open',
        opened_at: 'moment = now',
        acknowledged_at: 'moment?',
        resolved_at: 'moment?',
        worst_value: 'native(double precision)?',
      },
      checks: [
        {
          name: 'acknowledged_by_someone',
          sql: '(acknowledged_at IS NULL) = (acknowledged_by_id IS NULL)',
        },
        { name: 'acknowledged_has_time', sql: "status <> 'acknowledged' OR acknowledged_at IS NOT NULL" },
        { name: 'resolved_has_time', sql: "(status = 'resolved') = (resolved_at IS NOT NULL)" },
        { name: 'ends_after_start', sql: 'resolved_at >= opened_at' },
      ],
      volume: { rows: 12_000_000, perYear: 5_000_000 },
    },
    alert_notification: {
      description: 'A member was told of an alert: once on each channel.',
      key: ['alert', 'user', 'channel'],
      references: { alert: 'alert cascade', user: 'user' },
      attributes: {
        channel: 'choice(email, sms, push)',
        status: 'state(queued, sent, failed) = queued',
        sent_at: 'moment?',
        failure: 'title?',
      },
      checks: [
        { name: 'sent_has_time', sql: "(status = 'sent') = (sent_at IS NOT NULL)" },
        { name: 'failed_has_reason', sql: "(status = 'failed') = (failure IS NOT NULL)" },
      ],
      timestamps: 'created',
      volume: { rows: 25_000_000, perYear: 10_000_000 },
    },
  },
  invariants: [
    {
      kind: 'only-one',
      entity: 'alert',
      per: ['rule', 'sensor'],
      where: "status <> 'resolved'",
      says: 'A rule has one alert at a sensor until that one is over.',
    },
    {
      kind: 'only-while',
      entity: 'alert',
      reference: 'rule',
      parent: 'is_active',
      says: 'Only an active rule raises alerts.',
    },
    {
      kind: 'transitions',
      entity: 'alert',
      attribute: 'status',
      allowed: { open: ['acknowledged', 'resolved'], acknowledged: ['resolved'], resolved: [] },
      start: ['open'],
      says: 'An alert that is over stays so.',
    },
    {
      kind: 'immutable',
      entity: 'alert',
      attributes: ['rule', 'sensor', 'severity', 'opened_at'],
      says: 'What an alert was about is not rewritten.',
    },
    {
      kind: 'transitions',
      entity: 'alert_notification',
      attribute: 'status',
      allowed: { queued: ['sent', 'failed'], failed: ['queued'], sent: [] },
      says: 'What was sent is not sent again.',
    },
  ],
  access: [
    { name: 'rules that watch a sensor', entity: 'alert_rule_sensor', by: ['sensor'], perSecond: 700 },
    { name: 'rules of an organisation', entity: 'alert_rule', by: ['organization'], order: ['name'], perSecond: 5 },
    { name: 'whom a rule tells', entity: 'alert_rule_recipient', by: ['rule'], perSecond: 5 },
    {
      name: 'alerts of an organisation that are not over, newest first',
      entity: 'alert',
      by: ['organization'],
      where: "status <> 'resolved'",
      order: ['-opened_at'],
      limit: 100,
      perSecond: 30,
    },
    {
      name: 'alerts of a sensor, newest first',
      entity: 'alert',
      by: ['sensor'],
      order: ['-opened_at'],
      limit: 50,
      perSecond: 10,
    },
    {
      name: 'the alert of a rule at a sensor that is not over',
      entity: 'alert',
      by: ['rule', 'sensor'],
      where: "status <> 'resolved'",
      perSecond: 50,
    },
    {
      name: 'notifications that wait, oldest first',
      entity: 'alert_notification',
      where: "status = 'queued'",
      order: ['created_at'],
      limit: 100,
      perSecond: 2,
    },
  ],
  summaries: [
    {
      name: 'daily_alerts',
      sql: `SELECT organization_id, date_trunc('day', opened_at AT TIME ZONE 'UTC') AS day, severity, count(*) AS alerts
FROM alerts
GROUP BY 1, 2, 3`,
      key: ['organization_id', 'day', 'severity'],
      serves: 'How many alerts each organisation had on each day.',
      refresh: 'every hour',
    },
  ],
  decisions: [
    {
      what: 'A rule has one open alert at a sensor.',
      why: 'A value that dances around its limit must not wake people a hundred times; two workers that see it at once raise one alert.',
    },
  ],
};
