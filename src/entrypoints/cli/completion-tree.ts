import type { Command as Program } from 'commander';

/** What can be typed at one place of the command line. */
export interface CompletionPlace {
  /** "optimize query"; the empty text is the start. */
  readonly path: string;
  readonly words: readonly { readonly name: string; readonly summary: string }[];
  readonly flags: readonly CompletionFlag[];
}

export interface CompletionFlag {
  readonly name: string;
  readonly summary: string;
  /** What its value is completed with; `none` takes no value, `text` any. */
  readonly value: 'none' | 'text' | 'file' | 'target' | readonly string[];
}

/** The program as the completion scripts need it: every place with its words and flags. */
export function completionTree(program: Program): readonly CompletionPlace[] {
  const places: CompletionPlace[] = [];
  const visit = (place: Program, path: string) => {
    const words = place.commands.map((one) => ({ name: one.name(), summary: one.summary() }));
    const inputs = path === 'completion' ? ['bash', 'zsh', 'fish'].map((name) => ({ name, summary: '' })) : [];
    const commands =
      path === 'help' ? program.commands.map((one) => ({ name: one.name(), summary: one.summary() })) : [];
    const flags = place.options.flatMap((option): readonly CompletionFlag[] =>
      option.long === null || option.long === undefined
        ? []
        : [{ name: option.long, summary: option.description, value: valueKind(option) }],
    );
    const help = { name: '--help', summary: 'print help', value: 'none' } as const;
    places.push({ path, words: [...words, ...inputs, ...commands], flags: [...flags, help] });
    for (const one of place.commands) visit(one, path === '' ? one.name() : `${path} ${one.name()}`);
  };
  visit(program, '');
  return places;
}

function valueKind(option: Program['options'][number]): CompletionFlag['value'] {
  if (!option.required && !option.optional) return 'none';
  if (option.argChoices !== undefined) return option.argChoices;
  if (option.long === '--target') return 'target';
  return option.flags.includes('FILE') ? 'file' : 'text';
}
