import { type ProblemError, problem } from '#contracts/problem-error.ts';

/** A failure that may be gone when it is tried again. */
export class Passing extends Error {
  readonly problem: ProblemError;
  /** As the provider asks for. */
  readonly waitMs: number | undefined;

  constructor(told: ProblemError, waitMs?: number) {
    super(told.message);
    this.problem = told;
    this.waitMs = waitMs;
  }
}

/** What a status says, with the provider's own words. */
export async function httpProblem(response: Response, by: string, key: string | undefined): Promise<Error> {
  const { status } = response;
  const words = withoutKey(wordsOf(await response.text().catch(() => '')), key);
  const told = words === '' ? '' : ` ${words}`;
  if (status === 401 || status === 403) {
    return problem('denied', `${by} refused the key (${status}).${told}`, 'Check model.key in dbwright.config.yaml.');
  }
  if (status === 404) {
    return problem('not-found', `${by}: there is none (404).${told}`, 'Check model.name and model.url.');
  }
  if (status === 408 || status === 429 || status >= 500) {
    const busy = problem('busy', `${by} has no time (${status}).${told}`, 'Try it again in a while.');
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    return new Passing(busy, Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined);
  }
  return problem('invalid', `${by} refused the question (${status}).${told}`, 'Check model.name and model.longest.');
}

/** Words of a provider, not too many; a key that stands in them is taken out. */
export function withoutKey(words: string, key: string | undefined): string {
  return (key === undefined ? words : words.replaceAll(key, '…')).slice(0, 300);
}

/** Both providers put a message inside of `error`. */
function wordsOf(body: string): string {
  const found = /"message"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(body)?.[1];
  return (found ?? body).replace(/\s+/g, ' ').trim();
}

/** Over an open line a key would be read on the way. Problem `invalid`. */
export function refuseOpenKey(base: string): void {
  const { protocol, hostname } = new URL(base);
  if (protocol === 'https:' || /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)) return;
  throw problem(
    'invalid',
    `The key of the model would travel to ${hostname} unencrypted.`,
    'Give an https address in model.url, or a server of your own without a key.',
  );
}
