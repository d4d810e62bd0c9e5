import type { CommandTools } from '#contracts/command.ts';
import type { FactName } from '#contracts/facts.ts';
import type { InstrumentName } from '#contracts/instrument.ts';
import type { Unseen } from '#vocabulary/report.ts';

const instrumentWords: Readonly<Record<InstrumentName, string>> = {
  whatIf: 'what an index would change',
  run: 'measured times',
  rehearse: 'what a change would lock',
  compare: 'a comparison on made-up databases',
  combine: 'the one statement in place of many',
  read: 'rows of the database',
  resolve: 'what the statements read',
  serve: 'a trial of settings of the whole server',
  draw: 'a drawing',
  designs: 'a design',
  seed: 'made-up rows',
  destination: 'a database to load rows into',
  chat: 'what a language model proposes',
};

const factWords: Partial<Readonly<Record<FactName, string>>> = {
  usage: 'the counters of tables and indexes',
  counters: 'the counters of the server',
  load: 'the statements of the workload',
};

/** Facts and instruments that could not be had at all. */
export function missingParts(tools: Pick<CommandTools<InstrumentName>, 'missing'>): readonly Unseen[] {
  return tools.missing.map((one) => ({
    what: 'fact' in one ? (factWords[one.fact] ?? `the ${one.fact}`) : instrumentWords[one.instrument],
    why: one.why,
    ...(one.remedy === undefined ? {} : { remedy: one.remedy }),
  }));
}
