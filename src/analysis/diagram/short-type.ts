const shortNames: readonly (readonly [RegExp, string])[] = [
  [/^timestamp(\(\d\))? with time zone/i, 'timestamptz$1'],
  [/^timestamp(\(\d\))? without time zone/i, 'timestamp$1'],
  [/^time(\(\d\))? with time zone/i, 'timetz$1'],
  [/^time(\(\d\))? without time zone/i, 'time$1'],
  [/^character varying/i, 'varchar'],
  [/^character(?=\(|\[|$)/i, 'char'],
  [/^double precision/i, 'float8'],
  [/^integer/i, 'int'],
  [/^boolean/i, 'bool'],
  [/^bit varying/i, 'varbit'],
];

/** A type as one says it in a diagram: `character varying(80)` is `varchar(80)`. */
export function shortType(type: string): string {
  for (const [long, short] of shortNames) {
    if (long.test(type)) return type.replace(long, (_, precision: unknown) => short.replace('$1', told(precision)));
  }
  return type;
}

function told(precision: unknown): string {
  return typeof precision === 'string' ? precision : '';
}
