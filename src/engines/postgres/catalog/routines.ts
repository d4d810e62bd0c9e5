import { ofUser } from '#engines/postgres/inspect/conditions.ts';
import { grantsSql } from './grants.ts';

/**
 * Functions and procedures, and aggregates, which the server does not print. Those that come with a type are its own.
 * https://www.postgresql.org/docs/18/catalog-pg-proc.html https://www.postgresql.org/docs/18/catalog-pg-aggregate.html
 */
export const routineQuery = `
  SELECT json_build_object('at', format('pg_proc:%s:0', p.oid),
           'kind', CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END,
           'schema', n.nspname, 'name', p.proname, 'types', oidvectortypes(p.proargtypes),
           'definition', CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid) ELSE (SELECT format('CREATE AGGREGATE %I.%I(%s) (', n.nspname, p.proname,
                                  CASE WHEN p.pronargs = 0 THEN '*' ELSE pg_get_function_arguments(p.oid) END)
                             || concat_ws(', ',
                                  format('SFUNC = %s', a.aggtransfn), format('STYPE = %s', format_type(a.aggtranstype, NULL)),
                                  CASE WHEN a.aggtransspace <> 0 THEN format('SSPACE = %s', a.aggtransspace) END,
                                  CASE WHEN a.aggfinalfn <> 0 THEN format('FINALFUNC = %s', a.aggfinalfn) END,
                                  CASE WHEN a.aggfinalextra THEN 'FINALFUNC_EXTRA' END,
                                  CASE a.aggfinalmodify WHEN 's' THEN 'FINALFUNC_MODIFY = SHAREABLE' WHEN 'w' THEN
                                    CASE WHEN a.aggkind = 'n' THEN 'FINALFUNC_MODIFY = READ_WRITE' END
                                    ELSE CASE WHEN a.aggkind <> 'n' THEN 'FINALFUNC_MODIFY = READ_ONLY' END END,
                                  CASE WHEN a.aggcombinefn <> 0 THEN format('COMBINEFUNC = %s', a.aggcombinefn) END,
                                  CASE WHEN a.aggserialfn <> 0 THEN format('SERIALFUNC = %s', a.aggserialfn) END,
                                  CASE WHEN a.aggdeserialfn <> 0 THEN format('DESERIALFUNC = %s', a.aggdeserialfn) END,
                                  'INITCOND = ' || quote_literal(a.agginitval),
                                  CASE WHEN a.aggmtransfn <> 0 THEN format('MSFUNC = %s, MINVFUNC = %s, MSTYPE = %s', a.aggmtransfn,
                                    a.aggminvtransfn, format_type(a.aggmtranstype, NULL)) END,
                                  CASE WHEN a.aggmtransspace <> 0 THEN format('MSSPACE = %s', a.aggmtransspace) END,
                                  CASE WHEN a.aggmfinalfn <> 0 THEN format('MFINALFUNC = %s', a.aggmfinalfn) END,
                                  CASE WHEN a.aggmfinalextra THEN 'MFINALFUNC_EXTRA' END,
                                  CASE WHEN a.aggmtransfn <> 0 THEN 'MINITCOND = ' || quote_literal(a.aggminitval) END,
                                  (SELECT format('SORTOP = operator(%I.%s)', opn.nspname, op.oprname)
                                     FROM pg_operator op JOIN pg_namespace opn ON opn.oid = op.oprnamespace WHERE op.oid = a.aggsortop),
                                  CASE p.proparallel WHEN 's' THEN 'PARALLEL = SAFE' WHEN 'r' THEN 'PARALLEL = RESTRICTED' END,
                                  CASE WHEN a.aggkind = 'h' THEN 'HYPOTHETICAL' END) || ')'
                           FROM pg_aggregate a WHERE a.aggfnoid = p.oid) END,
           'arguments', pg_get_function_identity_arguments(p.oid), 'defaults', p.pronargdefaults,
           'result', pg_get_function_result(p.oid), 'retset', p.proretset,
           'comment', obj_description(p.oid, 'pg_proc'),
           'grants', ${grantsSql('p.proacl', 'f', 'p.proowner')}) AS item
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
   WHERE ${ofUser('p', 'pg_proc')}
     AND NOT EXISTS (SELECT FROM pg_depend i
                      WHERE i.classid = 'pg_proc'::regclass AND i.objid = p.oid AND i.deptype = 'i')`;
