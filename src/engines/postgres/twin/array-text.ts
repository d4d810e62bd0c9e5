/** `{"a","it\"s"}`: quoted always, so that NULL, braces and commas are only letters. */
export function arrayText(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replace(/[\\"]/g, '\\$&')}"`).join(',')}}`;
}
