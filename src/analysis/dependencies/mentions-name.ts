/** Does the SQL say the name, as a word of its own? It may be another thing of that name. */
export function mentionsName(sql: string, name: string): boolean {
  const escaped = name.replaceAll('"', '""').replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\w$])${escaped}(?![\\w$])`).test(sql);
}
