/** PostgreSQL folds what is not quoted to lower case: such a name needs quotes for ever. */
export function needsQuotes(name: string): boolean {
  return !/^[a-z_][a-z0-9_$]*$/.test(name);
}
