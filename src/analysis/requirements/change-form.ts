const numbers = /^(?:count|integer|decimal|quantity|money|percent|rate|rating|latitude|longitude|bytes|year)/;

/** The form with these bounds; of a kind that is no number, an integer or a decimal. */
export function bounded(
  form: string,
  { min, max, above }: { readonly min?: number; readonly max?: number; readonly above?: number },
): string {
  const whole = [min, max, above].every((one) => one === undefined || Number.isInteger(one));
  const kind = numbers.test(form) ? form : `${whole ? 'integer' : 'decimal'}${/\?/.test(form) ? '?' : ''}`;
  const head = kind.replace(/\s(?:>=|<=|>|<)\s*-?[\d.]+/g, '').replace(/ = \S+/, '');
  return [
    head,
    ...(min === undefined ? [] : [`>= ${min}`]),
    ...(above === undefined ? [] : [`> ${above}`]),
    ...(max === undefined ? [] : [`<= ${max}`]),
  ].join(' ');
}

/** It may be absent: without a default. */
export function markOptional(form: string): string {
  const bare = form.replace(/ = \S+/, '');
  return /^[a-z_]+(?:\([^)]*\))?\?/.test(bare) ? bare : bare.replace(/^[a-z_]+(?:\([^)]*\))?/, '$&?');
}

/** No two alike. */
export function markUnique(form: string): string {
  return / unique\b/.test(form) ? form : form.replace(/^[a-z_]+(?:\([^)]*\))?\??/, '$& unique').replace(/ = \S+/, '');
}
