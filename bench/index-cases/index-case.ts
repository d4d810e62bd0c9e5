/**
 * One query and the indexes that an expert would make for it.
 *
 * A label reads `orders (customer_id | created_at desc) include (total) where status = 'open'`: keys before `|` are only
 * compared with `=`, so any order and direction of them is right; the keys behind it may all be turned round together.
 * `*` stands for any keys. Several indexes that belong together are joined by ` + `; `none` is no index at all.
 */
export interface IndexCase {
  readonly name: string;
  readonly query: string;
  readonly param?: Readonly<Record<string, string>>;
  /** Any one of these is right. */
  readonly accept: readonly string[];
  /** Why this one, in a line. */
  readonly why?: string;
  /** Asked once pg_trgm, btree_gin, btree_gist and ltree are installed. */
  readonly extended?: true;
}
