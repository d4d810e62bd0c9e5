import type { MigrationAction } from '#vocabulary/migration-action.ts';

/** Limits of one session, ms. 0 is none. */
export interface Limits {
  readonly lock?: number;
  readonly statement?: number;
}

/** What SET set, for the session and for the transaction. */
export interface SessionSettings {
  readonly session: ReadonlyMap<string, string>;
  readonly local: ReadonlyMap<string, string>;
}

export const noSettings: SessionSettings = { session: new Map(), local: new Map() };

/** After SET or RESET. */
export function withSetting(
  settings: SessionSettings,
  { name, value, local }: Extract<MigrationAction, { readonly kind: 'set' }>,
): SessionSettings {
  if (name === 'all' && value === undefined) return noSettings;
  const change = (map: ReadonlyMap<string, string>) => {
    const changed = new Map(map);
    if (value === undefined) changed.delete(name);
    else changed.set(name, value);
    return changed;
  };
  return local
    ? { ...settings, local: change(settings.local) }
    : { session: change(settings.session), local: withoutName(settings.local, name) };
}

function withoutName(map: ReadonlyMap<string, string>, name: string): ReadonlyMap<string, string> {
  return new Map([...map].filter(([key]) => key !== name));
}

export function settingOf({ session, local }: SessionSettings, name: string): string | undefined {
  return local.get(name) ?? session.get(name);
}

export function limitsOf(settings: SessionSettings): Limits {
  const [lock, statement] = ['lock_timeout', 'statement_timeout'].map((name) =>
    milliseconds(settingOf(settings, name)),
  );
  return { ...(lock === undefined ? {} : { lock }), ...(statement === undefined ? {} : { statement }) };
}

/** `5s`, `500`, `1min`. https://www.postgresql.org/docs/18/config-setting.html#CONFIG-SETTING-NAMES-VALUES */
export function milliseconds(value: string | undefined): number | undefined {
  const [, amount = '', unit = ''] = /^\s*(-?\d+(?:\.\d+)?)\s*(us|ms|s|min|h|d|)\s*$/.exec(value ?? '') ?? [];
  const factor = units[unit];
  return amount === '' || factor === undefined ? undefined : Math.round(Number(amount) * factor);
}

const units: Readonly<Record<string, number>> = {
  '': 1,
  us: 0.001,
  ms: 1,
  s: 1000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};
