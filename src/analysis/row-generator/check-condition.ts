/** A value in a condition. Constants are texts as the server prints them; of a boolean `t` or `f`. */
export type CheckOperand =
  | { readonly kind: 'column'; readonly column: string }
  | { readonly kind: 'constant'; readonly value: string | null }
  | {
      readonly kind: 'arithmetic';
      readonly operator: '+' | '-' | '*' | '/' | '%';
      readonly left: CheckOperand;
      readonly right: CheckOperand;
    }
  /** `length`: characters of a text, or bytes; `elements`: of an array; `json-type`: object, array, string, number … */
  | {
      readonly kind: 'function';
      readonly name: 'length' | 'lower' | 'upper' | 'trim' | 'abs' | 'elements' | 'json-type';
      readonly of: CheckOperand;
    }
  | { readonly kind: 'coalesce'; readonly of: readonly CheckOperand[] }
  /** The truth of a condition as a value: 1 or 0 where it is counted, `t` or `f` where it is compared. */
  | { readonly kind: 'truth'; readonly of: CheckCondition };

export type CheckComparison = '=' | '<>' | '<' | '<=' | '>' | '>=';

/** What a CHECK, a domain, a partial index or a partition's bound asks of a row; names are the catalog's own. */
export type CheckCondition =
  | { readonly kind: 'and' | 'or'; readonly of: readonly CheckCondition[] }
  | { readonly kind: 'not'; readonly of: CheckCondition }
  | {
      readonly kind: 'compare';
      readonly operator: CheckComparison;
      readonly left: CheckOperand;
      readonly right: CheckOperand;
    }
  | {
      readonly kind: 'in';
      readonly subject: CheckOperand;
      readonly values: readonly string[];
      readonly negated: boolean;
    }
  | { readonly kind: 'is-null'; readonly subject: CheckOperand; readonly negated: boolean }
  /** A LIKE pattern, or a regular expression. */
  | {
      readonly kind: 'match';
      readonly subject: CheckOperand;
      readonly form: 'like' | 'regex';
      readonly pattern: string;
      readonly ignoreCase: boolean;
      readonly negated: boolean;
    }
  | { readonly kind: 'constant'; readonly value: boolean | null }
  /** What could not be translated. */
  | { readonly kind: 'opaque'; readonly text: string };

/** The name that stands for the value in a domain's condition. */
export const domainValue = 'value';

/** A condition with its owner: a table's CHECK, or a domain's, whose column is called `value`. */
export interface NamedCheck {
  readonly owner: 'table' | 'domain';
  readonly schema: string;
  /** Of the table or the domain. */
  readonly name: string;
  readonly constraint: string;
  readonly condition: CheckCondition;
}

/** What a generated column is computed from, where that could be translated. */
export interface GeneratedValue {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  readonly operand: CheckOperand;
}

/** What an index asks of a row beside its columns. */
export interface IndexCondition {
  readonly schema: string;
  readonly name: string;
  /** Of a partial index. */
  readonly predicate?: CheckCondition | undefined;
  /** One for each key, in order; undefined where it could not be translated. */
  readonly keys: readonly (CheckOperand | undefined)[];
}
