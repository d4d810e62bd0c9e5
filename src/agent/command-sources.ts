import type { Command } from '#contracts/command.ts';
import { Sources } from '#vocabulary/sources.ts';

export type SourceName = keyof Sources;

/** Which sources a command takes: it follows from the facts that it needs or likes and from its instruments. */
export function commandSources(command: Pick<Command, 'needs' | 'likes' | 'instruments'>): readonly SourceName[] {
  const facts = new Set<string>([...command.needs, ...command.likes]);
  const readsSchema = facts.has('schema') || facts.has('statistics') || facts.has('query');
  const taken: Readonly<Record<SourceName, boolean>> = {
    url: facts.size > 0,
    target: facts.size > 0,
    plan: facts.has('plan'),
    schema: readsSchema,
    export: facts.size > 0,
    volumes: facts.has('statistics'),
    sample: command.instruments.includes('whatIf'),
    twinUrl: command.instruments.includes('run'),
    rows: command.instruments.includes('run'),
  };
  return sourceNames.filter((name) => taken[name]);
}

export const sourceNames: readonly SourceName[] = Sources.keyof().options;

/** Only a command that tries ideas has changes to propose, which `apply` can carry out. */
export function canPropose(command: Pick<Command, 'instruments'>): boolean {
  return command.instruments.length > 0;
}
