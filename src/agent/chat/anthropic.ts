import { z } from 'zod';
import type { ChatForm } from './chat-form.ts';

const Event = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('message_start'),
    message: z.object({ usage: z.object({ input_tokens: z.number() }).optional() }),
  }),
  z.object({ type: z.literal('content_block_delta'), delta: z.object({ text: z.string().optional() }) }),
  z.object({
    type: z.literal('message_delta'),
    delta: z.object({ stop_reason: z.string().nullish() }),
    usage: z.object({ output_tokens: z.number() }).optional(),
  }),
  z.object({ type: z.literal('error'), error: z.object({ message: z.string() }) }),
]);

/** https://docs.anthropic.com/en/api/messages-streaming */
export const anthropic: ChatForm = {
  url: 'https://api.anthropic.com',
  path: '/v1/messages',
  headers: (key) => ({ 'x-api-key': key, 'anthropic-version': '2023-06-01' }),
  body: ({ system, turns }, { name: model, longest = 32_000 }) => ({
    model,
    max_tokens: longest,
    system,
    messages: turns.map(({ role, text }) => ({ role, content: text })),
    stream: true,
  }),
  read: (event) => {
    const { data } = Event.safeParse(event);
    switch (data?.type) {
      case 'message_start':
        return { input: data.message.usage?.input_tokens };
      case 'content_block_delta':
        return { text: data.delta.text };
      case 'message_delta':
        return {
          output: data.usage?.output_tokens,
          end: data.delta.stop_reason == null ? undefined : data.delta.stop_reason === 'max_tokens' ? 'cut' : 'whole',
        };
      case 'error':
        return { failure: data.error.message };
      default:
        return undefined;
    }
  },
};
