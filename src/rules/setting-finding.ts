import type { ServerFacts, SettingFault, SettingVerdict } from '#analysis/server-settings/setting-verdict.ts';
import type { Finding } from '#vocabulary/finding.ts';
import { fingerprint } from './fingerprint.ts';

/**
 * What a group of settings is found to be faulty in, as far as the rule of that name judges. Rules know nothing of the
 * machine: what depends on it `optimize settings` reckons.
 */
export function settingFindings(
  id: string,
  judge: (facts: ServerFacts) => readonly SettingVerdict[],
  facts: Omit<ServerFacts, 'hardware'>,
): readonly Finding[] {
  return judge({ ...facts, hardware: { kind: 'mixed' } }).flatMap((verdict) =>
    verdict.kind === 'change' && verdict.fault === id ? [settingFinding(verdict)] : [],
  );
}

function settingFinding(fault: SettingFault): Finding {
  const { proposals, advice } = fault;
  const names = proposals.map(({ name }) => name);
  return {
    rule: fault.fault,
    severity: fault.severity,
    at: names.length === 0 ? 'the server' : names.join(', '),
    message: fault.message,
    why: fault.why,
    evidence:
      fault.observed.length > 0
        ? fault.observed.map((one) => ({ ...one, source: fault.source }))
        : [{ level: 'derived', by: 'the settings of the server', what: fault.title, source: fault.source }],
    changes: proposals.map(({ name, value, effect }) => ({ kind: 'alter-system', name, value, effect })),
    ...(advice === undefined ? {} : { advice }),
    fingerprint: fingerprint(fault.fault, []),
  };
}
