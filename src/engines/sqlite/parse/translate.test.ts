import { parseSync } from 'libpg-query';
import { expect, test } from 'vitest';
import './statement.ts';
import { spellBack } from './spell-back.ts';
import { translate } from './translate.ts';

const cases: readonly (readonly [string, string])[] = [
  ['select [a b], `c`, D from T', 'select "a b", "c", "d" from "t"'],
  [
    'select * from t where a == ?2 and b = ? and c = :x and d = :x',
    'select * from "t" where "a" = $2 and "b" = $3 and "c" = $4 and "d" = $4',
  ],
  [
    'select * from t where a is 5 and b is not c and d is not null',
    'select * from "t" where "a" IS NOT DISTINCT FROM 5 and "b" IS DISTINCT FROM  "c" and "d" is not null',
  ],
  ["select * from t where a glob 'x*' and b not glob 'y'", `select * from "t" where "a" ~# 'x*' and "b"  !~# 'y'`],
  ['select * from t limit 10, 5', 'select * from "t" OFFSET 10 LIMIT  5'],
  ['select * from t not indexed where a not null', 'select * from "t"   where "a" NOTNULL '],
  ['select * from t indexed by i join u', 'select * from "t"    join "u" ON true'],
  ['select * from t cross join u on t.a = u.a', 'select * from "t" INNER join "u" on "t"."a" = "u"."a"'],
  ["select cast(a as varchar(9)) as 'n' from t", `select sqlite_cast("a" , 'varchar ( 9 )' ) as "n" from "t"`],
  ['select 1 from t where a in u', 'select 1 from "t" where "a" in (SELECT * FROM "u")'],
  ['replace into t values (1)', 'INSERT into "t" values (1)'],
  ['insert or ignore into t values (1)', 'insert   into "t" values (1)'],
  ['with r as (select 1) select * from r', 'WITH RECURSIVE "r" as (select 1) select * from "r"'],
  ["select time('now'), replace(a, 'x', 'y') from t", `select "time"('now'), "replace"("a", 'x', 'y') from "t"`],
  ['select a from t -- end\n /* x', 'select "a" from "t"    '],
];

test.each(cases)('%s', (text, expected) => {
  const { text: translated } = translate(text);
  expect(translated).toBe(expected);
  expect(parseSync(translated).stmts).toHaveLength(1);
});

test('what was printed is SQLite again', () => {
  expect(
    spellBack(`sqlite_cast(sqlite_cast(a, 'text'), 'varchar(9)') ~# 'IS DISTINCT FROM' AND b IS NOT DISTINCT FROM 5`),
  ).toBe(`CAST(CAST(a AS text) AS varchar(9)) GLOB 'IS DISTINCT FROM' AND b IS 5`);
});
