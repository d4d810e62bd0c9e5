/** SQL: the object with this alias (its namespace's is `n`) is the user's own, not the system's, not an extension's. */
export function ofUser(alias: string, catalog: string): string {
  return `left(n.nspname, 3) <> 'pg_' AND n.nspname <> 'information_schema'
     AND NOT EXISTS (SELECT FROM pg_depend e
                      WHERE e.classid = '${catalog}'::regclass AND e.objid = ${alias}.oid AND e.deptype = 'e')`;
}
