import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findQueryLoopsIn } from '#code/find-query-loops.ts';

export const codeCaseFolder = fileURLToPath(new URL('n-plus-one-cases/', import.meta.url));

/** Each file, or each folder of files, is an application of its own. */
export const codeCases = readdirSync(codeCaseFolder, { withFileTypes: true }).map((entry) => ({
  name: entry.name,
  sources: (entry.isDirectory()
    ? readdirSync(join(codeCaseFolder, entry.name)).map((file) => `${entry.name}/${file}`)
    : [entry.name]
  ).map((path) => ({ path, text: readFileSync(join(codeCaseFolder, path), 'utf8') })),
}));

export interface CodeScore {
  readonly labels: number;
  readonly precision: number;
  readonly recall: number;
  /** "missed pg.ts:6 read pg", "false …". */
  readonly wrong: readonly string[];
}

/** What the reader finds against the labels, over all cases. */
export async function scoreCodeCases(): Promise<CodeScore> {
  const wrong: string[] = [];
  let [right, missed, extra] = [0, 0, 0];
  for (const { sources } of codeCases) {
    const { loops } = await findQueryLoopsIn(sources);
    const found = loops
      .filter((loop) => loop.weight !== 'small')
      .map((loop) => `${loop.file}:${loop.line} ${loop.kind} ${loop.library}`);
    const labels = labelsOf(sources);
    const lost = labels.filter((label) => !found.includes(label));
    const invented = found.filter((one) => !labels.includes(one));
    right += labels.length - lost.length;
    missed += lost.length;
    extra += invented.length;
    wrong.push(...lost.map((label) => `missed ${label}`), ...invented.map((one) => `false ${one}`));
  }
  return { labels: right + missed, precision: right / (right + extra), recall: right / (right + missed), wrong };
}

/** `// expect: read pg` stands on the line of the fault; `// expect-at: 6 read pg` elsewhere. */
function labelsOf(sources: (typeof codeCases)[number]['sources']): readonly string[] {
  return sources.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, at) => {
      const found = /\/\/ expect(?:-at: (\d+)|:) (read|write) ([\w-]+)/.exec(line);
      return found === null ? [] : [`${path}:${found[1] ?? at + 1} ${found[2]} ${found[3]}`];
    }),
  );
}
