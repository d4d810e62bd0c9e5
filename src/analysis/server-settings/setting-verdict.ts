import type { Counters } from '#vocabulary/counters.ts';
import type { Evidence } from '#vocabulary/evidence.ts';
import type { Severity } from '#vocabulary/finding.ts';
import type { QueryLoad } from '#vocabulary/query-load.ts';
import type { Settings } from '#vocabulary/settings.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import type { Usage } from '#vocabulary/usage.ts';

export type Disk = 'ssd' | 'hdd' | 'nvme' | 'network';
export type Kind = 'web' | 'oltp' | 'warehouse' | 'mixed' | 'desktop';

/** What no server tells of the machine that it runs on: the user says it, or it is unknown. */
export interface Hardware {
  /** Bytes. */
  readonly ram?: number;
  readonly cpus?: number;
  readonly disk?: Disk;
  /** Sessions at the busiest time. */
  readonly connections?: number;
  readonly kind: Kind;
}

export interface ServerFacts {
  readonly settings: Settings;
  readonly counters?: Counters;
  readonly load?: QueryLoad;
  readonly usage?: Usage;
  readonly statistics?: Statistics;
  readonly hardware: Hardware;
}

export interface Proposal {
  readonly name: string;
  readonly current: string;
  /** As the server takes it. */
  readonly value: string;
  readonly effect: 'reload' | 'restart';
}

/** A setting or a few that go together are worth a change. */
export interface SettingFault {
  readonly kind: 'change';
  /** What is wrong, as a noun phrase: the id of the rule that finds it, where it shows without a word about the machine. */
  readonly fault: string;
  readonly severity: Severity;
  /** "Let checkpoints come by time". */
  readonly title: string;
  /** Faults with the same one are recommended as one, by this title. */
  readonly together?: string;
  /** One sentence with the figures. */
  readonly message: string;
  readonly why: string;
  /** Empty: no value can be given, and `advice` says why and what else to do. */
  readonly proposals: readonly Proposal[];
  readonly advice?: string;
  /** How the values come about, a sentence each, in the user's figures. */
  readonly arithmetic: readonly string[];
  readonly gain: string;
  readonly cost: string;
  readonly risk: 'low' | 'medium' | 'high';
  /** 0 … 1. */
  readonly confidence: number;
  /** The manual. */
  readonly source: string;
  /** What the server counted. */
  readonly observed: readonly Evidence[];
}

export type SettingVerdict =
  | SettingFault
  | { readonly kind: 'fine'; readonly name: string; readonly value: string; readonly why: string }
  /** It cannot be judged without what `flags` would tell. */
  | {
      readonly kind: 'unknown';
      readonly name: string;
      readonly value: string;
      readonly why: string;
      readonly flags: readonly string[];
    };

/** Nothing is proposed where the server has the setting not, or has the value already. */
export function proposal(settings: Settings, name: string, value: string): readonly Proposal[] {
  const now = settings[name];
  if (now === undefined || now.value === value) return [];
  return [{ name, current: now.value, value, effect: now.context === 'postmaster' ? 'restart' : 'reload' }];
}

export function fine(settings: Settings, name: string, why: string): readonly SettingVerdict[] {
  const now = settings[name];
  return now === undefined ? [] : [{ kind: 'fine', name, value: now.value, why }];
}

export function unknown(
  settings: Settings,
  name: string,
  why: string,
  ...flags: readonly string[]
): readonly SettingVerdict[] {
  const now = settings[name];
  return now === undefined ? [] : [{ kind: 'unknown', name, value: now.value, why, flags }];
}

/** Counted by the server itself. */
export function counted(what: string, value: number | string, unit: string, note?: string): Evidence {
  return {
    level: 'measured',
    by: 'the counters of the server',
    what,
    before: value,
    unit,
    ...(note === undefined ? {} : { note }),
  };
}

export function manual(page: string, name?: string): string {
  const anchor = name === undefined ? '' : `#GUC-${name.toUpperCase().replaceAll('_', '-')}`;
  return `https://www.postgresql.org/docs/18/${page}.html${anchor}`;
}

/** Seconds that counters are of; undefined where the server does not tell when they began. */
export function secondsOf(since: string | undefined, until: string): number | undefined {
  const seconds = since === undefined ? Number.NaN : (Date.parse(until) - Date.parse(since)) / 1000;
  return seconds > 0 ? seconds : undefined;
}

/** "3 days", "5 hours", "40 seconds". */
export function spanWords(seconds: number): string {
  const [amount, noun] =
    seconds >= 172_800
      ? [seconds / 86_400, 'day']
      : seconds >= 7200
        ? [seconds / 3600, 'hour']
        : seconds >= 120
          ? [seconds / 60, 'minute']
          : [seconds, 'second'];
  const rounded = Math.max(1, Math.round(amount));
  return `${rounded.toLocaleString('en-US')} ${noun}${rounded === 1 ? '' : 's'}`;
}
