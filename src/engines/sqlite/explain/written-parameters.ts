import type { ResolvedQuery } from '#vocabulary/resolved-query.ts';

/** `customer_id = $1` with the parameters as the user wrote them: `customer_id = :id`. */
export function withWrittenParameters(sql: string, { parameters }: ResolvedQuery): string {
  return sql
    .split(/('(?:[^']|'')*'|"(?:[^"]|"")*")/)
    .map((part, at) =>
      at % 2 === 1
        ? part
        : part.replace(/\$(\d+)\b/g, (all, number) => {
            return parameters.find((one) => one.number === Number(number))?.written ?? all;
          }),
    )
    .join('');
}
