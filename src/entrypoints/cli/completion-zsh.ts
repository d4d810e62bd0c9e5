import type { CompletionFlag, CompletionPlace } from './completion-tree.ts';

/** https://zsh.sourceforge.io/Doc/Release/Completion-System.html */
export function zshCompletion(places: readonly CompletionPlace[]): string {
  return `#compdef dbwright
# zsh completion for dbwright: dbwright completion zsh > ~/.zfunc/_dbwright (a folder of your fpath)
_dbwright_targets() {
  local -a names
  names=(\${(f)"$(dbwright completion targets 2>/dev/null)"})
  compadd -a names
}
${places.map(placeFunction).join('\n')}
if [ "$funcstack[1]" = "_dbwright" ]; then
  _dbwright "$@"
else
  compdef _dbwright dbwright
fi
`;
}

function placeFunction({ path, words, flags }: CompletionPlace): string {
  const specs = flags.map((flag) => `    ${quote(`${flag.name}[${plain(flag.summary)}]${valueSpec(flag.value)}`)}`);
  const rest = words.length === 0 ? [`    '*:: :_default'`] : [`    '1: :->word'`, `    '*:: :->rest'`];
  const described = words.map(({ name, summary }) => quote(`${name}:${plain(summary)}`)).join(' ');
  const cases = words.map(({ name }) => `        ${name}) ${functionName([path, name].join(' ').trim())} ;;`);
  const isBranch = path === '' || path.split(' ').length === 1;
  return `${functionName(path)}() {
  local line state
  _arguments -C \\
${[...specs, ...rest].join(' \\\n')}
  case "$state" in
    word) local -a words_here; words_here=(${described}); _describe 'command' words_here ;;
    rest)
      case "$line[1]" in
${isBranch && path !== 'help' && path !== 'completion' ? cases.join('\n') : '        *) _default ;;'}
      esac ;;
  esac
}`;
}

function valueSpec(value: CompletionFlag['value']): string {
  if (value === 'none') return '';
  if (value === 'file') return ':file:_files';
  if (value === 'target') return ':target:_dbwright_targets';
  return value === 'text' ? ':value: ' : `:value:(${value.join(' ')})`;
}

function functionName(path: string): string {
  return path === '' ? '_dbwright' : `_dbwright_${path.replaceAll(/[^a-z0-9]+/g, '_')}`;
}

/** Brackets and colons mean something inside of a spec. */
function plain(text: string): string {
  return text.replaceAll(/[[\]:`$\\"]/g, ' ');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
