import type { TwinConnection } from './connection.ts';

/** Extensions whose functions talk to other servers, or to files of this one. */
const reachingOut = ['dblink', 'postgres_fdw', 'file_fdw', 'adminpack', 'http', 'pg_net'];

/**
 * Nothing that runs in a twin may reach out of it: not the user's query, and not what stands in the target's schema (an
 * index expression is worked out when it is made). The functions stay, so that a query which calls them is planned as on
 * the target; called, they end it with an error. To be run when the extensions are there and before anything uses them.
 */
export async function cutOff(admin: TwinConnection): Promise<void> {
  await admin.query(
    `UPDATE pg_catalog.pg_proc p
     SET prolang = (SELECT oid FROM pg_catalog.pg_language WHERE lanname = 'plpgsql'), probin = NULL,
         prosrc = 'BEGIN RAISE EXCEPTION ''a twin reaches no other server''; END'
     FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_extension e ON e.oid = d.refobjid
     WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
       AND d.refclassid = 'pg_catalog.pg_extension'::regclass AND e.extname = ANY ($1)
       AND p.prolang = (SELECT oid FROM pg_catalog.pg_language WHERE lanname = 'c')`,
    [reachingOut],
  );
}
