import { completion } from './completion.ts';
import { demo } from './demo.ts';
import { help } from './help.ts';
import { mcp } from './mcp.ts';
import type { Builtin } from './shell.ts';

/** In the order of the help. */
export const builtins: readonly Builtin[] = [demo, mcp, completion, help];
