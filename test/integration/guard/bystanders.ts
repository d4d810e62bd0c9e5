import type pg from 'pg';
import { connectQuietly } from './quiet-client.ts';

/** Other people's sessions, which an attack must not disturb. */
export interface Bystanders {
  readonly processIds: () => readonly number[];
  readonly state: () => Readonly<Record<string, string>>;
  readonly tokens: () => Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

/** One listens, one is busy, one holds the lock of `shop.locked`. */
export async function startBystanders(url: string): Promise<Bystanders> {
  const listener = await connectQuietly(url, 'bystander');
  const busy = await connectQuietly(url, 'bystander');
  const holder = await connectQuietly(url, 'bystander');
  const heard: string[] = [];
  const gone: string[] = [];
  const all = { listener, busy, holder };
  for (const [name, client] of Object.entries(all)) client.on('end', () => gone.push(name));
  listener.on('notification', (message) => heard.push(`${message.channel}=${message.payload ?? ''}`));
  await listener.query('LISTEN alarm');
  await holder.query('BEGIN; LOCK TABLE shop.locked IN ACCESS EXCLUSIVE MODE');
  let cancelled = 'no';
  let closing = false;
  const work = busy.query('SELECT pg_catalog.pg_sleep(3600)').catch(() => {
    if (!closing) cancelled = 'yes';
  });
  const ids = Object.fromEntries(Object.entries(all).map(([name, client]) => [name, processIdOf(client)]));
  return {
    processIds: () => Object.values(ids),
    state: () => ({
      'notifications heard': heard.join(' '),
      'bystanders gone': gone.join(' '),
      'bystander cancelled': cancelled,
    }),
    tokens: () => Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, String(id)])),
    close: async () => {
      closing = true;
      for (const client of Object.values(all)) client.connection.stream.destroy();
      await work;
    },
  };
}

function processIdOf(client: pg.Client): number {
  const id: unknown = Reflect.get(client, 'processID');
  return typeof id === 'number' ? id : 0;
}
