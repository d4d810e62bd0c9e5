import { chooseEngines } from './choose-engines.ts';
import { engineSheets } from './engine-sheets.ts';
import { valuesOf } from './hurdle.ts';
import { readSentence } from './read-sentence.ts';
import type { Scenario } from './scenarios.fixture.ts';

export const candidates = engineSheets.map((sheet) => ({ id: sheet.id, values: valuesOf(sheet) }));

export interface Outcome {
  readonly scenario: Scenario;
  readonly main: string | undefined;
  readonly beside: Readonly<Record<string, string>>;
  readonly right: boolean;
}

/** Sentence in, engines out, against the label. */
export function scoreScenario(scenario: Scenario): Outcome {
  const { requirements } = readSentence(scenario.asked);
  const choice = chooseEngines(candidates, requirements);
  const beside = Object.fromEntries(choice.companions.flatMap(({ id, kinds }) => kinds.map((kind) => [kind, id])));
  const wanted = scenario.beside ?? {};
  const right =
    choice.main !== undefined &&
    scenario.main.includes(choice.main) &&
    choice.unserved.length === 0 &&
    Object.keys(beside).toSorted().join() === Object.keys(wanted).toSorted().join() &&
    Object.entries(beside).every(([kind, id]) => wanted[kind]?.includes(id));
  return { scenario, main: choice.main, beside, right };
}
