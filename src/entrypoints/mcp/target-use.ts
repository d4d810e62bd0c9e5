import { commandSources } from '#agent/command-sources.ts';
import type { Command } from '#contracts/command.ts';

/** Whether a tool is about a database: it must be named, it may be, or the tool looks at none. */
export function targetUse(command: Command): 'needed' | 'allowed' | 'none' {
  if (!commandSources(command).includes('target')) return 'none';
  const isBare =
    command.needs.length === 0 &&
    !command.instruments.includes('read') &&
    command.likes.every((fact) => fact === 'server' || ownFiles.has(fact));
  return isBare ? 'allowed' : 'needed';
}

const ownFiles: ReadonlySet<string> = new Set(['model', 'requirements']);
