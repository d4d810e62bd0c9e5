import type ts from 'typescript';
import type { Source } from './collect-sources.ts';
import { libraryOf } from './libraries.ts';

/** The compiler, and the sources as it sees them: names are resolved between them, packages are not looked for. */
export interface Project {
  readonly ts: typeof ts;
  readonly files: readonly ts.SourceFile[];
  /** What a name stands for, through imports of the project's own files. */
  readonly declarationsOf: (name: ts.Node) => readonly ts.Declaration[];
  readonly symbolOf: (name: ts.Node) => ts.Symbol | undefined;
}

/** The compiler is large and loads only here. */
export async function openProject(sources: readonly Source[]): Promise<Project> {
  const { default: compiler } = await import('typescript');
  const texts = new Map(sources.map((source) => [`/${source.path}`, source.text]));
  const findFile = fileFinder(new Set(texts.keys()));
  const parsed = new Map<string, ts.SourceFile>();
  const options: ts.CompilerOptions = {
    allowJs: true,
    noLib: true,
    jsx: compiler.JsxEmit.Preserve,
    target: compiler.ScriptTarget.ESNext,
    module: compiler.ModuleKind.ESNext,
    moduleResolution: compiler.ModuleResolutionKind.Bundler,
    types: [],
  };
  const program = compiler.createProgram([...texts.keys()], options, {
    getSourceFile: (name) => {
      const text = texts.get(name);
      const known = parsed.get(name);
      if (known !== undefined || text === undefined) return known;
      const file = compiler.createSourceFile(name, text, compiler.ScriptTarget.ESNext, true);
      parsed.set(name, file);
      return file;
    },
    getDefaultLibFileName: () => '/lib.d.ts',
    writeFile: () => undefined,
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    fileExists: (name) => texts.has(name),
    readFile: (name) => texts.get(name),
    resolveModuleNameLiterals: (literals, containing) =>
      literals.map(({ text }) => {
        const file = findFile(text, containing);
        return {
          resolvedModule: file === undefined ? undefined : { resolvedFileName: file, extension: extensionOf(file) },
        };
      }),
  });
  const checker = program.getTypeChecker();
  const symbolOf = (name: ts.Node): ts.Symbol | undefined => {
    const symbol = checker.getSymbolAtLocation(name);
    if (symbol === undefined || (symbol.flags & compiler.SymbolFlags.Alias) === 0) return symbol;
    const target = checker.getAliasedSymbol(symbol);
    return target.declarations === undefined ? symbol : target;
  };
  return {
    ts: compiler,
    files: program.getSourceFiles().filter((file) => texts.has(file.fileName)),
    symbolOf,
    declarationsOf: (name) => symbolOf(name)?.declarations ?? [],
  };
}

const endings = [
  '',
  '.ts',
  '.tsx',
  '.mts',
  '.cts',
  '.js',
  '.jsx',
  '.mjs',
  '.cjs',
  '/index.ts',
  '/index.tsx',
  '/index.js',
];

type FindFile = (name: string, from: string) => string | undefined;

/**
 * Relative names; those behind an alias such as `@/`, `~/` or `src/`, by the end of the path; those of packages of the
 * same repository, `@acme/store`, by their folder.
 */
function fileFinder(paths: ReadonlySet<string>): FindFile {
  const byName = new Map<string, string[]>();
  for (const path of paths) {
    const name = lastName(path);
    byName.set(name, [...(byName.get(name) ?? []), path]);
  }
  const endingIn = (stem: string): string | undefined => {
    const written = stem.replace(/\.[cm]?[jt]sx?$/, '');
    const near = [...(byName.get(lastName(written)) ?? []), ...(byName.get('index') ?? [])];
    return near.find((path) => endings.some((end) => end !== '' && path.endsWith(`/${written}${end}`)));
  };
  return (name, from) => {
    if (name.startsWith('.')) {
      const joined = new URL(name, `file://${from}`).pathname;
      const bases = [joined, joined.replace(/\.[cm]?jsx?$/, '')];
      return bases.flatMap((base) => endings.map((end) => base + end)).find((path) => paths.has(path));
    }
    if (libraryOf(name) !== undefined) return undefined;
    const alias = /^(?:@\/|~\/?|#\/?|src\/)(.+)$/.exec(name)?.[1];
    if (alias !== undefined) return endingIn(alias);
    const [, scope, rest = ''] = /^@([^/]+)\/(.+)$/.exec(name) ?? [];
    if (scope === undefined) return undefined;
    return [`${scope}/${rest}`, `packages/${rest}`, `packages/${rest}/src`, `libs/${rest}/src`]
      .map(endingIn)
      .find((path) => path !== undefined);
  };
}

function lastName(path: string): string {
  return path.replace(/^.*\//, '').replace(/\.[cm]?[jt]sx?$/, '');
}

function extensionOf(file: string): string {
  return /\.[cm]?[jt]sx?$/.exec(file)?.[0] ?? '.ts';
}
