import { ofUser } from './conditions.ts';

/**
 * What hangs on a table: triggers (not those that PostgreSQL makes itself, nor copies on partitions), row security
 * policies and extended statistics.
 * https://www.postgresql.org/docs/18/catalog-pg-trigger.html https://www.postgresql.org/docs/18/catalog-pg-policy.html
 * https://www.postgresql.org/docs/18/catalog-pg-statistic-ext.html
 */
export const attachedQuery = `
  SELECT 'trigger' AS kind, n.nspname AS schema, g.tgname AS name, c.relname AS table, NULL AS table_schema,
         pg_get_triggerdef(g.oid)
           || CASE g.tgenabled
                WHEN 'O' THEN ''
                ELSE format(E';\\nALTER TABLE %I.%I %s TRIGGER %I', n.nspname, c.relname,
                            CASE g.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END,
                            g.tgname) END AS definition,
         obj_description(g.oid, 'pg_trigger') AS comment
    FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE NOT g.tgisinternal AND g.tgparentid = 0 AND c.relpersistence <> 't' AND ${ofUser('c', 'pg_class')}
  UNION ALL
  SELECT 'policy', n.nspname, p.polname, c.relname, NULL,
         format('CREATE POLICY %I ON %I.%I AS %s FOR %s TO %s%s%s', p.polname, n.nspname, c.relname,
                CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
                CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE'
                              WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
                (SELECT string_agg(CASE WHEN role = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(role)) END, ', ')
                   FROM unnest(p.polroles) role),
                ' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')',
                ' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')'),
         obj_description(p.oid, 'pg_policy')
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE ${ofUser('c', 'pg_class')}
  UNION ALL
  SELECT 'statistics', n.nspname, s.stxname, c.relname, nullif(t.nspname, n.nspname), pg_get_statisticsobjdef(s.oid),
         obj_description(s.oid, 'pg_statistic_ext')
    FROM pg_statistic_ext s JOIN pg_class c ON c.oid = s.stxrelid JOIN pg_namespace n ON n.oid = s.stxnamespace
    JOIN pg_namespace t ON t.oid = c.relnamespace
   WHERE ${ofUser('s', 'pg_statistic_ext')}
   ORDER BY 1, 2, 4, 3`;
