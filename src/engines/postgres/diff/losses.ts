import type { Item } from '#engines/postgres/catalog/item.ts';
import { isOf, relationOf } from './sides.ts';
import { mayLose } from './type-change.ts';
import type { OrderedWay } from './way.ts';

/** Data that the way loses, one sentence each. What can be computed again (views, generated columns) is no loss. */
export function lossesOf({ sides, decisions }: OrderedWay): readonly string[] {
  const losses: string[] = [];
  for (const [key, action] of decisions.actions) {
    const [before, after] = [sides.from.get(key), sides.to.get(key)];
    if (before === undefined || action === 'create' || action === 'keep') continue;
    const isGone = action === 'drop' || action === 'recreate';
    if (before.kind === 'table' && isGone) losses.push(`The rows of ${before.identity}.`);
    else if (before.kind === 'sequence' && isGone && !isOwned(before, sides.from)) {
      losses.push(`Where the sequence ${before.identity} stands.`);
    } else if (before.kind === 'composite' && after && isOf(after, 'composite')) {
      const left = new Set(after.parts.attributes.map(({ name }) => name));
      const gone = before.parts.attributes.filter(({ name }) => !left.has(name)).map(({ name }) => name);
      if (gone.length > 0) losses.push(`What values of the type ${before.identity} hold in ${gone.join(', ')}.`);
    } else if (before.kind === 'enum' && after && isOf(after, 'enum')) {
      const gone = before.parts.labels.filter((label) => !after.parts.labels.includes(label));
      if (gone.length > 0) {
        const labels = gone.map((label) => `'${label}'`).join(', ');
        losses.push(
          `Rows with ${labels} of ${before.identity} have no value any more: the change fails where there are any.`,
        );
      }
    } else if (before.kind === 'column') {
      const loss = columnLoss(before, after, isGone, decisions.actions.get(`table ${relationOf(before)}`) === 'drop');
      if (loss !== undefined) losses.push(loss);
    }
  }
  return losses.sort();
}

function isOwned(sequence: Item, from: OrderedWay['sides']['from']): boolean {
  return from.has(`sequence-owner ${sequence.identity}`);
}

function columnLoss(
  before: Item<'column'>,
  after: Item | undefined,
  isGone: boolean,
  withTable: boolean,
): string | undefined {
  if (before.parts.relation === 'v' || before.parts.relation === 'm' || before.parts.generated !== '' || withTable) {
    return undefined;
  }
  if (before.parts.inherited && !before.parts.local) return undefined;
  if (isGone) return `The values of the column ${before.identity}.`;
  if (!after || !isOf(after, 'column') || before.parts.type === after.parts.type) return undefined;
  if (!mayLose(before.parts.type, after.parts.type)) return undefined;
  return `Values of ${before.identity} that do not fit ${after.parts.type} (it was ${before.parts.type}): they are rounded, cut or refused.`;
}
