import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LLMock } from '@copilotkit/aimock';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { ChatSettings } from '#agent/chat/chat-config.ts';
import { chatModelOf } from '#agent/chat/chat-model-of.ts';
import { withoutKey } from '#agent/chat/chat-problems.ts';
import { openai } from '#agent/chat/openai.ts';
import { ProblemError } from '#contracts/problem-error.ts';

const mock = await LLMock.create({ port: 0, auth: { apiKeys: ['the-right-key'] }, chunkSize: 3 });
afterAll(() => mock.stop());
afterEach(() => {
  mock.clearFixtures();
  mock.clearRequests();
});

const waits = [1, 1, 1];
const settings = (provider: ChatSettings['provider'], more: Partial<ChatSettings> = {}): ChatSettings => ({
  provider,
  name: 'a-model',
  url: mock.url,
  key: 'the-right-key',
  ...more,
});
const question = { system: 'You are brief.', turns: [{ role: 'user', text: 'Which keys?' }] } as const;
const ask = (given: ChatSettings, more: { readonly silenceMs?: number; readonly signal?: AbortSignal } = {}) =>
  chatModelOf(given, { waits, ...(more.silenceMs === undefined ? {} : { silenceMs: more.silenceMs }) }).ask(question, {
    signal: more.signal ?? new AbortController().signal,
  });
const refusal = async (answer: Promise<unknown>) => {
  const error = await answer.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ProblemError)) throw new Error(`No problem was told: ${String(error)}`);
  return error.problem;
};

describe.each(['anthropic', 'openai'] as const)('%s', (provider) => {
  test('an answer comes in pieces, and is counted', async () => {
    mock.onMessage('Which keys?', { content: 'UUIDs: naïve 🗝 “ones”.' });
    const heard: number[] = [];
    const model = chatModelOf(settings(provider));
    const answer = await model.ask(question, {
      signal: new AbortController().signal,
      heard: (characters) => heard.push(characters),
    });
    expect(answer.text).toBe('UUIDs: naïve 🗝 “ones”.');
    expect(answer.isWhole).toBe(true);
    expect(answer.tokens).toMatchObject({ input: expect.any(Number), output: expect.any(Number) });
    expect(heard.at(-1)).toBe(answer.text.length);
    expect(model.by).toBe(`a-model, by ${new URL(mock.url).host}`);
    const body = JSON.stringify(mock.getLastRequest()?.body);
    expect(body).toContain('You are brief.');
  });

  test('what passes is tried again: 429, 503, a line that is cut', async () => {
    mock.onMessage('Which keys?', { content: 'UUIDs, all of them, in the order of time.' });
    mock.nextRequestError(429, { message: 'slow down' });
    expect((await ask(settings(provider))).text).toContain('UUIDs');
    mock.nextRequestError(503);
    expect((await ask(settings(provider))).text).toContain('UUIDs');
    expect(mock.getRequests()).toHaveLength(4);
    mock.clearFixtures();
    mock.on(
      { userMessage: 'Which keys?', sequenceIndex: 0 },
      { content: 'UUIDs, all of them' },
      { truncateAfterChunks: 2 },
    );
    mock.on({ userMessage: 'Which keys?', sequenceIndex: 1 }, { content: 'whole' });
    expect((await ask(settings(provider))).text).toBe('whole');
  });

  test('three times, and no more', async () => {
    for (let time = 0; time < 5; time += 1) mock.nextRequestError(503, { message: 'overloaded' });
    expect(await refusal(ask(settings(provider)))).toMatchObject({
      code: 'busy',
      message: expect.stringContaining('(503). overloaded'),
    });
    expect(mock.getRequests()).toHaveLength(4);
  });

  test('malformed events are no answer', async () => {
    mock.onMessage('Which keys?', { content: 'x' }, { chaos: { malformedRate: 1 } });
    expect(await refusal(ask(settings(provider)))).toMatchObject({ code: 'unreachable' });
  });

  test('a wrong key is told at once, without the key', async () => {
    mock.onMessage('Which keys?', { content: 'x' });
    const told = await refusal(ask(settings(provider, { key: 'sk-very-secret' })));
    expect(told).toMatchObject({ code: 'denied', hint: 'Check model.key in dbwright.config.yaml.' });
    expect(JSON.stringify(told)).not.toContain('very-secret');
  });

  test('whoever stops it is not kept waiting', async () => {
    mock.onMessage('Which keys?', { content: 'late' }, { latency: 5000 });
    const stop = new AbortController();
    const answer = ask(settings(provider), { signal: stop.signal });
    setTimeout(() => stop.abort(new Error('enough')), 50);
    await expect(answer).rejects.toThrow('enough');
  });
});

test('a server that says nothing is left', async () => {
  const mute = createServer(() => undefined).listen(0, '127.0.0.1');
  await new Promise((resolve) => mute.once('listening', resolve));
  const { port } = mute.address() as AddressInfo;
  const told = await refusal(ask(settings('openai', { url: `http://127.0.0.1:${port}` }), { silenceMs: 50 }));
  mute.closeAllConnections();
  mute.close();
  expect(told).toMatchObject({ code: 'timeout' });
});

test('a key goes to no open line, and follows no redirection', async () => {
  expect(await refusal(ask(settings('openai', { url: 'http://models.example.com' })))).toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('unencrypted'),
  });
  const seen: (string | undefined)[] = [];
  const elsewhere = createServer((request, response) => {
    seen.push(request.headers.authorization);
    response.writeHead(307, { location: `${mock.url}/v1/chat/completions` }).end();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => elsewhere.once('listening', resolve));
  const { port } = elsewhere.address() as AddressInfo;
  expect(await refusal(ask(settings('openai', { url: `http://127.0.0.1:${port}` })))).toMatchObject({
    code: 'unreachable',
  });
  elsewhere.close();
  expect(mock.getRequests()).toEqual([]);
  expect(seen[0]).toBe('Bearer the-right-key');
});

test('nobody there', async () => {
  expect(await refusal(ask(settings('openai', { url: 'http://127.0.0.1:1' })))).toMatchObject({ code: 'unreachable' });
});

test.each([
  ['of its own', {}, 'max_completion_tokens'],
  ['elsewhere', { url: 'http://localhost:11434' }, 'max_tokens'],
])('openai, %s: the longest answer is said in the word that is known there', (_, settings, word) => {
  expect(openai.body(question, { provider: 'openai', name: 'm', longest: 500, ...settings })).toMatchObject({
    [word]: 500,
  });
});

test('a key in the words of a provider is taken out before they are cut', () => {
  const words = `${'x'.repeat(290)} sk-very-secret-key`;
  expect(withoutKey(words, 'sk-very-secret-key')).not.toContain('sk-');
});
