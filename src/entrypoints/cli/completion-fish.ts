import type { CompletionFlag, CompletionPlace } from './completion-tree.ts';

/** https://fishshell.com/docs/current/completions.html */
export function fishCompletion(places: readonly CompletionPlace[]): string {
  return `# fish completion for dbwright: dbwright completion fish > ~/.config/fish/completions/dbwright.fish
function __dbwright_at
    # True where the words before the cursor that are no flags begin with these, and no further command follows.
    set -l words (commandline -opc | string match -rv -- '^-')
    test (count $words) -gt (count $argv); or return 1
    for i in (seq (count $argv))
        test "$words[(math $i + 1)]" = "$argv[$i]"; or return 1
    end
end
function __dbwright_just_at
    set -l words (commandline -opc | string match -rv -- '^-')
    test (count $words) -eq (math (count $argv) + 1); and __dbwright_at $argv
end
complete -c dbwright -f
${places.flatMap(lines).join('\n')}
`;
}

function lines({ path, words, flags }: CompletionPlace): readonly string[] {
  const at = path === '' ? '__dbwright_just_at' : `__dbwright_at ${path}`;
  const justAt = `__dbwright_just_at ${path}`.trim();
  return [
    ...words.map(({ name, summary }) => `complete -c dbwright -n ${quote(justAt)} -a ${name} -d ${quote(summary)}`),
    ...flags.map(
      ({ name, summary, value }) =>
        `complete -c dbwright -n ${quote(at)} -l ${name.slice(2)} -d ${quote(summary)}${valueSpec(value)}`,
    ),
  ];
}

function valueSpec(value: CompletionFlag['value']): string {
  if (value === 'none') return '';
  if (value === 'file') return ' -r -F';
  if (value === 'target') return ` -x -a '(dbwright completion targets 2>/dev/null)'`;
  return value === 'text' ? ' -x' : ` -x -a ${quote(value.join(' '))}`;
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
