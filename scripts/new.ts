/**
 * Scaffolds a leaf: `npm run new rule plan/some-fault`, `command optimize/schema`, `engine mysql`, `reporter csv`.
 * What it writes fails loudly (types, laws or page tests) until it is filled in; a command passes, and says itself that
 * it decides nothing yet.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';

type Files = Readonly<Record<string, string>>;

interface Kind {
  /** What a name must look like, and how to say so. */
  readonly name: RegExp;
  readonly example: string;
  readonly files: (name: string) => Files;
  /** What is made from such leaves. */
  readonly generators: readonly string[];
}

const word = '[a-z][a-z0-9]*(?:-[a-z0-9]+)*';
const kinds: Readonly<Record<string, Kind>> = {
  rule: { name: new RegExp(`^${word}/${word}$`), example: 'plan/lossy-bitmap', files: rule, generators: ['generate'] },
  command: {
    name: new RegExp(`^${word}/${word}$`),
    example: 'optimize/query',
    files: command,
    generators: ['generate', 'schemas', 'reference'],
  },
  engine: { name: new RegExp(`^${word}$`), example: 'postgres', files: engine, generators: ['generate'] },
  reporter: { name: new RegExp(`^${word}$`), example: 'markdown', files: reporter, generators: ['generate'] },
};

const [kindName = '', name = ''] = process.argv.slice(2);
const kind = Object.hasOwn(kinds, kindName) ? kinds[kindName] : undefined;
if (kind === undefined) fail(`Say what to make: npm run new ${Object.keys(kinds).join('|')} NAME.`);
else if (!kind.name.test(name)) fail(`A ${kindName} is named in kebab-case, like ${kind.example}; not "${name}".`);
else scaffold(kind.files(name), kind.generators);

function scaffold(files: Files, generators: readonly string[]): void {
  const taken = Object.keys(files).filter((path) => existsSync(path));
  if (taken.length > 0) {
    fail(`There already: ${taken.join(', ')}. Nothing was written.`);
    return;
  }
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    console.log(`wrote ${path}`);
  }
  for (const script of generators) execFileSync('npx', ['tsx', `scripts/${script}.ts`], { stdio: 'inherit' });
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}

function rule(path: string): Files {
  const id = basename(path);
  return {
    [`src/rules/${path}.ts`]: `import { defineRule } from '#contracts/rule.ts';

const id = '${id}';
const source = 'https://www.postgresql.org/docs/18/TODO.html';

// What the fences of its page may be (recorded facts, statements that are counted, decoys, remedies):
// test/integration/rules/rule-page.ts
export const ${camelCase(id)} = defineRule({
  id,
  summary: 'TODO: the fault in one sentence.',
  needs: ['plan'],
  source,
  *check({ plan }) {
    throw new Error(\`TODO: ${id} judges nothing yet (\${plan.root.type}, \${source}).\`);
  },
});
`,
    [`src/rules/${path}.md`]: `# ${id}

TODO: the fault in one sentence.

## What

TODO: when it speaks, with the thresholds.

## Why

TODO: the mechanism by which it costs.

## Do

TODO: the remedy, and when to leave it.

## Example

\`\`\`sql setup
create table todo (id int primary key);
\`\`\`

\`\`\`sql fires
select 'TODO: a query that has the fault' from todo;
\`\`\`

\`\`\`text remedy
advice: TODO, or a block "sql remedy" (statements) or "sql rewrite" (the query as it should be)
\`\`\`

\`\`\`sql silent
select 'TODO: a query that looks alike and has no fault' from todo;
\`\`\`
`,
  };
}

function command(path: string): Files {
  const [verb = '', noun = ''] = path.split('/');
  return {
    [`src/tasks/${path}.ts`]: `import { z } from 'zod';
import { defineCommand } from '#contracts/command.ts';
import { problem } from '#contracts/problem-error.ts';
import { Report } from '#vocabulary/report.ts';

/** \`dbwright ${verb} ${noun}\`: TODO what it decides. */
export const ${camelCase(noun)} = defineCommand({
  summary: 'TODO: what it answers, in one line',
  description: 'TODO: a paragraph for help and docs.',
  // Input fields that are given by position; the others are flags.
  positional: [],
  // Facts that it cannot do without, facts that make it better, and what it may ask. The sources that it takes (--url,
  // --plan, --schema, --export …) follow from these.
  needs: [],
  likes: [],
  instruments: [],
  // Where they apply, see contracts/command.ts:
  //   wants: (facts, input) => the instruments that this very call has a use for; starting one may take seconds
  //   proposes: true           its report may hold changes that --apply can carry out
  //   consistent: true         its facts must be of one moment
  //   makes: { file: 'x.json' } what it makes is a file, its first artifact; cleaning that of values
  //                            is its own matter, where the user gives --redact (tools.redact)
  input: z.strictObject({}),
  // Its own matter goes into \`details\`: Report.extend({ details: … })
  output: Report,
  examples: [{ title: 'TODO: what it is good for', args: '' }],
  decide: async (_facts, _input, _tools) => {
    throw problem('unsupported', 'dbwright ${verb} ${noun} decides nothing yet.', 'Fill in src/tasks/${path}.ts.');
  },
});
`,
    [`src/tasks/${path}.test.ts`]: `import { expect, test } from 'vitest';
import { ${camelCase(noun)} } from './${noun}.ts';

const tools: Parameters<typeof ${camelCase(noun)}.decide>[2] = {
  instruments: {},
  missing: [],
  redact: false,
  subject: 'a test',
  context: { signal: new AbortController().signal, progress: () => {}, clock: () => new Date(0), random: () => 0.5 },
};

test('TODO: it decides', async () => {
  await expect(${camelCase(noun)}.decide({}, {}, tools)).rejects.toMatchObject({ problem: { code: 'unsupported' } });
});
`,
  };
}

function engine(id: string): Files {
  return {
    [`src/engines/${id}/engine.ts`]: `import type { Engine } from '#contracts/engine.ts';

/** TODO: the product and the versions that it is tested on. */
export const ${camelCase(id)}: Engine = {
  traits: {
    id: '${id}',
    name: TODO,
    schemes: TODO,
    family: TODO,
    versions: TODO,
  },
};
`,
  };
}

function reporter(id: string): Files {
  return {
    [`src/reporters/${id}.ts`]: `import type { Reporter } from '#contracts/reporter.ts';

/** TODO: what this form is good for. */
export const ${camelCase(id)}: Reporter = {
  id: '${id}',
  summary: 'TODO: one line for --help',
  mediaType: TODO,
  extension: TODO,
  print: (report) => {
    throw new Error(\`TODO: ${id} prints nothing yet (\${report.command}).\`);
  },
};
`,
  };
}

/** `lossy-bitmap` -> `lossyBitmap`. */
function camelCase(text: string): string {
  return text.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
