import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { filesBelow } from './source-files.ts';

/** Who may import whom. Inside a room relative imports, between rooms `#room/file.ts`. */
const walls: Readonly<Record<string, { readonly rooms: readonly string[]; readonly packages: RegExp }>> = {
  vocabulary: { rooms: [], packages: /^zod$/ },
  contracts: { rooms: ['vocabulary'], packages: /^zod$/ },
  analysis: { rooms: ['vocabulary'], packages: /^zod$/ },
  rules: { rooms: ['analysis', 'contracts', 'vocabulary'], packages: /^$/ },
  reporters: { rooms: ['contracts', 'vocabulary'], packages: /^(picocolors|string-width)$/ },
  /** Reads applications' sources, with the TypeScript compiler, and schemas in other languages with their parsers. */
  code: { rooms: ['contracts', 'vocabulary'], packages: /^(typescript|@dbml\/parse)$/ },
  /** Lays diagrams out and draws them. */
  drawing: { rooms: ['contracts', 'vocabulary'], packages: /^(@hpcc-js\/wasm-graphviz|@resvg\/resvg-js)$/ },
  engines: { rooms: ['analysis', 'contracts', 'vocabulary', 'engines'], packages: /^$/ },
  tasks: { rooms: ['rules', 'analysis', 'contracts', 'vocabulary'], packages: /^zod$/ },
  agent: {
    rooms: ['tasks', 'engines', 'code', 'drawing', 'rules', 'analysis', 'contracts', 'vocabulary'],
    packages: /^(zod|yaml|fastest-levenshtein|eventsource-parser)$/,
  },
  entrypoints: {
    rooms: ['agent', 'reporters', 'contracts', 'vocabulary'],
    packages: /^(zod|commander|picocolors|fastest-levenshtein|@modelcontextprotocol\/server(\/.*)?)$/,
  },
};

/** In engines third parties stand behind named files. */
const enginePackages: readonly (readonly [file: RegExp, packages: RegExp])[] = [
  [/\/connect(\/[a-z-]+)?\.ts$/, /^(pg|pg-copy-streams|pgpass)$/],
  [
    /\/(parse|resolve)(\/[a-z-]+)?\.ts$/,
    /^(libpg-query|pgsql-deparser|@pgsql\/types|yaml|fast-xml-parser|fastest-levenshtein)$/,
  ],
  [/\/sql\/parse\/grammar\.ts$/, /^@polyglot-sql\/sdk$/],
  [/\/connect\/sqlite-worker\.mjs$/, /^node-sqlite3-wasm$/],
  [/\/postgres\/twin\/connection\.ts$/, /^pg$/],
  [/\/mysql\/twin\/connection\.ts$/, /^mysql2(\/promise)?$/],
  [/\/twin\/(pglite|cluster)[a-z-]*\.(ts|mjs)$/, /^@electric-sql\/pglite(-socket)?(\/.*)?$/],
];

/** MariaDB is MySQL in other words: its translation is MySQL's. */
const kinOf: Readonly<Record<string, string>> = { mariadb: 'mysql' };

const files = filesBelow('src', /\.(ts|mjs)$/).filter((file) => !file.endsWith('.test.ts'));

function trespasses(file: string): readonly string[] {
  const [, room = ''] = file.split('/');
  const isRoot = room === basename(file);
  const allowed = isRoot ? { rooms: ['agent', 'reporters', 'contracts', 'vocabulary'], packages: /^$/ } : walls[room];
  if (allowed === undefined) return [`${file}: there is no room ${room}`];
  const engine = room === 'engines' ? file.split('/')[2] : undefined;
  const specifiers = [
    ...readFileSync(file, 'utf8').matchAll(
      /^(?:import|export)[^'"`;]*?from\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|^import\s+'([^']+)'/gm,
    ),
  ];
  return specifiers.flatMap(([, from, dynamic, bare]) => {
    const specifier = from ?? dynamic ?? bare ?? '';
    if (specifier.startsWith('../')) return [`${file}: ${specifier} (write #${room}/…)`];
    if (specifier.startsWith('./')) return [];
    if (specifier.startsWith('#')) {
      const [target = '', folder = ''] = specifier.slice(1).split('/');
      if (target === 'engines' && engine !== undefined) {
        return folder === engine || folder === 'sql' || kinOf[engine] === folder
          ? []
          : [`${file}: ${specifier} (another engine)`];
      }
      return target === room || allowed.rooms.includes(target) ? [] : [`${file}: ${specifier}`];
    }
    if (specifier.startsWith('node:')) {
      const pure = ['vocabulary', 'contracts', 'analysis', 'rules', 'tasks'].includes(room);
      return pure ? [`${file}: ${specifier} (no input or output in ${room})`] : [];
    }
    if (builtinModules.includes(specifier)) return [`${file}: ${specifier} needs node:`];
    if (allowed.packages.test(specifier)) return [];
    const byName = enginePackages.some(
      ([name, packages]) => engine !== undefined && name.test(file) && packages.test(specifier),
    );
    return byName ? [] : [`${file}: ${specifier} (third party)`];
  });
}

test('no room imports what it may not', () => {
  expect(files.length).toBeGreaterThan(40);
  expect(files.flatMap(trespasses)).toEqual([]);
});
