import { placeIn } from '#code/place-in.ts';
import { problem } from '#contracts/problem-error.ts';

/** A file of a schema: one, or each of a folder. */
export interface PrismaFile {
  readonly path: string;
  readonly text: string;
}

/** A place in a file; `offset` counts characters. */
export interface Spot {
  readonly file: PrismaFile;
  readonly offset: number;
}

/** Gathers what is wrong, so that it is told at once. */
export interface PrismaFaults {
  add(at: Spot, message: string, hint?: string): void;
  /** Throws invalid, where there are any. */
  tell(): void;
}

/** Faults that are told at once. */
const most = 10;
const manual = 'https://www.prisma.io/docs/orm/reference/prisma-schema-reference says what a schema may hold.';

interface Fault {
  readonly at: Spot;
  readonly message: string;
  readonly hint: string | undefined;
}

export function prismaFaults(): PrismaFaults {
  const found = new Map<string, Fault>();
  return {
    add: (at, message, hint) => {
      const key = `${at.file.path} ${at.offset} ${message}`;
      if (!found.has(key)) found.set(key, { at, message, hint });
    },
    tell: () => {
      if (found.size === 0) return;
      const inOrder = [...found.values()].toSorted(inFile);
      const rest = inOrder.length > most ? [`… and ${inOrder.length - most} more.`] : [];
      // What helps stands at its own fault, unless there is but one.
      const [only] = inOrder.length === 1 ? inOrder : [];
      const told = inOrder.slice(0, most).map(({ at, message, hint }) => {
        const line = `${at.file.path}, ${placeOf(at)}: ${message}`;
        return only !== undefined || hint === undefined ? line : `${line} ${hint}`;
      });
      throw problem('invalid', [...told, ...rest].join('\n'), only?.hint ?? manual);
    },
  };
}

function inFile({ at: a }: Fault, { at: b }: Fault): number {
  if (a.file.path !== b.file.path) return a.file.path < b.file.path ? -1 : 1;
  return a.offset - b.offset;
}

/** line 12, column 3 */
export function placeOf({ file, offset }: Spot): string {
  return placeIn(file.text, offset);
}
