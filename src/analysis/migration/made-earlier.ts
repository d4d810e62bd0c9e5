import { actionsIn, type PlacedAction } from './placed-actions.ts';

/** A statement of the same file made the type, schema or function before: nobody uses it yet. `name` is "app.status". */
export function isMadeEarlier(what: string, name: string, { at, file }: Pick<PlacedAction, 'at' | 'file'>): boolean {
  return actionsIn(file.steps.slice(0, at), 'create-object').some(
    (made) => made.what === what && made.name === name && !made.replaces,
  );
}

/** It says IF EXISTS, and a later statement of its file makes it: the way in which a first migration begins. */
export function isMadeLater(what: string, name: string, { at, file }: Pick<PlacedAction, 'at' | 'file'>): boolean {
  return actionsIn(file.steps.slice(at + 1), 'create-object').some((made) => made.what === what && made.name === name);
}
