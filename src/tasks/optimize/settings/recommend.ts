import { countOf, duration, percent } from '#analysis/plan-words.ts';
import type { ManagedService } from '#analysis/server-settings/managed-service.ts';
import type { SettingFault } from '#analysis/server-settings/setting-verdict.ts';
import type { Change } from '#vocabulary/change.ts';
import type { Evidence } from '#vocabulary/evidence.ts';
import type { Recommendation } from '#vocabulary/recommendation.ts';
import type { ServedFault, ServersTried } from './try-servers.ts';
import { slower, type TriedFault } from './try-settings.ts';

/** What can be put into figures becomes a recommendation; the rest stays a finding with its advice. */
export function recommend(
  faults: readonly SettingFault[],
  tried: readonly TriedFault[],
  servers: ServersTried | undefined,
  service: ManagedService | undefined,
): readonly Recommendation[] {
  const told = faults.filter(
    ({ proposals, arithmetic, advice }) => proposals.length > 0 || (advice !== undefined && arithmetic.length > 0),
  );
  const isFirst = ({ together }: SettingFault, at: number) =>
    together === undefined || told.findIndex((one) => one.together === together) === at;
  return told
    .filter(isFirst)
    .map((fault) => (fault.together === undefined ? [fault] : told.filter((one) => one.together === fault.together)))
    .map((group) => recommendation(group, tried, servers?.kind === 'tried' ? servers.faults : [], service));
}

function recommendation(
  group: readonly SettingFault[],
  tried: readonly TriedFault[],
  allServed: readonly ServedFault[],
  service: ManagedService | undefined,
): Recommendation {
  const proposals = group.flatMap((fault) => fault.proposals);
  const trials = tried.filter(({ fault }) => group.includes(fault));
  const served = allServed.filter(({ fault }) => group.includes(fault));
  const worse = trials.flatMap((trial) => trial.trials.filter(slower));
  const isRestart = proposals.some(({ effect }) => effect === 'restart');
  const takes = proposals.length === 0 ? '' : isRestart ? ' It takes a restart.' : ' A reload is enough.';
  const isOne = group.length === 1;
  return {
    title: (isOne ? undefined : group[0]?.together) ?? group[0]?.title ?? '',
    changes: restartsFirst(group.flatMap((fault) => alterSystem(fault, service))),
    because: [
      ...group.flatMap(({ message, arithmetic, why, advice }) => [
        message,
        ...arithmetic,
        ...(isOne ? [why] : []),
        ...(advice === undefined || arithmetic.includes(advice) ? [] : [advice]),
      ]),
      ...(service === undefined || proposals.length === 0
        ? []
        : [
            `On ${service.name} it is set in ${service.place}: ${proposals.map(({ name, value }) => `${name} = ${value}`).join(', ')}.`,
          ]),
      ...(worse.length === 0
        ? []
        : [
            `${countOf(worse.length, 'statement')} that ${worse.length === 1 ? 'was' : 'were'} tried became slower by more than 10 %: see the table.`,
          ]),
      ...served
        .filter((one) => one.slower)
        .map(
          ({ words }) =>
            `On the throw-away servers it cost speed: ${words}. Try it on a copy under your own load first.`,
        ),
    ],
    proof: [
      ...trials.flatMap((trial) => trial.proof),
      ...served.flatMap(({ outcome, proof }) => (outcome === 'not-reached' ? [] : proof)),
      ...group.flatMap(({ observed }) => observed),
      ...group.flatMap((fault) =>
        fault.proposals.map(
          ({ name, current, value }): Evidence => ({
            level: 'derived',
            by: 'the arithmetic above',
            what: name,
            before: current === '' ? '(empty)' : current,
            after: value,
            source: fault.source,
          }),
        ),
      ),
    ],
    gain: `${joined(group.map(({ gain }) => gain))}${gainMeasured(trials)}${gainServed(served)}`,
    cost: `${joined(group.map(({ cost }) => cost))}.${takes}`,
    risk: worse.length > 0 ? 'high' : served.some((one) => one.slower) ? 'medium' : (group[0]?.risk ?? 'medium'),
    effort: isRestart ? 'medium' : 'low',
    confidence: Math.min(
      ...group.map((fault) =>
        confidenceOf(
          fault,
          tried.find((one) => one.fault === fault),
          served.find((one) => one.fault === fault),
        ),
      ),
    ),
  };
}

/** "Waits are told apart from work; slow statements are known". */
function joined(sentences: readonly string[]): string {
  return sentences
    .map((one, at) => (at === 0 || /^[A-Z]{2}/.test(one) ? one : `${one.charAt(0).toLowerCase()}${one.slice(1)}`))
    .join('; ');
}

/** A managed service has no ALTER SYSTEM: there the values stand in words. */
export function alterSystem(fault: SettingFault, service: ManagedService | undefined): Change[] {
  if (service !== undefined) return [];
  return fault.proposals.map(({ name, value, effect }) => ({ kind: 'alter-system', name, value, effect }));
}

/** What was measured, where anything was; else the evidence says that it is derived. */
function gainMeasured(tried: readonly TriedFault[]): string {
  const pairs = tried
    .flatMap(({ trials }) => trials)
    .flatMap(({ before, after, samePlan }) =>
      before === undefined || after === undefined ? [] : [{ before, after: samePlan === true ? before : after }],
    );
  const [best] = pairs.toSorted((one, other) => one.after / one.before - other.after / other.before);
  if (best === undefined) return '';
  if (best.after > 0.9 * best.before) return '; no gain showed on the statements that were tried';
  return `; measured: ${duration(best.before)} → ${duration(best.after)} (${percent(1 - best.after / best.before)} less) for the statement that gains most`;
}

/** A reload stands at the end then, once for all that it brings in. */
function restartsFirst(changes: readonly Change[]): Change[] {
  const isRestart = (change: Change) => change.kind === 'alter-system' && change.effect === 'restart';
  return [...changes.filter(isRestart), ...changes.filter((change) => !isRestart(change))];
}

/** Tables and work of our own: it supports what the user's counters say, and does not replace them. */
function gainServed(served: readonly ServedFault[]): string {
  return served
    .filter(({ outcome }) => outcome !== 'not-reached')
    .map(({ outcome, words }) => {
      const where = 'on throw-away servers';
      return `; ${outcome === 'helped' ? `tried ${where}` : `no gain showed ${where}`}: ${words}`;
    })
    .join('');
}

function confidenceOf(
  { confidence }: SettingFault,
  tried: TriedFault | undefined,
  served: ServedFault | undefined,
): number {
  if (served?.outcome === 'helped' || served?.outcome === 'not-helped') {
    const moved = confidence + (served.outcome === 'helped' ? 0.05 : -0.1) - (served.slower ? 0.1 : 0);
    return Math.round(Math.min(0.95, Math.max(0.1, moved)) * 100) / 100;
  }
  const known = tried?.trials.filter(({ after }) => after !== undefined) ?? [];
  if (known.length === 0) return confidence;
  const faster = known.some(({ before = 0, after = 0, samePlan }) => samePlan !== true && after < 0.9 * before);
  const worse = known.some(slower);
  const moved = confidence + (faster ? 0.15 : -0.1) - (worse ? 0.2 : 0);
  return Math.round(Math.min(0.95, Math.max(0.1, moved)) * 100) / 100;
}
