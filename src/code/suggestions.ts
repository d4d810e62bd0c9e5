import type { QueryLibrary } from '#vocabulary/query-loop.ts';

interface Words {
  readonly read: string;
  readonly write: string;
}

/** What to write instead of a query per row, in each library's own words. */
const words: Readonly<Record<QueryLibrary, Words>> = {
  pg: {
    read: 'Ask once for all of them: `WHERE key = ANY($1)` with the keys as one array, and put the rows into a Map by key; or join in the outer query, with json_agg for lists.',
    write:
      'Write all rows in one statement: `INSERT INTO … SELECT * FROM unnest($1::…[], $2::…[])`, or one VALUES list per 1000 rows.',
  },
  mysql2: {
    read: 'Ask once for all of them: `query("… WHERE key IN (?)", [keys])`, and put the rows into a Map by key; or join in the outer query.',
    write: 'Write all rows in one statement: `query("INSERT INTO … (a, b) VALUES ?", [rows])`.',
  },
  postgres: {
    read: 'Ask once for all of them: `where key in` the fragment `sql(keys)`, and put the rows into a Map by key; or join in the outer query.',
    write: 'Write all rows in one statement: `insert into …` and the fragment `sql(rows)`.',
  },
  'better-sqlite3': {
    read: 'Join in the outer query, or ask once: `WHERE key IN (SELECT value FROM json_each(?))` with JSON.stringify(keys).',
    write: 'Run the prepared statement inside of one `db.transaction(…)`, so that the disk is waited for once.',
  },
  prisma: {
    read: 'Let the outer query load them: `include` or `select` of the relation (`_count` for counts); or ask once with `where: { key: { in: keys } }`, for counts `groupBy`.',
    write: 'Write all rows at once: `createMany({ data })`, or `updateMany` where all rows get the same.',
  },
  drizzle: {
    read: 'Ask once with `inArray(column, keys)`, use `leftJoin`, or `db.query.….findMany({ with: { … } })`.',
    write: 'Write all rows at once: `db.insert(table).values(rows)`, with `onConflictDoUpdate` for updates.',
  },
  typeorm: {
    read: 'Let the outer query load them: `relations: { … }` or `leftJoinAndSelect`; or ask once with `findBy({ key: In(keys) })`.',
    write: 'Write all rows at once: `repository.insert(rows)`, `save(rows, { chunk: 1000 })` or `upsert(rows, …)`.',
  },
  knex: {
    read: 'Ask once with `.whereIn(column, keys)` and put the rows into a Map by key, or `.join(…)` in the outer query.',
    write:
      'Write all rows at once: `knex(table).insert(rows)` or `knex.batchInsert(table, rows)`, `.onConflict(…).merge()` for updates.',
  },
  kysely: {
    read: "Ask once with `.where(column, 'in', keys)`, join in the outer query, or nest the rows with jsonArrayFrom.",
    write: 'Write all rows at once: `.insertInto(table).values(rows)`, with `.onConflict(…)` for updates.',
  },
  sequelize: {
    read: 'Let the outer query load them: `findAll({ include: Model })`; or ask once with `where: { key: { [Op.in]: keys } }`.',
    write:
      'Write all rows at once: `Model.bulkCreate(rows, { updateOnDuplicate: [...] })`, or one `update` with a `where`.',
  },
  mongoose: {
    read: 'Let the outer query load them: `.populate(path)` on it; or ask once with `find({ key: { $in: keys } })`.',
    write:
      'Write all documents at once: `Model.insertMany(documents)`, `updateMany(…)` or `Model.bulkWrite(operations)`.',
  },
  mongodb: {
    read: 'Ask once with `find({ key: { $in: keys } })` and put the documents into a Map by key, or `$lookup` in the outer pipeline.',
    write: 'Write all documents at once: `insertMany(documents)` or `bulkWrite(operations)`.',
  },
  sql: {
    read: 'Ask once for all of them with a list of keys, and put the rows into a Map by key; or join in the outer query.',
    write: 'Write all rows in one statement with several rows of VALUES.',
  },
};

export function suggestionFor(library: QueryLibrary, kind: 'read' | 'write', form: string): string {
  if (form === 'recursion')
    return 'Walk the tree in one recursive query: `WITH RECURSIVE`, or load all its rows and link them in memory.';
  return words[library][kind];
}
