/** Where a name is looked for: the schemas in order. */
export type Path = readonly string[];

export interface Name {
  readonly name: string;
  readonly schemas: Path;
}

export interface FunctionName extends Name {
  /** How many arguments the call gives; undefined where any number may be meant. */
  readonly arguments?: number;
  /** `row.name`, which is a column or a function of the row. */
  readonly ofRow?: boolean;
  /** The same where what stands before the point may be no row: `('x').name` is name('x'). */
  readonly ofAny?: boolean;
  /** All its arguments may be constants when the plan is made: then the planner may run it. */
  readonly foldable: boolean;
}

/** What a parse tree names, with the kind of thing that each name may be. */
export interface Names {
  readonly functions: readonly FunctionName[];
  readonly operators: readonly Name[];
  /** Types that values are cast to. */
  readonly types: readonly Name[];
  readonly relations: readonly Name[];
  /** Relations that the statement would write: their defaults, rules and checks are planned too. */
  readonly written: readonly Name[];
  /** It has a subscript, which is cast as an assignment would. */
  readonly assigns: boolean;
}
