/** What is wrong with a model, and where: `['entities', 'order', 'references', 'customer']`. */
export interface ModelFault {
  readonly path: readonly (string | number)[];
  /** What happened and why. */
  readonly message: string;
  /** What to do next. */
  readonly hint?: string;
}

/** Either what was read, or why it could not be. */
export type Reading<T> =
  | { readonly value: T; readonly fault?: undefined }
  | { readonly value?: undefined; readonly fault: Omit<ModelFault, 'path'> };
