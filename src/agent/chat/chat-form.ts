import type { ChatQuestion } from '#contracts/chat-model.ts';
import type { ChatSettings } from './chat-config.ts';

/** What one event of an answer brings. */
export interface ChatPiece {
  readonly text?: string | undefined;
  /** The answer is at its end. */
  readonly end?: 'whole' | 'cut' | undefined;
  readonly input?: number | undefined;
  readonly output?: number | undefined;
  /** The provider broke it off. */
  readonly failure?: string | undefined;
}

/** How a provider is asked over HTTP, and how its events are read. */
export interface ChatForm {
  readonly url: string;
  readonly path: string;
  readonly headers: (key: string) => Readonly<Record<string, string>>;
  readonly body: (question: ChatQuestion, settings: ChatSettings) => unknown;
  /** undefined: nothing that we need. */
  readonly read: (event: unknown) => ChatPiece | undefined;
}
