/** `a/b/c.sql` -> `c.sql`. */
export function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `a/b/c.sql` -> `a/b`; `` where there is none. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** `-` is standard input. */
export function isSql(path: string): boolean {
  return path === '-' || /\.(?:p|pg|pl|plpg)?sql$/i.test(path);
}

/** `20260101_add_status` -> its number and the rest; a name without a number has no version. */
export function versionedName(name: string): { readonly version?: string; readonly name: string } {
  const { version, rest } = /^(?<version>\d+)(?:[_\-.\s]+(?<rest>.+))?$/s.exec(name)?.groups ?? {};
  return version === undefined ? { name } : { version, name: rest ?? name };
}
