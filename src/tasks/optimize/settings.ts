import { z } from 'zod';
import { judgeSettings } from '#analysis/server-settings/judge-settings.ts';
import { managedService } from '#analysis/server-settings/managed-service.ts';
import { serverTrialPlan } from '#analysis/server-settings/server-trial-plan.ts';
import type { ServerFacts, SettingFault } from '#analysis/server-settings/setting-verdict.ts';
import { type CommandTools, defineCommand } from '#contracts/command.ts';
import type { FactsOf } from '#contracts/facts.ts';
import { problem } from '#contracts/problem-error.ts';
import { settingRules } from '#rules/catalogue.ts';
import { judge } from '#rules/judge.ts';
import { ByteSize } from '#vocabulary/quantity.ts';
import { reportVersion } from '#vocabulary/report.ts';
import { alterSystem, recommend } from './settings/recommend.ts';
import { sections } from './settings/sections.ts';
import { SettingsReport } from './settings/settings-report.ts';
import { summarize } from './settings/summarize.ts';
import { type ServersTried, tryServers } from './settings/try-servers.ts';
import { readsOf, type TriedFault, trialSettings, trySettings } from './settings/try-settings.ts';
import { unseenOf, unshown } from './settings/unseen.ts';

type SettingsFacts = FactsOf<'settings', 'server' | 'counters' | 'load' | 'usage' | 'schema' | 'statistics'>;
type Tools = CommandTools<'run' | 'resolve' | 'serve'>;

const Input = z.strictObject({
  ram: ByteSize.optional().meta({ description: 'Memory of the server’s machine: 16GB, 512MB' }),
  cpus: z.int().min(1).max(4096).optional().meta({ description: 'Processors of the server’s machine' }),
  disk: z.enum(['ssd', 'hdd', 'nvme', 'network']).optional().meta({ description: 'What the data lie on' }),
  connections: z.int().min(1).max(100_000).optional().meta({ description: 'Sessions at the busiest time' }),
  kind: z
    .enum(['web', 'oltp', 'warehouse', 'mixed', 'desktop'])
    .default('mixed')
    .meta({ description: 'What the database is for; desktop: other programs need the memory too' }),
  tries: z.int().min(0).max(20).default(3).meta({
    description:
      'Measure settings of a session on so many of the heaviest statements, in a copy or among made-up rows; 0 tries nothing, settings of the whole server neither',
  }),
  runs: z.int().min(3).max(50).default(5).meta({ description: 'Runs of each statement, before and after' }),
});
type Input = z.infer<typeof Input>;

export const settings = defineCommand({
  summary: 'Find settings of the server that are wrong, dangerous or left at their defaults, with the arithmetic',
  description:
    'Judges the settings by what the server counted (requested checkpoints, temporary files, full buffers, sessions, ' +
    'hit ratios) and by what you say of its machine: memory, processors and disk no server tells, and nothing is guessed ' +
    'from this one. Each advice shows how its value comes about, what it takes (reload or restart) and what it costs. ' +
    'What a session can set is tried on the heaviest statements where there are rows. max_wal_size, wal_compression, ' +
    'wal_buffers and shared_buffers, where they are to be changed, are tried for half a minute on throw-away servers of ' +
    'this machine, under a small workload of our own: --tries 0 leaves that out. The script is for an administrator: ' +
    'nothing is changed here.',
  positional: [],
  rare: true,
  needs: ['settings'],
  likes: ['server', 'counters', 'load', 'usage', 'schema', 'statistics'],
  instruments: ['run', 'resolve', 'serve'],
  input: Input,
  output: SettingsReport,
  examples: [
    {
      title: 'With what the server cannot tell',
      args: '--url postgres://localhost/shop --ram 16GB --cpus 8 --disk ssd --connections 200',
    },
    { title: 'What can be said without that', args: '--url postgres://localhost/shop' },
    { title: 'A warehouse, from what was exported', args: '--export shop.dbw.json --kind warehouse --ram 128GB' },
  ],
  wants: (facts, input) => {
    if (input.tries === 0) return [];
    const faults = faultsOf(facts, input);
    const ofSession = readsOf(facts.load).length > 0 && faults.some(isTryable);
    const ofServer = serverTrialPlan(faults, serverFacts(facts, input)) !== undefined;
    return [...(ofSession ? (['run', 'resolve'] as const) : []), ...(ofServer ? (['serve'] as const) : [])];
  },
  decide,
});

async function decide(facts: SettingsFacts, input: Input, tools: Tools): Promise<SettingsReport> {
  if (facts.settings['server_version_num'] === undefined) {
    throw problem('unsupported', 'Only the settings of PostgreSQL can be judged.', 'Give --url postgres://….');
  }
  const verdicts = judgeSettings(serverFacts(facts, input));
  const faults = verdicts
    .filter((verdict) => verdict.kind === 'change')
    .toSorted((one, other) => gravity[other.severity] - gravity[one.severity]);
  const service = managedService(facts.settings);
  const { run, resolve, serve } = tools.instruments;
  const { load, statistics } = facts;
  const tried: readonly TriedFault[] =
    run === undefined || resolve === undefined
      ? []
      : await trySettings(
          faults.filter(isTryable),
          { load, statistics, tries: input.tries, runs: input.runs, context: tools.context },
          { run, resolve },
        );
  const plan = input.tries === 0 ? undefined : serverTrialPlan(faults, serverFacts(facts, input));
  const servers: ServersTried | undefined =
    plan === undefined || serve === undefined ? undefined : await tryServers(plan, serve);
  const recommendations = recommend(faults, tried, servers, service);
  const judged = judge(settingRules, facts);
  return {
    version: reportVersion,
    command: 'optimize settings',
    summary: summarize(verdicts, service),
    subject: tools.subject,
    findings: judged.findings.map((finding) => {
      // Where the figures of the machine gave a value, it is the better one.
      const fault = faults.find((one) => one.fault === finding.rule && one.proposals.length > 0);
      if (fault === undefined) return finding;
      const { advice: _, ...rest } = finding;
      const { message, advice } = fault;
      const changes = alterSystem(fault, service);
      const words = advice ?? (changes.length === 0 ? `It is set in ${service?.place}.` : undefined);
      return { ...rest, message, changes, ...(words === undefined ? {} : { advice: words }) };
    }),
    recommendations: [...recommendations],
    changes: recommendations.flatMap(({ changes }) => changes),
    evidence: [],
    sections: [...sections(verdicts, tried, servers, service)],
    artifacts: [],
    unseen: [...unseenOf(facts, verdicts, tools), ...(input.tries === 0 ? [] : unshown(faults, plan, servers))],
    silenced: [],
    details: {
      hardware: serverFacts(facts, input).hardware,
      ...(service === undefined ? {} : { service: service.name }),
      settings: verdicts.flatMap((verdict) =>
        verdict.kind === 'change'
          ? verdict.proposals.map((proposal) => ({
              ...proposal,
              fault: verdict.fault,
              arithmetic: [...verdict.arithmetic],
              source: verdict.source,
            }))
          : [],
      ),
      fine: verdicts.flatMap((verdict) =>
        verdict.kind === 'fine' ? [{ name: verdict.name, value: verdict.value, why: verdict.why }] : [],
      ),
      unknown: verdicts.flatMap((verdict) =>
        verdict.kind === 'unknown'
          ? [{ name: verdict.name, value: verdict.value, why: verdict.why, flags: [...verdict.flags] }]
          : [],
      ),
      trials: tried.flatMap(({ fault, trials }) => trials.map((trial) => ({ fault: fault.fault, ...trial }))),
      ...(servers?.kind === 'tried'
        ? { serverTrial: { ...servers.trial, titles: servers.plan.servers.map(({ title }) => title) } }
        : {}),
    },
  };
}

const gravity = { critical: 2, warning: 1, info: 0 } as const;

function faultsOf(facts: SettingsFacts, input: Input): readonly SettingFault[] {
  return judgeSettings(serverFacts(facts, input)).filter((verdict) => verdict.kind === 'change');
}

function isTryable(fault: SettingFault): boolean {
  return trialSettings(fault).length > 0;
}

function serverFacts(
  { settings, counters, load, usage, statistics }: SettingsFacts,
  { ram, cpus, disk, connections, kind }: Input,
): ServerFacts {
  return {
    settings,
    ...(counters === undefined ? {} : { counters }),
    ...(load === undefined ? {} : { load }),
    ...(usage === undefined ? {} : { usage }),
    ...(statistics === undefined ? {} : { statistics }),
    hardware: {
      kind,
      ...(ram === undefined ? {} : { ram }),
      ...(cpus === undefined ? {} : { cpus }),
      ...(disk === undefined ? {} : { disk }),
      ...(connections === undefined ? {} : { connections }),
    },
  };
}
