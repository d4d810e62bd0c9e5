/** A message names so many things, and says how many there are. */
export const few = 5;

export function firstOf(things: readonly string[]): string {
  const more = things.length - few;
  return more > 0 ? `${things.slice(0, few).join(', ')} and ${more} more` : things.join(', ');
}
