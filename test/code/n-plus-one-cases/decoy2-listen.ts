import { Client } from 'pg';
export async function listen(channels: string[]) {
  const client = new Client();
  await client.connect();
  for (const channel of channels) await client.query(`LISTEN ${channel}`);
  for (const channel of channels) client.on('notification', (message) => console.log(channel, message.payload));
}
