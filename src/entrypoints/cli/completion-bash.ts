import type { CompletionFlag, CompletionPlace } from './completion-tree.ts';

/** https://www.gnu.org/software/bash/manual/html_node/Programmable-Completion.html */
export function bashCompletion(places: readonly CompletionPlace[]): string {
  const valued = (value: CompletionFlag['value']) => value !== 'none';
  const takers = new Set(
    places.flatMap(({ flags }) => flags.filter(({ value }) => valued(value)).map(({ name }) => name)),
  );
  return `# bash completion for dbwright: source <(dbwright completion bash)
_dbwright() {
  local cur prev place word skip
  cur="\${COMP_WORDS[COMP_CWORD]}"
  prev="\${COMP_WORDS[COMP_CWORD-1]}"
  place=""
  skip=""
  # The place is made of the words before the cursor that are commands.
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    if [[ -n "$skip" ]]; then skip=""; continue; fi
    case "$word" in
      ${[...takers].join('|')}) skip=1; continue ;;
    esac
    case "$place/$word" in
${commandCases(places)}
    esac
  done
  case "$place $prev" in
${places.flatMap(valueCases).join('\n')}
  esac
  case "$place" in
${places.map(wordCase).join('\n')}
  esac
}
complete -o bashdefault -o default -F _dbwright dbwright
`;
}

function commandCases(places: readonly CompletionPlace[]): string {
  return places
    .filter(({ path }) => path !== '')
    .map(({ path }) => {
      const words = path.split(' ');
      return `      "${words.slice(0, -1).join(' ')}/${words.at(-1)}") place="${path}" ;;`;
    })
    .join('\n');
}

function valueCases({ path, flags }: CompletionPlace): readonly string[] {
  return flags.flatMap(({ name, value }) => {
    const answer = answerFor(value);
    return answer === undefined ? [] : [`    "${path} ${name}") ${answer}; return ;;`];
  });
}

function answerFor(value: CompletionFlag['value']): string | undefined {
  if (value === 'none') return undefined;
  if (value === 'file') return `COMPREPLY=($(compgen -f -- "$cur"))`;
  if (value === 'target') return `COMPREPLY=($(compgen -W "$(dbwright completion targets 2>/dev/null)" -- "$cur"))`;
  return value === 'text' ? 'COMPREPLY=()' : `COMPREPLY=($(compgen -W "${value.join(' ')}" -- "$cur"))`;
}

function wordCase({ path, words, flags }: CompletionPlace): string {
  const names = words.map(({ name }) => name).join(' ');
  const all = flags.map(({ name }) => name).join(' ');
  return `    "${path}")
      if [[ "$cur" == -* ]]; then COMPREPLY=($(compgen -W "${all}" -- "$cur"))
      else COMPREPLY=($(compgen -W "${names}" -- "$cur")); fi ;;`;
}
