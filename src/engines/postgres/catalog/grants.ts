/**
 * SQL: the rights on a thing that others than its owner have, as JSON. What was never granted or revoked is as the
 * server has it by default. https://www.postgresql.org/docs/18/ddl-priv.html
 */
export function grantsSql(acl: string, letter: string, owner: string): string {
  return explodedSql(`coalesce(${acl}, acldefault('${letter}', ${owner}))`, owner);
}

/** The same of an access list as it stands; NULL gives NULL. */
export function explodedSql(acl: string, owner: string): string {
  return `(SELECT json_agg(DISTINCT jsonb_build_object(
             'grantee', CASE WHEN x.grantee <> 0 THEN pg_get_userbyid(x.grantee) END,
             'privilege', x.privilege_type, 'grantable', x.is_grantable))
             FROM aclexplode(${acl}) x WHERE x.grantee <> ${owner})`;
}
