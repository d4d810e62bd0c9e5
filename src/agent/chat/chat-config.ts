import { z } from 'zod';
import { problem } from '#contracts/problem-error.ts';

/** `model:` in dbwright.config.yaml. A key is never written there. */
export const ChatSection = z.strictObject({
  provider: z.enum(['anthropic', 'openai']),
  /** As the provider calls it. */
  name: z.string().min(1),
  /** Where it answers, up to and without /v1 …; the provider's own address where it is left out. */
  url: z.url({ protocol: /^https?$/ }).optional(),
  /** The environment variable that holds the key; none for a server of your own that asks for none. */
  key: z.strictObject({ env: z.string().min(1) }).optional(),
  /** The longest answer, in tokens. */
  longest: z.int().min(256).max(200_000).default(32_000),
});

/** A model that is ready to be asked. `openai` stands for every endpoint of that form: Ollama, vLLM, LiteLLM … */
export interface ChatSettings {
  readonly provider: 'anthropic' | 'openai';
  readonly name: string;
  readonly url?: string | undefined;
  readonly key?: string | undefined;
  /** Tokens of an answer; 32,000 where nothing is said. */
  readonly longest?: number | undefined;
}

/** Problem `invalid` names the variable that is not set. */
export function chatSettings(section: z.infer<typeof ChatSection>, env: NodeJS.ProcessEnv): ChatSettings {
  const { key, ...rest } = section;
  if (key === undefined) return rest;
  return {
    ...rest,
    // Read late: commands that ask no model need no key.
    get key() {
      const value = env[key.env];
      if (value !== undefined && value !== '') return value;
      throw problem(
        'invalid',
        `The key of the model ${section.name} is read from the environment variable ${key.env}, which is not set.`,
        `Set it: export ${key.env}=…`,
      );
    },
  };
}
