import { findEngine, nearestEngine } from '#analysis/engine-choice/find-engine.ts';
import { mergeRequirements } from '#analysis/engine-choice/merge-requirements.ts';
import { type Reading, readSentence } from '#analysis/engine-choice/read-sentence.ts';
import { sizedLoad } from '#analysis/engine-choice/sized-load.ts';
import { count, percent } from '#analysis/plan-words.ts';
import { problem } from '#contracts/problem-error.ts';
import { type EngineRequirements, ReadShare } from '#vocabulary/engine-requirements.ts';

export interface EngineInput {
  readonly request?: string | undefined;
  readonly dataVolume?: EngineRequirements['dataVolume'];
  readonly readWriteRatio?: string | undefined;
  readonly consistency?: EngineRequirements['consistency'];
  readonly existingDb?: string | undefined;
}

export interface Request {
  readonly asked: EngineRequirements;
  readonly readings: readonly Reading[];
  readonly unread: readonly string[];
  /** What was taken for granted, one sentence each. */
  readonly assumed: readonly string[];
  readonly text: string;
}

/** One request from the sentence, the file and the flags; what is more exact wins: flags, then the file. */
export function readRequest(
  input: EngineInput,
  file: EngineRequirements | undefined,
  running: string | undefined,
): Request {
  if (input.request === undefined && file === undefined) {
    throw problem(
      'invalid',
      'There is nothing to choose by.',
      'Say what it is for: dbwright design engine "orders and payments, 200 GB, on AWS", or give --requirements FILE.',
    );
  }
  const sentence = input.request === undefined ? undefined : readSentence(input.request);
  const flags = readFlags(input);
  const named = [
    ...(file?.existing ?? []),
    ...(running === undefined ? [] : [running]),
    ...(input.existingDb === undefined ? [] : [input.existingDb]),
  ];
  const existing = known(named);
  const skills = known(file?.skills ?? []);
  const avoid = known(file?.avoid ?? []);
  const merged = mergeRequirements([
    ...(sentence === undefined ? [] : [sentence.requirements]),
    ...(file === undefined ? [] : [{ ...file, existing: [], skills: [], avoid: [] }]),
    { ...flags.patch, existing: existing.ids, skills: skills.ids, avoid: avoid.ids },
  ]);
  const isVague = merged.workloads.length === 0;
  const asked = isVague ? mergeRequirements([merged, { workloads: [{ kind: 'transactions' }] }]) : merged;
  return {
    asked,
    readings: [
      ...(sentence?.readings ?? []),
      ...flags.readings,
      ...named.flatMap((name) => readExisting(name, name === running)),
    ],
    unread: [...(sentence?.unread ?? []), ...[existing, skills, avoid].flatMap(({ strange }) => strange)],
    assumed: [
      ...(isVague ? ['No kind of work was recognized: taken as records that belong together (transactions).'] : []),
      ...assumedRates(asked),
    ],
    text: input.request ?? '',
  };
}

function readFlags({ dataVolume, readWriteRatio, consistency }: EngineInput): {
  readonly patch: Partial<EngineRequirements>;
  readonly readings: readonly Reading[];
} {
  const reads = readWriteRatio === undefined ? undefined : ReadShare.parse(readWriteRatio);
  return {
    patch: {
      ...(dataVolume === undefined ? {} : { dataVolume }),
      ...(reads === undefined ? {} : { reads }),
      ...(consistency === undefined ? {} : { consistency }),
    },
    readings: [
      ...(dataVolume === undefined ? [] : [{ words: `--data-volume ${dataVolume}`, says: volumeWords[dataVolume] }]),
      ...(reads === undefined
        ? []
        : [{ words: `--read-write-ratio ${readWriteRatio}`, says: `reads: ${percent(reads)}` }]),
      ...(consistency === undefined
        ? []
        : [{ words: `--consistency ${consistency}`, says: `${consistency} consistency` }]),
    ],
  };
}

const volumeWords = {
  small: 'about 10 GB',
  medium: 'about 200 GB',
  large: 'about 5 TB',
  massive: 'about 100 TB',
} as const;

function readExisting(name: string, isLive: boolean): readonly Reading[] {
  const sheet = findEngine(name);
  return sheet === undefined
    ? []
    : [{ words: isLive ? 'the database that was named' : name, says: `${sheet.name} is in use` }];
}

/** Ids of the engines that have a sheet; the other names with what may have been meant. */
function known(names: readonly string[]): { readonly ids: string[]; readonly strange: readonly string[] } {
  return {
    ids: names.flatMap((name) => findEngine(name)?.id ?? []),
    strange: names
      .filter((name) => findEngine(name) === undefined)
      .map((name) => {
        const near = nearestEngine(name);
        return `${name} (there is no fact sheet of it${near === undefined ? '' : `; did you mean ${near}?`})`;
      }),
  };
}

function assumedRates(asked: EngineRequirements): readonly string[] {
  const { reads, writes } = sizedLoad(asked);
  const isDerived = reads?.basis === 'derived' || writes?.basis === 'derived';
  if (!isDerived || asked.users === undefined) return [];
  const share = asked.reads === undefined ? ', 80 % of them reads' : '';
  return [
    `${count(asked.users)} users are taken as ${count(reads?.value ?? 0)} reads and ${count(writes?.value ?? 0)} writes a second at the peak (each hundredth user asks in a second${share}). State the rates if you know them.`,
  ];
}
