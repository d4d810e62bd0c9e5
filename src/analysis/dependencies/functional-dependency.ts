/** Rows that agree in the determinant agree in the dependent columns. An empty determinant: the columns are constant. */
export interface FunctionalDependency {
  readonly determinant: readonly string[];
  readonly dependent: readonly string[];
}

/** `customer_email -> customer_name, customer_city` */
export function dependencyText({ determinant, dependent }: FunctionalDependency): string {
  return `${determinant.length === 0 ? '()' : determinant.join(', ')} -> ${dependent.join(', ')}`;
}
