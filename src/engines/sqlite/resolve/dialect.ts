import type { Dialect } from '#engines/sql/resolve/dialect.ts';
import { spellBack } from '#engines/sqlite/parse/spell-back.ts';
import { parseView } from '#engines/sqlite/parse/statement.ts';
import { standIns } from '#engines/sqlite/parse/translate.ts';

/** https://www.sqlite.org/json1.html#jeach */
const jsonColumns = ['key', 'value', 'type', 'atom', 'id', 'parent', 'fullkey', 'path'];

/** How SQLite reads what PostgreSQL's parser parsed for it. */
export const sqliteDialect: Dialect = {
  // https://www.sqlite.org/rowidtable.html
  systemColumns: new Set(['rowid', '_rowid_', 'oid', 'rank']),
  isSystemTable: (name) => /^(sqlite_|pragma_)|^dbstat$/.test(name),
  parseView,
  operators: {
    [standIns.glob]: { spelling: 'GLOB', kind: 'pattern', isPrefix: (pattern) => /^[^*?[]/u.test(pattern) },
    [standIns.notGlob]: { spelling: 'NOT GLOB', kind: 'other' },
    [standIns.match]: { spelling: 'MATCH', kind: 'other' },
    [standIns.notMatch]: { spelling: 'NOT MATCH', kind: 'other' },
    [standIns.regexp]: { spelling: 'REGEXP', kind: 'pattern' },
    [standIns.notRegexp]: { spelling: 'NOT REGEXP', kind: 'other' },
    // An index finds NULL as it finds any other value. https://www.sqlite.org/optoverview.html
    'IS NOT DISTINCT FROM': { spelling: 'IS', kind: 'equality' },
    'IS DISTINCT FROM': { spelling: 'IS NOT', kind: 'inequality' },
  },
  tableFunctions: {
    json_each: jsonColumns,
    json_tree: jsonColumns,
    jsonb_each: jsonColumns,
    jsonb_tree: jsonColumns,
    generate_series: ['value'],
  },
  widens: false,
  seesOutputNames: true,
  spell: spellBack,
};
