import type { Command } from '#contracts/command.ts';
import type { FactName } from '#contracts/facts.ts';
import { Sources } from '#vocabulary/sources.ts';

export type SourceName = keyof Sources;

/** Facts that only a live server can tell. */
const liveFacts: readonly FactName[] = ['access'];

/** Facts that a file of their own tells: no database has them. */
const ownFiles: readonly string[] = ['requirements'];

/** Which sources a command takes: it follows from the facts that it needs or likes and from its instruments. */
export function commandSources(command: Pick<Command, 'needs' | 'likes' | 'instruments'>): readonly SourceName[] {
  const facts = new Set<string>([...command.needs, ...command.likes]);
  const readsDatabase = [...facts].some((fact) => !ownFiles.includes(fact));
  const readsSchema = ['schema', 'statistics', 'query', 'migration'].some((fact) => facts.has(fact));
  const taken: Readonly<Record<SourceName, boolean>> = {
    url: readsDatabase || command.instruments.includes('read'),
    target: readsDatabase || command.instruments.includes('read'),
    plan: facts.has('plan'),
    diff: facts.has('plans'),
    log: facts.has('trace') || facts.has('load'),
    slowLog: facts.has('load'),
    queries: facts.has('trace') || facts.has('load'),
    activity: facts.has('load'),
    replica: facts.has('usage'),
    code: facts.has('loops'),
    schema: readsSchema,
    model: facts.has('model'),
    migrations: facts.has('migration'),
    requirements: facts.has('requirements'),
    export: readsDatabase && !command.needs.some((fact) => liveFacts.includes(fact)),
    volumes: facts.has('statistics') || facts.has('volumes'),
    sample: command.instruments.includes('whatIf') || facts.has('samples'),
    twinUrl: command.instruments.includes('run'),
    intoUrl: command.instruments.includes('destination'),
    rows: command.instruments.includes('run'),
  };
  return sourceNames.filter((name) => taken[name]);
}

export const sourceNames: readonly SourceName[] = Sources.keyof().options;
