import { execFileSync } from 'node:child_process';

/** The user that a native server runs as. PostgreSQL refuses to run as root. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

/** Unused numbers that Linux gives to the user without rights. */
const NOBODY = 65534;

/** `nobody` when we are root; undefined (run as ourselves) for everybody else. */
export function serverUser(): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  return { uid: idOfNobody('-u'), gid: idOfNobody('-g') };
}

function idOfNobody(flag: '-u' | '-g'): number {
  try {
    const id = Number.parseInt(
      execFileSync('id', [flag, 'nobody'], { stdio: ['ignore', 'pipe', 'ignore'] }).toString(),
      10,
    );
    return id > 0 ? id : NOBODY;
  } catch {
    return NOBODY;
  }
}
