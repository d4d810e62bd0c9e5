/** Why a statement gives now these rows and now those, as far as its words tell. */
export function whyItVaries(text: string): string {
  const words = text.replace(/'(?:[^']|'')*'/g, "''");
  if (/\b(random|gen_random_uuid|uuid_generate\w*|clock_timestamp|nextval|timeofday)\s*\(/i.test(words)) {
    return 'it calls a function that gives something else each time';
  }
  if (/\btablesample\b/i.test(words)) return 'it reads a sample of the rows';
  if (/\b(limit|offset|fetch\s+(first|next))\b/i.test(words)) {
    return 'its ORDER BY does not decide which of equal rows come before the LIMIT or behind the OFFSET';
  }
  if (/\bdistinct\s+on\b/i.test(words))
    return 'DISTINCT ON takes any one of equal rows, since its ORDER BY does not decide between them';
  if (/\bover\s*\(/i.test(words)) return 'a window function numbers equal rows in any order';
  if (/\b(array_agg|string_agg|jsonb?_agg\w*|jsonb?_object_agg\w*|xmlagg)\b/i.test(words)) {
    return 'it collects values in the order in which it meets them';
  }
  return 'its result hangs on the order in which rows lie or on the plan';
}
