import { isTouched } from './catalog-functions.ts';
import { firstUserId } from './catalog-rows.ts';

/**
 * What runs without being named, whose function no known extension brought: casts, what operator classes are made of,
 * and the insides of text search, encodings, access methods and the server's own types.
 */
export function hiddenRows(major: number): string {
  const subscript = major >= 14 ? ', t.typsubscript' : '';
  // A family of the user's may also be made of the server's own volatile functions: lo_unlink fits a hash class.
  const foreign = (family: string) => `(NOT f.machinery OR (f.oid IS NULL AND ${family} >= ${firstUserId}
        AND EXISTS (SELECT FROM pg_proc v WHERE v.oid = x.id AND v.provolatile = 'v')))`;
  const always = (what: string, functions: string) => `
      UNION SELECT '${what}', 0, 0, 'i', 0, true, f.oid::int8 FROM own_function f
      WHERE NOT f.machinery AND f.oid IN (${functions})`;
  return `
      SELECT 'cast' AS what, c.castsource::int8 AS "from", c.casttarget::int8 AS "to", c.castcontext AS context,
             0::int8 AS family, false AS "byDefault", c.castfunc::int8 AS function
      FROM pg_cast c LEFT JOIN own_function f ON f.oid = c.castfunc
      WHERE (c.oid >= ${firstUserId} OR c.castfunc >= ${firstUserId}) AND c.castfunc <> 0
        AND NOT coalesce(f.machinery, false)
      UNION SELECT 'comparison', x.l::int8, x.r::int8, 'i', x.family::int8,
             EXISTS (SELECT FROM pg_opclass c WHERE c.opcfamily = x.family AND c.opcdefault), x.id::int8
      FROM (SELECT p.amproclefttype AS l, p.amprocrighttype AS r, p.amprocfamily AS family, p.amproc::oid AS id
            FROM pg_amproc p WHERE p.amproc >= ${firstUserId} OR p.amprocfamily >= ${firstUserId}
            UNION ALL SELECT m.amoplefttype, m.amoprighttype, m.amopfamily, o.oprcode::oid
            FROM pg_amop m JOIN pg_operator o ON o.oid = m.amopopr
            WHERE o.oprcode >= ${firstUserId} OR m.amopfamily >= ${firstUserId}) x
      LEFT JOIN own_function f ON f.oid = x.id
      WHERE ${foreign('x.family')}
      ${always('text search template', 'SELECT unnest(ARRAY[tmplinit, tmpllexize]::oid[]) FROM pg_ts_template')}
      ${always('text search parser', 'SELECT unnest(ARRAY[prsstart, prstoken, prsend, prsheadline, prslextype]::oid[]) FROM pg_ts_parser')}
      ${always('conversion of encodings', 'SELECT conproc::oid FROM pg_conversion')}
      ${always('access method', 'SELECT amhandler::oid FROM pg_am')}
      ${always(
        'type of the server',
        `SELECT unnest(ARRAY[t.typinput, t.typoutput, t.typreceive, t.typsend, t.typmodin, t.typmodout${subscript}]::oid[])
         FROM pg_type t WHERE t.oid < ${firstUserId}`,
      )}
      UNION SELECT 'check added to a type of the server', 0, 0, 'i', 0, true, 0 FROM pg_constraint k
      WHERE k.contypid > 0 AND k.contypid < ${firstUserId} AND (k.oid >= ${firstUserId} OR ${isTouched('k')})`;
}
