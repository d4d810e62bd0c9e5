/** A query that only reads and must give the rows that the server itself gives. */
export interface HarmlessCase {
  readonly name: string;
  readonly text: string;
  readonly parameters?: Readonly<Record<string, string>>;
  /** The rows differ from run to run: only their shape is compared. */
  readonly varies?: true;
  readonly since?: number;
}

export function harmless(name: string, text: string, details: Partial<HarmlessCase> = {}): HarmlessCase {
  return { ...details, name, text };
}

/** For results that are never twice the same. */
export function varying(name: string, text: string, details: Partial<HarmlessCase> = {}): HarmlessCase {
  return { ...details, name, text, varies: true };
}
