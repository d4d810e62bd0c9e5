import { nearestName } from '#analysis/nearest-name.ts';
import { engineSheets } from './engine-sheets.ts';
import type { EngineSheet } from './sheet.ts';

/** By id, name or another name that people use: `Postgres`, `MSSQL`, `Atlas`. */
export function findEngine(name: string): EngineSheet | undefined {
  const wanted = plain(name);
  return engineSheets.find((sheet) => namesOf(sheet).some((one) => plain(one) === wanted));
}

/** "Amazon Aurora" of "amazon-aurora". */
export function nameOf(id: string): string {
  return engineSheets.find((sheet) => sheet.id === id)?.name ?? id;
}

/** "Did you mean": the nearest name of an engine. */
export function nearestEngine(name: string): string | undefined {
  return nearestName(
    name,
    engineSheets.map((sheet) => sheet.name),
  );
}

/** Longest first, so that "Amazon Aurora" is not read as "Aurora" after a stray word. */
export function engineNames(): readonly { readonly name: string; readonly sheet: EngineSheet }[] {
  return engineSheets
    .flatMap((sheet) => namesOf(sheet).map((name) => ({ name, sheet })))
    .toSorted((one, other) => other.name.length - one.name.length);
}

function namesOf({ id, name, aliases }: EngineSheet): readonly string[] {
  return [...new Set([name.toLowerCase(), id, id.replaceAll('-', ' '), ...aliases])];
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
