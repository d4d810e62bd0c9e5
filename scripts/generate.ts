/**
 * Writes what follows from the files that are there: the catalogues of rules, commands, engines, rewrites and
 * reporters, docs/rules.md and docs/rewrites.md. Adding one of these is adding its file and running this. `--check` only compares.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Rule } from '#contracts/rule.ts';
import type { RewriteRule } from '#engines/postgres/rewrite/rule.ts';
import { settle } from './generated-files.ts';

const notice = '// Made by scripts/generate.ts from the files that are there; do not edit.';

interface Leaf {
  readonly path: string;
  /** What the file exports under its own name. */
  readonly name: string;
}

const ruleLeaves = leaves('src/rules', /^src\/rules\/[a-z-]+\/[a-z-]+\.ts$/);
const taskLeaves = leaves('src/tasks', /^src\/tasks\/[a-z-]+\/[a-z-]+\.ts$/).filter(isCommand);
const reporterLeaves = leaves('src/reporters', /^src\/reporters\/[a-z-]+\.ts$/).filter(
  ({ path, name }) => exportsConst(path, name) && /: Reporter\b/.test(readFileSync(path, 'utf8')),
);
const rewriteLeaves = leaves('src/engines/postgres/rewrite', /\/rewrite\/[a-z-]+\.ts$/).filter(({ path }) =>
  existsSync(path.replace(/\.ts$/, '.md')),
);
/** The first is taken where no URL says which: files without a word about their engine are PostgreSQL's. */
const engineLeaves = leaves('src/engines', /^src\/engines\/[a-z-]+\/engine\.ts$/)
  .map(({ path }) => ({ path, name: camelCase(basename(dirname(path))) }))
  .sort((one, other) => Number(other.name === 'postgres') - Number(one.name === 'postgres'));

const domainLeaves = partLeaves('domains', 'Domain');
const featureLeaves = partLeaves('features', 'Feature');

settle(
  {
    'src/analysis/domains/catalogue.ts': listing(
      'src/analysis/domains',
      domainLeaves,
      'domains',
      "import type { Domain } from '#analysis/domains/domain.ts';",
      ': readonly Domain[]',
    ),
    'src/analysis/features/catalogue.ts': listing(
      'src/analysis/features',
      featureLeaves,
      'features',
      "import type { Feature } from '#analysis/domains/domain.ts';",
      ': readonly Feature[]',
    ),
    'src/rules/catalogue.ts': ruleCatalogue(ruleLeaves),
    'src/tasks/catalogue.ts': taskCatalogue(taskLeaves),
    'src/engines/catalogue.ts': listing('src/engines', engineLeaves, 'engines'),
    'src/engines/postgres/rewrite/catalogue.ts': listing(
      'src/engines/postgres/rewrite',
      rewriteLeaves,
      'rewrites',
      "import type { RewriteRule } from '#engines/postgres/rewrite/rule.ts';",
      ': readonly RewriteRule[]',
    ),
    'src/reporters/catalogue.ts': listing('src/reporters', reporterLeaves, 'reporters'),
    'docs/rules.md': await ruleDocs(ruleLeaves),
    'docs/rewrites.md': await rewriteDocs(rewriteLeaves),
  },
  'scripts/generate.ts',
);

/** Files that export a domain or a feature under their own name. */
function partLeaves(folder: string, type: 'Domain' | 'Feature'): readonly Leaf[] {
  return leaves(`src/analysis/${folder}`, /^src\/analysis\/[a-z]+\/[a-z-]+\.ts$/).filter(({ path, name }) =>
    new RegExp(`^export const ${name}: ${type} = `, 'm').test(readFileSync(path, 'utf8')),
  );
}

/** A catalogue that is one array: `export const rules = [a, b]`, with a type where one is given, else `as const`. */
function listing(room: string, found: readonly Leaf[], name: string, typeImport = '', type = ''): string {
  const ending = type === '' ? ' as const' : '';
  return [
    notice,
    ...(typeImport === '' ? [] : [typeImport]),
    ...imports(
      room,
      found.toSorted((one, other) => (one.path < other.path ? -1 : 1)),
    ),
    '',
    `export const ${name}${type} = [${found.map((leaf) => leaf.name).join(', ')}]${ending};`,
    '',
  ].join('\n');
}

/**
 * A list for each folder, since a command lets those rules speak that are about its matter: `planRules`, `indexRules`,
 * `workloadRules`, `settingRules`; and all of them as `rules`.
 */
function ruleCatalogue(found: readonly Leaf[]): string {
  const folders = [...new Set(found.map(({ path }) => basename(dirname(path))))].sort();
  const groups = folders.map((folder) => ({
    name: camelCase(`${folder === 'indexes' ? 'index' : folder.replace(/s$/, '')}-rules`),
    leaves: found.filter(({ path }) => basename(dirname(path)) === folder),
  }));
  return [
    notice,
    "import type { Rule } from '#contracts/rule.ts';",
    ...imports('src/rules', found),
    ...groups.flatMap(({ name, leaves }) => [
      '',
      `export const ${name}: readonly Rule[] = [${leaves.map((leaf) => leaf.name).join(', ')}];`,
    ]),
    '',
    `export const rules: readonly Rule[] = [${groups.map(({ name }) => `...${name}`).join(', ')}];`,
    '',
  ].join('\n');
}

/** `export const tasks = { look: { schema }, optimize: { query } } as const`; two verbs may have a noun in common. */
/** Words of the language that commands are called by: such a file says `export { exportCommand as export }`. */
function isReserved(name: string): boolean {
  return ['export', 'import', 'new', 'delete', 'default'].includes(name);
}

function taskCatalogue(found: readonly Leaf[]): string {
  const verbs = [...new Set(found.map(verbOf))].sort();
  const shared = (leaf: Leaf) => isReserved(leaf.name) || found.filter(({ name }) => name === leaf.name).length > 1;
  const local = (leaf: Leaf) => (shared(leaf) ? camelCase(`${verbOf(leaf)}-${basename(leaf.path, '.ts')}`) : leaf.name);
  const lines = found.map((leaf) => {
    const binding = shared(leaf) ? `${leaf.name} as ${local(leaf)}` : leaf.name;
    return `import { ${binding} } from './${leaf.path.slice('src/tasks/'.length)}';`;
  });
  const nounsOf = (verb: string) =>
    found
      .filter((leaf) => verbOf(leaf) === verb)
      .map((leaf) => {
        const noun = basename(leaf.path, '.ts');
        return { key: /^[a-z]+$/.test(noun) ? noun : `'${noun}'`, binding: local(leaf) };
      });
  const entries = verbs.map((verb) => {
    const fields = nounsOf(verb).map(({ key, binding }) => (key === binding ? key : `${key}: ${binding}`));
    return `${verb}: { ${fields.join(', ')} },`;
  });
  // Written out, since what the compiler would infer is longer than a declaration may be.
  const types = verbs.map((verb) => {
    const fields = nounsOf(verb).map(({ key, binding }) => `readonly ${key}: typeof ${binding};`);
    return `readonly ${verb}: { ${fields.join(' ')} };`;
  });
  return [
    notice,
    ...lines,
    '',
    `type Tasks = { ${types.join(' ')} };`,
    '',
    `export const tasks: Tasks = { ${entries.join(' ')} };`,
    '',
  ].join('\n');
}

function imports(room: string, found: readonly Leaf[]): readonly string[] {
  return found.map(({ path, name }) => `import { ${name} } from './${path.slice(room.length + 1)}';`);
}

/** A table of all rules, then each one's page, its headings two levels down. */
async function ruleDocs(found: readonly Leaf[]): Promise<string> {
  const rules = await loadAll(found, isRule);
  return document(
    'Rules',
    'Made from the rules and their pages by `scripts/generate.ts`; do not edit. The examples are the rules’ tests.',
    ['| rule | what it finds | rests on |', '| --- | --- | --- |'],
    rules.map(({ leaf, path }) => ({
      row: `| [${leaf.id}](#${leaf.id}) | ${cell(leaf.summary)} | [source](${leaf.source}) |`,
      path,
    })),
  );
}

async function rewriteDocs(found: readonly Leaf[]): Promise<string> {
  const rewrites = await loadAll(found, isRewrite);
  return document(
    'Rewrites',
    'Made from the rewrites and their pages by `scripts/generate.ts`; do not edit. The examples are their tests. An equivalent one is recommended only after both texts gave the same rows on 500 small databases that keep every constraint, and where it is cheaper.',
    ['| rewrite | class | what it does |', '| --- | --- | --- |'],
    rewrites.map(({ leaf, path }) => ({
      row: `| [${leaf.id}](#${leaf.id}) | ${leaf.class} | ${cell(leaf.summary)} |`,
      path,
    })),
  );
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

function document(
  title: string,
  words: string,
  head: readonly string[],
  leaves: readonly { readonly row: string; readonly path: string }[],
): string {
  const table = [...head, ...leaves.map(({ row }) => row)].join('\n');
  return `${[`# ${title}`, words, table, ...leaves.map(({ path }) => page(path))].join('\n\n')}\n`;
}

function page(path: string): string {
  const file = path.replace(/\.ts$/, '.md');
  if (!existsSync(file)) throw new Error(`${path} has no page: write ${file}.`);
  let fenced = false;
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      if (line.startsWith('```')) fenced = !fenced;
      return !fenced && line.startsWith('#') ? `#${line}` : line;
    })
    .join('\n');
}

/** Each leaf's own export, by its id. */
async function loadAll<T extends { readonly id: string }>(
  found: readonly Leaf[],
  isKind: (value: unknown) => value is T,
): Promise<readonly { readonly leaf: T; readonly path: string }[]> {
  const loaded = await Promise.all(
    found.map(async ({ path, name }) => {
      const module: Readonly<Record<string, unknown>> = await import(pathToFileURL(path).href);
      const leaf = module[name];
      if (!isKind(leaf)) throw new Error(`${path} exports nothing of its kind under the name ${name}.`);
      if (leaf.id !== basename(path, '.ts')) throw new Error(`${path}: its id is ${leaf.id}, not the file's name.`);
      return { leaf, path };
    }),
  );
  return loaded.sort((one, other) => (one.leaf.id < other.leaf.id ? -1 : 1));
}

function isRule(value: unknown): value is Rule {
  return typeof value === 'object' && value !== null && 'id' in value && 'check' in value && 'source' in value;
}

function isRewrite(value: unknown): value is RewriteRule {
  return typeof value === 'object' && value !== null && 'id' in value && 'apply' in value && 'class' in value;
}

/** Files of a room that could be plugged in, in the order of their paths. */
function leaves(room: string, pattern: RegExp): readonly Leaf[] {
  if (!existsSync(room)) return [];
  return readdirSync(room, { recursive: true, encoding: 'utf8' })
    .map((path) => join(room, path).replaceAll('\\', '/'))
    .filter((path) => pattern.test(path) && !path.endsWith('.test.ts') && basename(path) !== 'catalogue.ts')
    .sort()
    .map((path) => ({ path, name: camelCase(basename(path, '.ts')) }));
}

/** A command is what its file exports by defineCommand, under its own name; other files of the folder serve it. */
function isCommand({ path, name }: Leaf): boolean {
  return exportsConst(path, name) && /\bdefineCommand\b/.test(readFileSync(path, 'utf8'));
}

function exportsConst(path: string, name: string): boolean {
  const form = new RegExp(`^export (const ${name}\\b|\\{ \\w+ as ${name} \\};)`, 'm');
  return form.test(readFileSync(path, 'utf8'));
}

function verbOf({ path }: Leaf): string {
  return basename(dirname(path));
}

/** `selective-sequential-scan` -> `selectiveSequentialScan`. */
function camelCase(text: string): string {
  return text.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
