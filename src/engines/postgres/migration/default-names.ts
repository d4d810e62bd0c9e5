/**
 * The name that the server gives to an index or a constraint that the statement leaves unnamed: `orders_user_id_idx`.
 * https://www.postgresql.org/docs/18/limits.html (63 bytes), ChooseRelationName in src/backend/commands/indexcmds.c
 */
export function defaultName(
  table: string,
  columns: readonly string[],
  label: 'pkey' | 'key' | 'idx' | 'excl' | 'fkey' | 'check' | 'not_null' | 'seq',
  isTaken: (name: string) => boolean,
): string {
  const middle = label === 'pkey' ? '' : columns.join('_');
  for (let count = 0; ; count++) {
    const name = fitted(table, middle, count === 0 ? label : `${label}${count}`);
    if (!isTaken(name)) return name;
  }
}

const longest = 63;

/** The longer of the two parts gives way first. */
function fitted(first: string, second: string, label: string): string {
  let [one, two] = [first, second];
  const separators = two === '' ? 1 : 2;
  while (one.length + two.length + label.length + separators > longest) {
    if (one.length > two.length) one = one.slice(0, -1);
    else two = two.slice(0, -1);
  }
  return [one, ...(two === '' ? [] : [two]), label].join('_');
}
