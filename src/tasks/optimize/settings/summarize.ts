import { countOf } from '#analysis/plan-words.ts';
import type { ManagedService } from '#analysis/server-settings/managed-service.ts';
import type { SettingVerdict } from '#analysis/server-settings/setting-verdict.ts';
import { proposalsOf } from './sections.ts';

/** How many settings are worth a change, the gravest of them, and what could not be judged for want of figures. */
export function summarize(verdicts: readonly SettingVerdict[], service: ManagedService | undefined): string {
  const proposals = proposalsOf(verdicts);
  const faults = verdicts.flatMap((verdict) => (verdict.kind === 'change' ? [verdict] : []));
  const fine = verdicts.filter(({ kind }) => kind === 'fine').length;
  const unknown = verdicts.flatMap((verdict) => (verdict.kind === 'unknown' ? [verdict] : []));
  const flags = [...new Set(unknown.flatMap((one) => one.flags))];
  const restarts = proposals.filter(({ effect }) => effect === 'restart').length;
  const worst =
    faults.find(({ severity }) => severity === 'critical') ?? faults.find(({ severity }) => severity === 'warning');
  const isAre = (number: number) => (number === 1 ? 'is' : 'are');
  return [
    proposals.length === 0
      ? faults.length === 0
        ? `No setting is worth a change: ${countOf(fine, 'setting')} ${isAre(fine)} fine.`
        : `No value can be proposed; ${countOf(faults.length, 'thing')} ${isAre(faults.length)} worth a look.`
      : `${countOf(proposals.length, 'setting')} ${isAre(proposals.length)} worth a change${restarts === 0 ? ', with a reload' : `, ${restarts} of them with a restart`}; ${countOf(fine, 'setting')} ${isAre(fine)} fine.`,
    ...(worst === undefined ? [] : [worst.message]),
    ...(unknown.length === 0 || flags.length === 0
      ? []
      : [`${countOf(unknown.length, 'setting')} cannot be judged without ${flags.join(', ')}.`]),
    ...(service === undefined ? [] : [`On ${service.name} they are changed in ${service.place}.`]),
  ].join(' ');
}
