import type { Feature } from '#analysis/domains/domain.ts';
import { user } from '#analysis/domains/people.ts';
import { plural } from '#analysis/plural.ts';

export const auditTrail: Feature = {
  id: 'audit-trail',
  title: 'an audit trail',
  words: ['audit trail', 'audit log', 'audit', 'change log', 'who changed what', 'activity log'],
  needsEntity: false,
  part: (on) => ({
    entities: {
      user,
      audit_event: {
        description: 'Who changed what, when: never changed itself.',
        key: ['id', 'occurred_at'],
        references: { actor: 'user?' },
        attributes: {
          id: 'uuid = sql(gen_random_uuid())',
          occurred_at: 'moment = now',
          action: 'choice(insert, update, delete)',
          table_name: 'code',
          row_key: 'token',
          before: 'json?',
          after: 'json?',
        },
        appendOnly: true,
        timestamps: 'none',
        partitionBy: 'occurred_at',
        volume: { rows: 50_000_000, perYear: 50_000_000, keepDays: 1_095 },
      },
    },
    invariants: on === undefined ? [] : [recording(on)],
    access: [
      {
        name: 'what happened to a row',
        entity: 'audit_event',
        by: ['table_name', 'row_key'],
        order: ['-occurred_at'],
        limit: 50,
      },
      { name: 'what someone did', entity: 'audit_event', by: ['actor'], order: ['-occurred_at'], limit: 50 },
    ],
    decisions: [
      {
        what: 'Changes are written by the database.',
        why: 'An application that forgets one, or a hand at the console, is recorded too.',
      },
    ],
  }),
};

/** The session says who acts: SET app.user_id = '42'. */
function recording(on: string) {
  const table = plural(on);
  return {
    kind: 'native' as const,
    entity: on,
    says: `Each change of ${table} is recorded.`,
    dialects: {
      postgres: [
        `CREATE FUNCTION record_change_of_${table}() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  known jsonb := to_jsonb(CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END);
BEGIN
  INSERT INTO audit_events (actor_id, action, table_name, row_key, before, after)
  VALUES (nullif(current_setting('app.user_id', true), '')::bigint, lower(TG_OP), TG_TABLE_NAME, coalesce(known ->> 'id', known::text),
    CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END, CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END);
  RETURN NULL;
END
$$`,
        `CREATE TRIGGER trg_${table}_recorded AFTER INSERT OR UPDATE OR DELETE ON ${table}
FOR EACH ROW EXECUTE FUNCTION record_change_of_${table}()`,
      ],
    },
  };
}
