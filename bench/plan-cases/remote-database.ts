/** Tables that live in the shop, seen from another database. */
export function remoteDatabase(url: URL): readonly string[] {
  // The host of a server that listens on a socket only is a folder.
  const [host, user] = [url.hostname, url.username].map(decodeURIComponent);
  const server = (name: string) => [
    `create server ${name} foreign data wrapper postgres_fdw
  options (host '${host}', port '${url.port}', dbname 'shop', use_remote_estimate 'true')`,
    `create user mapping for current_user server ${name} options (user '${user}')`,
  ];
  return [
    'create extension postgres_fdw',
    ...server('shop'),
    ...server('other_shop'),
    'import foreign schema public limit to (orders, customers) from server shop into public',
    'create schema other',
    'import foreign schema public limit to (payments) from server other_shop into other',
    `create function is_odd_note(note text) returns boolean language plpgsql immutable as $$ begin return note like '%17'; end $$`,
    'create table local_customers as select id, name, country from customers',
    'alter table local_customers add primary key (id)',
    'analyze',
  ];
}
