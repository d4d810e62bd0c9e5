export interface ChatTurn {
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

export interface ChatQuestion {
  /** Who it is to be, and what the rules are. */
  readonly system: string;
  /** The last one is the user's. */
  readonly turns: readonly ChatTurn[];
}

export interface ChatAnswer {
  readonly text: string;
  /** False: it was cut off at its longest length. */
  readonly isWhole: boolean;
  /** As the provider counted them; absent where it does not say. */
  readonly tokens?: { readonly input: number; readonly output: number };
}

/** A language model. What it says is a proposal of a stranger: never a fact, and never carried out unjudged. */
export interface ChatModel {
  /** "some-model, by api.example.com". */
  readonly by: string;
  /** Errors: denied, not-found, invalid, busy, unreachable, timeout. `heard` is told how many characters have come. */
  readonly ask: (
    question: ChatQuestion,
    options: { readonly signal: AbortSignal; readonly heard?: (characters: number) => void },
  ) => Promise<ChatAnswer>;
}
