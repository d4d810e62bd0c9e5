/** One message of the server, with the fields that belong to it; DETAIL and STATEMENT joined to their line. */
export interface LogEntry {
  /** Where it starts, from 1. */
  readonly line: number;
  readonly severity: string;
  readonly message: string;
  readonly detail?: string | undefined;
  /** The statement that an error belongs to. */
  readonly statement?: string | undefined;
  readonly origin: LogOrigin;
  /** The message was longer than the limit. */
  readonly cut: boolean;
}

/** When and from whom. */
export interface LogOrigin {
  readonly at?: string | undefined;
  readonly pid?: number | undefined;
  readonly session?: string | undefined;
  readonly user?: string | undefined;
  readonly database?: string | undefined;
  readonly application?: string | undefined;
}

export interface EntryReader {
  readonly push: (text: string) => readonly LogEntry[];
  readonly end: () => readonly LogEntry[];
}

/** Figures that the readers of one log keep together. */
export interface LogTally {
  lines: number;
  entries: number;
  statements: number;
  /** Of these, the ones that cannot be told apart by connection. */
  withoutSession: number;
  failed: number;
  cut: number;
  unread: number;
  readonly examples: { readonly line: number; readonly text: string; readonly why: string }[];
  readonly prefixes: string[];
  frame?: string;
  compressed: boolean;
  brokenCharacters: boolean;
  cutOff: boolean;
  /** Messages by the language that they are in, where it is not English. */
  readonly languages: Map<string, number>;
}

export function newTally(): LogTally {
  return {
    lines: 0,
    entries: 0,
    statements: 0,
    withoutSession: 0,
    failed: 0,
    cut: 0,
    unread: 0,
    examples: [],
    prefixes: [],
    compressed: false,
    brokenCharacters: false,
    cutOff: false,
    languages: new Map(),
  };
}

const examplesKept = 5;
const exampleLength = 120;

export function countUnread(tally: LogTally, line: number, text: string, why: string): void {
  tally.unread += 1;
  if (tally.examples.length < examplesKept) {
    tally.examples.push({ line, text: text.length > exampleLength ? `${text.slice(0, exampleLength)}…` : text, why });
  }
}
