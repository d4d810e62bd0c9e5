import { ofUser } from '#engines/postgres/inspect/conditions.ts';

/**
 * Not those that the server makes itself, nor copies on partitions.
 * https://www.postgresql.org/docs/18/catalog-pg-trigger.html
 */
export const triggerQuery = `
  SELECT json_build_object('at', format('pg_trigger:%s:0', g.oid), 'kind', 'trigger',
           'schema', n.nspname, 'table', c.relname, 'name', g.tgname,
           'definition', pg_get_triggerdef(g.oid), 'enabled', g.tgenabled,
           'comment', obj_description(g.oid, 'pg_trigger')) AS item
    FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE NOT g.tgisinternal AND g.tgparentid = 0 AND c.relpersistence <> 't' AND ${ofUser('c', 'pg_class')}`;

/** https://www.postgresql.org/docs/18/catalog-pg-event-trigger.html */
export const eventTriggerQuery = `
  SELECT json_build_object('at', format('pg_event_trigger:%s:0', v.oid), 'kind', 'event-trigger', 'name', v.evtname,
           'definition', format('CREATE EVENT TRIGGER %I ON %s%s EXECUTE FUNCTION %s()', v.evtname, v.evtevent,
              (SELECT format(' WHEN TAG IN (%s)', string_agg(quote_literal(tag), ', ')) FROM unnest(v.evttags) tag HAVING count(*) > 0),
              v.evtfoid::regproc),
           'enabled', v.evtenabled, 'comment', obj_description(v.oid, 'pg_event_trigger')) AS item
    FROM pg_event_trigger v
   WHERE NOT EXISTS (SELECT FROM pg_depend e
                      WHERE e.classid = 'pg_event_trigger'::regclass AND e.objid = v.oid AND e.deptype = 'e')`;

/** https://www.postgresql.org/docs/18/catalog-pg-policy.html */
export const policyQuery = `
  SELECT json_build_object('at', format('pg_policy:%s:0', p.oid), 'kind', 'policy',
           'schema', n.nspname, 'table', c.relname, 'name', p.polname,
           'permissive', p.polpermissive,
           'command', CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE'
                                    WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
           'roles', (SELECT json_agg(CASE WHEN role <> 0 THEN pg_get_userbyid(role) END
                                     ORDER BY CASE WHEN role <> 0 THEN pg_get_userbyid(role) END)
                       FROM unnest(p.polroles) role),
           'using', pg_get_expr(p.polqual, p.polrelid), 'check', pg_get_expr(p.polwithcheck, p.polrelid),
           'comment', obj_description(p.oid, 'pg_policy')) AS item
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE ${ofUser('c', 'pg_class')}`;
