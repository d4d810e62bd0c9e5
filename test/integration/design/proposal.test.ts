import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LLMock } from '@copilotkit/aimock';
import { afterAll, expect, test } from 'vitest';
import { designs } from '#agent/designs.ts';
import type { ChatModel, ChatQuestion } from '#contracts/chat-model.ts';
import { ProblemError } from '#contracts/problem-error.ts';
import { SchemaDesignDetails } from '#tasks/design/schema/design-details.ts';
import { judgeModel } from '#tasks/design/schema/judge-model.ts';
import { proposalSystem } from '#tasks/design/schema/proposal-prompt.ts';
import { quiet } from '../../../bench/quiet-context.ts';
import { createAgent } from '../../../src/index.ts';
import { start } from '../cli/program.ts';

const folder = mkdtempSync(join(tmpdir(), 'dbwright-proposal-'));
afterAll(() => rmSync(folder, { recursive: true }));

const request = 'a library of tools that neighbours lend each other, each tool at most once at a time';

const able = designs(quiet);

/** The words of a model, without a network. */
function scripted(answers: readonly string[]): ChatModel & { readonly asked: ChatQuestion[] } {
  const asked: ChatQuestion[] = [];
  return {
    by: 'a-script, by nobody',
    asked,
    ask: async (question) => {
      asked.push(question);
      const text = answers[asked.length - 1] ?? answers.at(-1) ?? '';
      return { text, isWhole: true, tokens: { input: 100, output: 10 } };
    },
  };
}

const model = (
  more: {
    readonly domain?: string;
    readonly rule?: string;
    readonly scenarios?: string;
    readonly native?: string;
  } = {},
) => `Here it is:
\`\`\`yaml
name: tool_library
entities:
  neighbour:
    attributes: { email: ${more.domain ?? 'email'} unique personal(contact), name: name personal }
  tool:
    attributes: { label: code unique, name: title }
  loan:
    references: { tool: tool, neighbour: neighbour }
    attributes: { lent_at: moment = now, returned_at: moment? }
    checks: [{ name: returned_after, sql: returned_at >= lent_at }]
    volume: { rows: 20000, perYear: 5000 }
invariants:
${more.rule ?? '  - { kind: only-one, entity: loan, per: [tool], where: returned_at IS NULL, says: A tool is lent once at a time. }'}
access:
  - { name: what a neighbour has, entity: loan, by: [neighbour], where: returned_at IS NULL }
fixture:
  - INSERT INTO neighbours (id, email, name) VALUES (1, 'ann@example.com', 'Ann')
  - INSERT INTO tools (id, label, name) VALUES (1, 'T1', 'Drill')
  - INSERT INTO loans (id, tool_id, neighbour_id) VALUES (1, 1, 1)
scenarios:
${more.scenarios ?? "  - { says: a tool lent twice, refuse: 'INSERT INTO loans (tool_id, neighbour_id) VALUES (1, 1)' }"}
  - { says: it comes back, accept: UPDATE loans SET returned_at = now() WHERE id = 1 }
${more.native ?? ''}
\`\`\`
Good luck.`;

const design = (chat: ChatModel, words = request, proof = true) =>
  createAgent({ cwd: folder, model: chat }).design.schema({ request: words, propose: true, proof, seedRows: 0 });

test('the example that it is shown passes itself', async () => {
  const example = /```yaml\n(name: shop[\s\S]*?)```/.exec(proposalSystem)?.[1] ?? '';
  const shop = able.read(example, 'the prompt');
  expect((await judgeModel(shop, 'postgres', able, true)).faults).toEqual([]);
}, 60_000);

test('what it proposes is judged as every model is, and comes back until it passes', async () => {
  const chat = scripted([
    'I would use a document database.',
    model({ domain: 'emial' }),
    model({ rule: '  []' }),
    model(),
  ]);
  const report = await design(chat);
  const details = SchemaDesignDetails.parse(report.details);
  expect(details.proposal).toMatchObject({
    by: 'a-script, by nobody',
    passed: true,
    tokens: { input: 400, output: 40 },
  });
  const faults = details.proposal?.rounds.map((round) => round.faults.join('\n')) ?? [];
  expect(faults[1]).toMatch(/line 4, column \d+: .*"emial" is not a domain/);
  expect(faults[2]).toContain('“a tool lent twice” goes another way: The server accepted it.');
  expect(faults[3]).toBe('');
  // Each fault was told to the one who made it.
  expect(chat.asked).toHaveLength(4);
  expect(chat.asked[3]?.turns.at(-1)?.text).toContain('“a tool lent twice” goes another way');
  expect(chat.asked[0]?.turns[0]?.text).toContain(request);
  expect(details.tables).toEqual(['neighbours', 'tools', 'loans']);
  expect(details.proof?.scenarios.every(({ kept }) => kept === true)).toBe(true);
  const document = report.artifacts.find(({ path }) => path === 'design.md')?.content;
  expect(document).toContain('Proposed by a-script, by nobody, in 4 rounds.');
}, 120_000);

test('where it never passes the library’s own model stands, and the report says so', async () => {
  const report = await design(scripted([model({ scenarios: '  []' })]), 'a blog with comments', false);
  const details = SchemaDesignDetails.parse(report.details);
  expect(details.proposal).toMatchObject({ passed: false });
  expect(details.proposal?.rounds).toHaveLength(4);
  expect(details.tables).toContain('comments');
  expect(report.unseen).toContainEqual(
    expect.objectContaining({ what: 'a model by a-script, by nobody', why: expect.stringContaining('After 4 rounds') }),
  );
}, 120_000);

test('with nothing to fall back on it is a failure', async () => {
  const asked = design(scripted(['Sorry.']), 'zorble the quux');
  await expect(asked).rejects.toThrow(/proposed no model that passes, in 4 rounds/);
}, 60_000);

test('statements of its own are not taken, and not run', async () => {
  const file = join(folder, 'outside.txt');
  const native = `native: { postgres: ["COPY (SELECT 1) TO PROGRAM 'touch ${file}'"] }`;
  const report = await design(scripted([model({ native })]), 'a blog', false);
  const [round] = SchemaDesignDetails.parse(report.details).proposal?.rounds ?? [];
  expect(round?.faults).toEqual([expect.stringContaining('native statements are not taken from a proposal')]);
  expect(existsSync(file)).toBe(false);
}, 60_000);

test('without a model there is nobody to ask', async () => {
  const asked = createAgent({ cwd: folder, config: { targets: {}, silence: [] } }).design.schema({
    request,
    propose: true,
  });
  const error = await asked.catch((thrown: unknown) => thrown);
  expect(error instanceof ProblemError && error.problem).toMatchObject({
    code: 'unsupported',
    message: 'No language model is configured.',
    hint: expect.stringContaining('provider: anthropic'),
  });
});

test('over the wire, as the configuration says', async () => {
  const mock = await LLMock.create({ port: 0, auth: { apiKeys: ['key-of-the-test'] } });
  try {
    mock.onMessage('neighbours', { content: model() });
    writeFileSync(
      join(folder, 'dbwright.config.yaml'),
      `model: { provider: openai, name: small, url: "${mock.url}", key: { env: TEST_MODEL_KEY } }\n`,
    );
    const out = join(folder, 'tools');
    const args = ['design', 'schema', request, '--propose', '--no-proof', '--seed-rows', '0', '--out', out];
    const ended = await start(args, folder, { TEST_MODEL_KEY: 'key-of-the-test' }).ended;
    expect(ended).toMatchObject({ code: 0 });
    expect(readFileSync(join(out, 'design.md'), 'utf8')).toContain('Proposed by small, by 127.0.0.1');
    const unset = await start(args, folder).ended;
    expect(unset.err).toContain('TEST_MODEL_KEY, which is not set');
  } finally {
    await mock.stop();
  }
}, 120_000);
