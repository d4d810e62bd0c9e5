import type { Engine } from '#contracts/engine.ts';
import { problem } from '#contracts/problem-error.ts';
import type { DesignProof } from '#vocabulary/design-proof.ts';
import type { GrammarDialect } from './grammar.ts';

type Prove = NonNullable<NonNullable<Engine['twin']>['prove']>;

/** For servers that cannot run here: every statement is read by a grammar of the dialect. Nothing is carried out. */
export function proveByGrammar(name: string, dialect: GrammarDialect): Prove {
  return async ({ model, design }): Promise<DesignProof> => {
    // Loaded when it is needed: it is large.
    const { grammarName, readStatement } = await import('./grammar.ts').catch((cause: unknown) => {
      const next = 'npm install @polyglot-sql/sdk@0.12.1';
      throw problem('unsupported', `The grammar of ${name} is not installed.`, next, cause);
    });
    const readings = design.statements.map((one) => ({ ...one, reading: readStatement(one.text, dialect) }));
    const undone = design.statements.flatMap(({ of, undo }) =>
      undo === undefined ? [] : [{ of, text: undo, reading: readStatement(undo, dialect) }],
    );
    const wrong = [...readings, ...undone].find(({ reading }) => reading.fault !== undefined);
    const triggers = readings.filter(({ reading }) => reading.without.includes('trigger')).length;
    const options = readings.filter(({ reading }) => reading.without.includes('options')).length;
    return {
      by: `The ${name} grammar of ${grammarName()}`,
      level: 'derived',
      statements: readings.length,
      ...(wrong === undefined
        ? {}
        : { failed: { of: wrong.of, statement: wrong.text, message: wrong.reading.fault ?? '' } }),
      fixture: [],
      scenarios: model.scenarios.map((scenario) => ({
        says: scenario.says,
        kind: kindOf(scenario),
        kept: 'unknown' as const,
        why: `No ${name} can run here.`,
      })),
      access: [],
      notes: [
        `The statements were read by a grammar, not carried out: no ${name} can run here.`,
        ...(triggers === 0
          ? []
          : [
              `Of ${triggers} triggers each statement inside was read alone: the grammar does not know their heads and THROW.`,
            ]),
        ...(options === 0
          ? []
          : [`${options} statements were read without their OPTIONS, which the grammar does not know in that place.`]),
      ],
    };
  };
}

function kindOf({
  refuse,
  accept,
}: {
  readonly refuse?: unknown;
  readonly accept?: unknown;
}): 'refuse' | 'accept' | 'race' {
  if (refuse !== undefined) return 'refuse';
  return accept === undefined ? 'race' : 'accept';
}
