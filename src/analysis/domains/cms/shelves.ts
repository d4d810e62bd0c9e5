import type { ModelPart } from '#analysis/domains/domain.ts';

/** How readers find posts: categories, tags, menus and old addresses. And what stands in them: files. */
export const shelves: ModelPart = {
  entities: {
    category: {
      references: { parent: 'category?' },
      attributes: { name: 'name', slug: 'slug unique', description: "text = ''", position: 'count = 0' },
      volume: { rows: 600, perYear: 60 },
    },
    post_category: {
      key: ['post', 'category'],
      references: { post: 'post cascade', category: 'category' },
      attributes: { is_main: 'boolean = false' },
      timestamps: 'created',
      volume: { rows: 350_000, perYear: 70_000 },
    },
    tag: {
      attributes: { name: 'name unique', slug: 'slug unique' },
      timestamps: 'created',
      volume: { rows: 30_000, perYear: 5_000 },
    },
    post_tag: {
      key: ['post', 'tag'],
      references: { post: 'post cascade', tag: 'tag cascade' },
      timestamps: 'created',
      volume: { rows: 900_000, perYear: 180_000 },
    },
    file: {
      description: 'A picture, a film, a document. It stands in the object store; here is what it is.',
      references: { uploaded_by: 'user? set-null' },
      attributes: {
        storage_key: 'token unique',
        name: 'title',
        media_type: 'code(100)',
        size: 'bytes',
        sha256: 'hash',
        width: 'count? > 0',
        height: 'count? > 0',
        alternative_text: "title = ''",
      },
      checks: [{ name: 'width_with_height', sql: '(width IS NULL) = (height IS NULL)' }],
      volume: { rows: 900_000, perYear: 180_000 },
    },
    post_file: {
      description: 'A file that a post shows.',
      key: ['post', 'file'],
      references: { post: 'post cascade', file: 'file' },
      attributes: {
        role: 'choice(cover, inline, gallery, download) = inline',
        position: 'count = 0',
        caption: "title = ''",
      },
      timestamps: 'created',
      volume: { rows: 1_000_000, perYear: 200_000 },
    },
    menu: {
      description: 'A place of the page that holds links: the head, the foot.',
      attributes: { location: 'code', language: "language = 'en'", name: 'name' },
      unique: [{ of: ['location', 'language'] }],
      volume: { rows: 40, perYear: 5 },
    },
    menu_item: {
      description: 'A link: to a post or page, to a category, or to an address.',
      references: {
        menu: 'menu cascade',
        parent: 'menu_item? agree(menu)',
        post: 'post?',
        category: 'category?',
      },
      attributes: { url: 'url?', label: 'name', position: 'count = 0' },
      volume: { rows: 1_200, perYear: 200 },
    },
    redirect: {
      description: 'An address that was, and where it leads now.',
      references: { post: 'post? cascade' },
      attributes: {
        from_path: 'code(500) unique',
        url: 'url?',
        kind: 'choice(permanent, temporary) = permanent',
      },
      checks: [{ name: 'from_path_is_path', sql: "from_path LIKE '/%'" }],
      volume: { rows: 150_000, perYear: 25_000 },
    },
  },
  invariants: [
    { kind: 'acyclic', entity: 'category', parent: 'parent', says: 'A category cannot stand below itself.' },
    {
      kind: 'only-one',
      entity: 'post_category',
      per: ['post'],
      where: 'is_main',
      says: 'A post has one main category.',
    },
    {
      kind: 'only-one',
      entity: 'post_file',
      per: ['post'],
      where: "role = 'cover'",
      says: 'A post has one cover.',
    },
    {
      kind: 'only-while',
      entity: 'post_file',
      reference: 'file',
      parent: "media_type LIKE 'image/%'",
      where: "role IN ('cover', 'gallery')",
      says: 'Covers and galleries are pictures.',
    },
    {
      kind: 'immutable',
      entity: 'file',
      attributes: ['storage_key', 'sha256', 'media_type', 'size'],
      says: 'Another content is another file.',
    },
    { kind: 'acyclic', entity: 'menu_item', parent: 'parent', says: 'A link cannot stand below itself.' },
    {
      kind: 'exactly-one',
      entity: 'menu_item',
      of: ['post', 'category', 'url'],
      says: 'A link leads to one thing.',
    },
    { kind: 'exactly-one', entity: 'redirect', of: ['post', 'url'], says: 'An old address leads to one place.' },
  ],
  access: [
    { name: 'a category by its address', entity: 'category', by: ['slug'], perSecond: 60 },
    { name: 'posts of a category', entity: 'post_category', by: ['category'], limit: 50, perSecond: 60 },
    { name: 'a tag by its address', entity: 'tag', by: ['slug'], perSecond: 30 },
    { name: 'posts with a tag', entity: 'post_tag', by: ['tag'], limit: 50, perSecond: 30 },
    { name: 'tags of a post', entity: 'post_tag', by: ['post'], perSecond: 300 },
    { name: 'files of a post', entity: 'post_file', by: ['post'], order: ['position'], perSecond: 300 },
    { name: 'posts that show a file', entity: 'post_file', by: ['file'], limit: 50 },
    { name: 'a file of the same content', entity: 'file', by: ['sha256'], perSecond: 1 },
    { name: 'files, newest first', entity: 'file', order: ['-created_at'], limit: 60, perSecond: 2 },
    { name: 'files by words of their names', entity: 'file', search: 'name', limit: 60, perSecond: 1 },
    { name: 'links of a menu', entity: 'menu_item', by: ['menu'], order: ['position'], perSecond: 200 },
    { name: 'where an old address leads', entity: 'redirect', by: ['from_path'], perSecond: 60 },
  ],
  decisions: [
    {
      what: 'Redirects lead to a post or to another site, never to another redirect.',
      why: 'A post that moves again takes all its old addresses along, and no chain or circle can come about.',
    },
    {
      what: 'Files are kept in an object store, and a file that is shown cannot be deleted.',
      why: 'Backups of the database stay small, and no post loses its pictures.',
    },
  ],
};
