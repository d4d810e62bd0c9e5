import { notShown, type ServerTrialPlan } from '#analysis/server-settings/server-trial-plan.ts';
import type { SettingFault, SettingVerdict } from '#analysis/server-settings/setting-verdict.ts';
import type { CommandTools } from '#contracts/command.ts';
import type { FactsOf } from '#contracts/facts.ts';
import { missingParts } from '#tasks/optimize/missing-parts.ts';
import type { Unseen } from '#vocabulary/report.ts';
import type { ServersTried } from './try-servers.ts';
import { trialSettings } from './try-settings.ts';

const flagWords: Readonly<Record<string, string>> = {
  '--ram': 'How much memory its machine has no server tells.',
  '--cpus': 'How many processors its machine has no server tells.',
  '--disk': 'What the data lie on no server tells.',
  '--connections': 'How many sessions come at the busiest time the server does not tell.',
};

const flagExamples: Readonly<Record<string, string>> = {
  '--ram': 'Give --ram 16GB.',
  '--cpus': 'Give --cpus 8.',
  '--disk': 'Give --disk ssd, hdd, nvme or network.',
  '--connections': 'Give --connections 200.',
};

/** What only the user can tell, by the flag that tells it; then what the server did not. */
export function unseenOf(
  { counters, usage }: FactsOf<never, 'counters' | 'usage'>,
  verdicts: readonly SettingVerdict[],
  tools: Pick<CommandTools<'run' | 'resolve' | 'serve'>, 'missing'>,
): readonly Unseen[] {
  const unknown = verdicts.flatMap((verdict) => (verdict.kind === 'unknown' ? [verdict] : []));
  const flags = [...new Set(unknown.flatMap((one) => one.flags))];
  const gaps = (what: string, sentences: readonly string[]) => sentences.map((why): Unseen => ({ what, why }));
  return [
    ...flags.map((flag) => ({
      what: unknown
        .filter((one) => one.flags.includes(flag))
        .map(({ name }) => name)
        .join(', '),
      why: flagWords[flag] ?? `It needs ${flag}.`,
      remedy: flagExamples[flag] ?? `Give ${flag}.`,
    })),
    ...unknown.filter((one) => one.flags.length === 0).map(({ name, why }) => ({ what: name, why: `${why}.` })),
    ...missingParts(tools),
    ...gaps('a part of the counters of the server', counters?.unread ?? []),
    ...gaps('a part of the counters of the tables', usage?.unread ?? []),
  ];
}

/** Which changes have no before and after, and why. */
export function unshown(
  faults: readonly SettingFault[],
  plan: ServerTrialPlan | undefined,
  servers: ServersTried | undefined,
): readonly Unseen[] {
  const ofServer = faults.filter((fault) => trialSettings(fault).length === 0);
  return [
    ...(servers?.kind === 'failed'
      ? [
          {
            what: `before and after of ${servers.plan.servers.flatMap(({ faults: [fault, other], title }) => (fault === undefined || other !== undefined ? [] : [title])).join(', ')}`,
            why: servers.why,
            ...(servers.remedy === undefined ? {} : { remedy: servers.remedy }),
          },
        ]
      : []),
    ...(servers?.kind === 'tried' ? servers.faults : [])
      .filter(({ outcome }) => outcome === 'not-reached')
      .map(({ fault }) => ({
        what: `before and after of ${fault.proposals.map(({ name }) => name).join(', ')}`,
        why: 'The work of the trial was too little for what it is to mend to come up.',
      })),
    ...notShown(ofServer, plan).map(({ names, why }) => ({ what: `before and after of ${names.join(', ')}`, why })),
  ];
}
