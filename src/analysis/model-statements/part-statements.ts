import type { ModelPart } from '#analysis/domains/domain.ts';

/** A part with each of its statements changed: those of the fixture and of the scenarios. */
export function withStatements<P extends ModelPart>(part: P, change: (statement: string) => string): P {
  const changed = (written: string | readonly string[]): string | string[] =>
    typeof written === 'string' ? change(written) : written.map(change);
  return {
    ...part,
    ...(part.fixture === undefined ? {} : { fixture: part.fixture.map(change) }),
    ...(part.scenarios === undefined
      ? {}
      : {
          scenarios: part.scenarios.map((one) => ({
            ...one,
            ...(one.given === undefined ? {} : { given: one.given.map(change) }),
            ...(one.refuse === undefined ? {} : { refuse: changed(one.refuse) }),
            ...(one.accept === undefined ? {} : { accept: changed(one.accept) }),
            ...(one.race === undefined ? {} : { race: [changed(one.race[0]), changed(one.race[1])] }),
          })),
        }),
  };
}

/** All statements of a part, fixture first. */
export function statementsOf({ fixture = [], scenarios = [] }: ModelPart): readonly string[] {
  return [
    ...fixture,
    ...scenarios
      .flatMap(({ given = [], refuse = [], accept = [], race = [] }) => [given, refuse, accept, ...race])
      .flat(),
  ];
}
