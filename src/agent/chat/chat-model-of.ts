import { setTimeout as pause } from 'node:timers/promises';
import { createParser } from 'eventsource-parser';
import type { ChatAnswer, ChatModel } from '#contracts/chat-model.ts';
import { ProblemError, problem } from '#contracts/problem-error.ts';
import { anthropic } from './anthropic.ts';
import type { ChatSettings } from './chat-config.ts';
import type { ChatForm, ChatPiece } from './chat-form.ts';
import { httpProblem, Passing, refuseOpenKey, withoutKey } from './chat-problems.ts';
import { openai } from './openai.ts';

const forms: Readonly<Record<ChatSettings['provider'], ChatForm>> = { anthropic, openai };

/** Waits before it is asked again: three times at most, twice as long each time. */
const waits = [1000, 2000, 4000];
const longestWaitMs = 30_000;
/** A model that thinks says so now and then; silence of this length is a broken line. */
const silenceMs = 180_000;
const longestText = 4_000_000;

export interface ChatOptions {
  readonly waits?: readonly number[];
  readonly silenceMs?: number;
}

/** A language model over HTTP, answering as a stream of events. What passes (429, 5xx, a cut line) is tried again. */
export function chatModelOf(settings: ChatSettings, options: ChatOptions = {}): ChatModel {
  const form = forms[settings.provider];
  const base = (settings.url ?? form.url).replace(/\/+$/, '').replace(/\/v1$/, '');
  const { host } = new URL(base);
  const by = `${settings.name}, by ${host}`;
  const pauses = options.waits ?? waits;
  return {
    by,
    ask: async (question, { signal, heard }) => {
      const { key } = settings;
      if (key !== undefined) refuseOpenKey(base);
      const call = { form, base, by, key, body: form.body(question, settings) };
      for (let attempt = 0; ; attempt += 1) {
        try {
          return await answer(call, signal, options.silenceMs ?? silenceMs, heard);
        } catch (error) {
          signal.throwIfAborted();
          const wait = pauses[attempt];
          if (!(error instanceof Passing)) throw error;
          if (wait === undefined) throw error.problem;
          await pause(Math.min(error.waitMs ?? wait, longestWaitMs), undefined, { signal });
        }
      }
    },
  };
}

interface Call {
  readonly form: ChatForm;
  readonly base: string;
  readonly by: string;
  readonly key: string | undefined;
  readonly body: unknown;
}

async function answer(
  { form, base, by, key, body }: Call,
  signal: AbortSignal,
  silence: number,
  heard: ((characters: number) => void) | undefined,
): Promise<ChatAnswer> {
  const quiet = new AbortController();
  const watch = setTimeout(() => quiet.abort(), silence);
  try {
    const response = await fetch(`${base}${form.path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key === undefined ? {} : form.headers(key)) },
      body: JSON.stringify(body),
      // A key goes nowhere but where the user sends it.
      redirect: 'error',
      signal: AbortSignal.any([signal, quiet.signal]),
    });
    if (!response.ok || response.body === null) throw await httpProblem(response, by, key);
    return await collect(response.body, { form, by, key }, (characters) => {
      watch.refresh();
      heard?.(characters);
    });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Passing || error instanceof ProblemError) throw error;
    if (quiet.signal.aborted) {
      throw new Passing(
        problem('timeout', `${by} said nothing for ${Math.round(silence / 1000)} s.`, undefined, error),
      );
    }
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : '';
    const why = cause === '' ? '' : `: ${cause}`;
    throw new Passing(
      problem('unreachable', `${by} cannot be reached${why}.`, 'Check the address and the network.', error),
    );
  } finally {
    clearTimeout(watch);
  }
}

async function collect(
  body: ReadableStream<Uint8Array>,
  { form, by, key }: Pick<Call, 'form' | 'by' | 'key'>,
  heard: (characters: number) => void,
): Promise<ChatAnswer> {
  let text = '';
  let end: ChatPiece['end'];
  const tokens: { input?: number; output?: number } = {};
  let failure: string | undefined;
  const parser = createParser({
    onEvent: ({ data }) => {
      if (data === '[DONE]') return;
      const piece = form.read(parsed(data));
      text += piece?.text ?? '';
      end = piece?.end ?? end;
      if (piece?.input !== undefined) tokens.input = piece.input;
      if (piece?.output !== undefined) tokens.output = piece.output;
      failure ??= piece?.failure;
    },
  });
  const decoder = new TextDecoder();
  for await (const chunk of body) {
    parser.feed(decoder.decode(chunk, { stream: true }));
    heard(text.length);
    if (failure !== undefined) throw new Passing(problem('busy', `${by} broke off: ${withoutKey(failure, key)}`));
    if (text.length > longestText) throw problem('invalid', `${by} does not come to an end.`);
  }
  if (end === undefined) throw new Passing(problem('unreachable', `${by} broke off in the middle of its answer.`));
  const { input, output } = tokens;
  return {
    text,
    isWhole: end === 'whole',
    ...(input === undefined || output === undefined ? {} : { tokens: { input, output } }),
  };
}

/** What is no JSON is no event. */
function parsed(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
