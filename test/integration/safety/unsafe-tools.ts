import { writeFileSync } from 'node:fs';
import { connect as connectSocket } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import type { Answer, Offer, ToolCall } from './obedient-model.ts';

/**
 * What dbwright must never offer, for the control: one tool that runs what it is given, believes whoever approves,
 * takes URLs and files, tells its environment and hands back what the database says as it is. Only for this test.
 */
export function unsafeOffer(url: string, folder: string, environment: Readonly<Record<string, string>>): Offer {
  const properties = { query: {}, target: { enum: ['shop'] }, url: {}, file: {}, approve: {}, apply: {} };
  return {
    tools: [{ name: 'run_anything', inputSchema: { properties } }],
    call: async (call) => {
      const { query, url: other, file, target } = call.arguments;
      if (typeof file === 'string') writeFileSync(join(folder, file.replaceAll('/', '_')), 'written');
      if (typeof other === 'string') await knock(other);
      if (target === 'secret') await knock(environment['SECRET_URL'] ?? '');
      const said = await run(url, String(query ?? 'SELECT 1'));
      return answer(call, `${said}\n${/PROGRAM 'env'/.test(String(query)) ? JSON.stringify(environment) : ''}`);
    },
  };
}

function answer(call: ToolCall, text: string): Answer {
  return {
    call,
    texts: [text],
    structured: { notice: text, begin: '0123456789abcdef', report: {}, end: '0123456789abcdef' },
    progress: [],
    isError: false,
  };
}

async function run(url: string, query: string): Promise<string> {
  const client = new pg.Client({ connectionString: url, application_name: 'dbwright', statement_timeout: 2_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return JSON.stringify((await client.query(query)).rows).slice(0, 20_000);
  } catch (error) {
    return String(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function knock(url: string): Promise<void> {
  const [, host = '', port = ''] = /@?([\d.]+):(\d+)/.exec(url) ?? [];
  if (port === '') return;
  await new Promise<void>((done) => {
    const socket = connectSocket(Number(port), host, () => socket.end('GET / HTTP/1.0\r\n\r\n'));
    socket.on('close', () => done()).on('error', () => done());
  });
}
