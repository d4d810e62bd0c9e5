/** The gate tries 18 and one older major, which DBWRIGHT_SEED chooses; the full run tries all. */
export function majorsToTry(): readonly number[] {
  const older = [13, 14, 15, 16, 17];
  if (process.env['DBWRIGHT_FULL'] === '1') return [...older, 18];
  const seed = Number(process.env['DBWRIGHT_SEED'] ?? 20_260_101);
  return [older[seed % older.length] ?? 17, 18];
}
