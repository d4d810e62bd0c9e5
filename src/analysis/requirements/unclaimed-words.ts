import type { Sentence, Token } from './tokenise.ts';
import { functionWords, systemWords, wrappingWords } from './word-classes.ts';

/** Content words of which nothing was made, neighbours as one phrase, each once. */
export function notUnderstood(sentences: readonly Sentence[], claimed: ReadonlySet<number>): readonly string[] {
  const phrases: string[] = [];
  for (const sentence of sentences) {
    let run: Token[] = [];
    const end = () => {
      if (run.length > 0) phrases.push(run.map(({ text }) => text).join(' '));
      run = [];
    };
    for (const token of sentence) {
      if (!claimed.has(token.at) && isContent(token)) run.push(token);
      else end();
    }
    end();
  }
  return [...new Set(phrases)];
}

/** It says something: no article, no "please build a database". */
export function isContent({ kind, word }: Token): boolean {
  if (kind === 'sign') return false;
  if (kind === 'number') return true;
  return !functionWords.has(word) && !wrappingWords.has(word) && !systemWords.has(word);
}
