import type { IndexCase } from './index-case.ts';

const tree = (table: string, key: string) => [`${table} using gist (${key})`, `${table} using spgist (${key})`];
const network = [
  'hits using gist (network inet_ops)',
  'hits using spgist (network)',
  'hits using spgist (network inet_ops)',
];

/** GiST: ranges, shapes, nearest neighbours, networks, trees. The first set of kinds, part two. */
export const shapeCases: readonly IndexCase[] = [
  {
    name: 'range: overlaps',
    why: 'GiST is the index for ranges',
    query: "select id from bookings where during && tsrange('2025-03-14', '2025-03-15')",
    accept: tree('bookings', 'during'),
  },
  {
    name: 'range: contains a moment',
    why: 'GiST is the index for ranges',
    query: "select id from bookings where during @> timestamp '2025-03-14 12:00'",
    accept: tree('bookings', 'during'),
  },
  {
    name: 'range: contained',
    why: 'GiST is the index for ranges',
    query: "select id from stays where term <@ daterange('2021-05-01', '2021-05-12')",
    accept: tree('stays', 'term'),
  },
  {
    name: 'range: adjacent',
    why: 'GiST is the index for ranges',
    query: "select id from stays where term -|- daterange('2021-05-01', '2021-05-08')",
    accept: tree('stays', 'term'),
  },
  {
    name: 'range: contains a date that is a parameter',
    why: 'GiST is the index for ranges',
    query: 'select id, guest from stays where term @> $1::date',
    param: { 1: '2021-05-05' },
    accept: tree('stays', 'term'),
  },
  {
    name: 'range: wholly before',
    why: '<< is an operator of range_ops',
    query: "select id from stays where term << daterange('2015-01-20', '2015-01-25')",
    accept: tree('stays', 'term'),
  },
  {
    name: 'range without an upper end',
    why: 'GiST is the index for ranges',
    query: "select id from stays where valid @> timestamptz '2031-01-01'",
    accept: tree('stays', 'valid'),
  },
  {
    name: 'range: existing GiST index',
    why: 'it is there',
    query: 'select id from stays where rent_band @> 4242',
    accept: ['none'],
  },
  {
    name: 'range: existing GiST index, &&',
    why: 'it is there, and serves this operator too',
    query: 'select id from stays where rent_band && int4range(4242, 4250)',
    accept: ['none'],
  },
  {
    name: 'room and overlap, without btree_gist',
    why: 'either condition alone leaves some 300 rows',
    query: "select id from bookings where room_id = 17 and during && tsrange('2025-03-14', '2025-03-15')",
    accept: ['bookings (room_id)', ...tree('bookings', 'during')],
  },
  {
    name: 'room and overlap, btree_gist',
    why: 'the index of an exclusion constraint: both conditions in one',
    query: "select id from bookings where room_id = 17 and during && tsrange('2025-03-01', '2025-03-31')",
    accept: ['bookings using gist (room_id, during)', 'bookings using gist (during, room_id)'],
    extended: true,
  },
  {
    name: 'conflicts of one booking, btree_gist',
    why: 'for one booking, those in its room that overlap it',
    query: `select b.id from bookings a join bookings b on b.room_id = a.room_id and b.during && a.during and b.id <> a.id
where a.id = 4242`,
    accept: [
      'bookings using gist (room_id, during)',
      'bookings using gist (during, room_id)',
      'bookings (room_id)',
      'bookings using gist (during)',
    ],
    extended: true,
  },
  {
    name: 'two columns as a range',
    why: 'the expression of the query is the key',
    query: `select id from sessions
where tstzrange(started_at, ended_at) && tstzrange('2023-01-02 10:00', '2023-01-02 10:05')`,
    accept: tree('sessions', 'tstzrange(started_at, ended_at)'),
  },
  {
    name: 'nearest neighbours',
    why: 'GiST gives rows in the order of their distance',
    query: "select id, name from places order by location <-> point '(500,500)' limit 10",
    accept: tree('places', 'location'),
  },
  {
    name: 'nearest neighbours, a parameter',
    why: 'GiST gives rows in the order of their distance',
    query: 'select id, name from places order by location <-> $1::point limit 5',
    param: { 1: '(500,500)' },
    accept: tree('places', 'location'),
  },
  {
    name: 'nearest neighbours of one kind',
    why: 'an eighth of the rows is of the kind: the nearest few are soon found',
    query: "select id, name from places where kind = 'cafe' order by location <-> point '(500,500)' limit 5",
    accept: [
      ...tree('places', 'location'),
      "places using gist (location) where kind = 'cafe'",
      "places using spgist (location) where kind = 'cafe'",
    ],
  },
  {
    name: 'nearest neighbours within a box',
    why: 'one index searches and orders',
    query: `select id from places where location <@ box '((480,480),(520,520))' order by location <-> point '(500,500)'
limit 10`,
    accept: tree('places', 'location'),
  },
  {
    name: 'all by distance',
    why: 'every row is wanted: the sort costs less than the walk',
    query: "select id, name from places order by location <-> point '(500,500)'",
    accept: ['none'],
  },
  {
    name: 'distance in the condition',
    why: 'no index serves < of a distance: it has to be said with a circle',
    query: "select count(*) from places where location <-> point '(500,500)' < 5",
    accept: ['none'],
  },
  {
    name: 'nearest neighbours in a tiny table',
    why: 'twelve rows',
    query: "select name from depots order by location <-> point '(500,500)' limit 1",
    accept: ['none'],
  },
  {
    name: 'points in a box',
    why: 'points are searched by trees',
    query: "select id from places where location <@ box '((500,500),(510,510))'",
    accept: tree('places', 'location'),
  },
  {
    name: 'points in a circle',
    why: 'points are searched by trees',
    query: "select id from places where location <@ circle '((500,500),5)'",
    accept: tree('places', 'location'),
  },
  {
    name: 'points in a polygon',
    why: 'points are searched by trees',
    query: "select id from places where location <@ polygon '((500,500),(510,500),(505,512))'",
    accept: tree('places', 'location'),
  },
  {
    name: 'boxes that overlap',
    why: 'shapes are searched by trees',
    query: "select id from places where area && box '((500,500),(505,505))'",
    accept: tree('places', 'area'),
  },
  {
    name: 'boxes that contain a box',
    why: 'shapes are searched by trees',
    query: "select id from places where area @> box '((500,500),(500.5,500.5))'",
    accept: tree('places', 'area'),
  },
  {
    name: 'polygons that overlap',
    why: 'shapes are searched by trees',
    query: "select id from places where outline && polygon '((500,500),(510,500),(505,512))'",
    accept: tree('places', 'outline'),
  },
  {
    name: 'circles that overlap',
    why: 'shapes are searched by trees; SP-GiST has no class for circles',
    query: "select id from places where reach && circle '((500,500),5)'",
    accept: ['places using gist (reach)'],
  },
  {
    name: 'nearest polygons',
    why: 'poly_ops orders by the distance to a point',
    query: "select id from places order by outline <-> point '(500,500)' limit 5",
    accept: tree('places', 'outline'),
  },
  {
    name: 'address in a network',
    why: '<< becomes a range of a B-tree; inet_ops serves it as well',
    query: "select id, path from hits where client << inet '10.18.187.0/24'",
    accept: ['hits (client)', 'hits using gist (client inet_ops)', ...tree('hits', 'client').slice(1)],
  },
  {
    name: 'networks that hold an address',
    why: '>> is in no B-tree',
    query: "select id from hits where network >> inet '10.56.27.9'",
    accept: network,
  },
  {
    name: 'networks that overlap',
    why: '&& is in no B-tree',
    query: "select id from hits where network && inet '10.56.0.0/20'",
    accept: network,
  },
  {
    name: 'one address',
    why: 'plain equality on a short key',
    query: "select id, path from hits where client = '10.18.187.76'",
    accept: ['hits (client)'],
  },
  {
    name: 'labels below a node, ltree',
    why: 'GiST is the index for descendants',
    query: "select id, name from branches where path <@ 'top.a3.b17'",
    accept: ['branches using gist (path)'],
    extended: true,
  },
  {
    name: 'labels by a pattern, ltree',
    why: 'GiST is the index for lquery',
    query: "select id from branches where path ~ '*.c77.*'",
    accept: ['branches using gist (path)'],
    extended: true,
  },
  {
    name: 'one path, ltree',
    why: 'plain equality',
    query: "select id from branches where path = 'top.a0.b50.c166.d11'",
    accept: ['branches (path)'],
    extended: true,
  },
  {
    name: 'most similar texts',
    why: 'only GiST gives texts in the order of their distance',
    query: "select id, full_name from accounts order by full_name <-> 'Velanga Bamerka' limit 10",
    accept: ['accounts using gist (full_name gist_trgm_ops)'],
    extended: true,
  },
  {
    name: 'nearest number, btree_gist',
    why: 'btree_gist orders numbers by their distance',
    query: 'select id, score from accounts order by score <-> 500000 limit 5',
    accept: ['accounts using gist (score)'],
    extended: true,
  },
];
