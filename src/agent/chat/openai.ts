import { z } from 'zod';
import type { ChatForm } from './chat-form.ts';

const Event = z.object({
  choices: z
    .array(
      z.object({
        delta: z.object({ content: z.string().nullish() }).optional(),
        finish_reason: z.string().nullish(),
      }),
    )
    .default([]),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number() }).nullish(),
  error: z.object({ message: z.string() }).optional(),
});

/** Chat completions, as OpenAI, Ollama, vLLM and LiteLLM give them. https://platform.openai.com/docs/api-reference/chat */
export const openai: ChatForm = {
  url: 'https://api.openai.com',
  path: '/v1/chat/completions',
  headers: (key) => ({ authorization: `Bearer ${key}` }),
  body: ({ system, turns }, { name: model, url, longest = 32_000 }) => ({
    model,
    // OpenAI's own models that reason refuse the old word; other endpoints know the old one only.
    [url === undefined ? 'max_completion_tokens' : 'max_tokens']: longest,
    messages: [{ role: 'system', content: system }, ...turns.map(({ role, text }) => ({ role, content: text }))],
    stream: true,
    stream_options: { include_usage: true },
  }),
  read: (event) => {
    const { data } = Event.safeParse(event);
    if (data === undefined) return undefined;
    const [choice] = data.choices;
    const reason = choice?.finish_reason ?? undefined;
    return {
      text: choice?.delta?.content ?? undefined,
      end: reason === undefined ? undefined : reason === 'length' ? 'cut' : 'whole',
      input: data.usage?.prompt_tokens,
      output: data.usage?.completion_tokens,
      failure: data.error?.message,
    };
  },
};
