import { connect } from 'node:net';

export type ServerAddress = { readonly path: string } | { readonly host: string; readonly port: number };

/**
 * Does a PostgreSQL answer there? Says hello as a client does; a server that is ready asks for a password or lets
 * us in (both `R`), one that is still starting sends an error (`E`).
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-START-UP
 */
export function acceptsConnections(address: ServerAddress, patienceMs = 5000): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    const answer = (accepted: boolean) => {
      socket.destroy();
      resolve(accepted);
    };
    socket.setTimeout(patienceMs, () => answer(false));
    socket.once('error', () => answer(false));
    socket.once('close', () => answer(false));
    socket.once('data', (chunk) => answer(chunk[0] === 'R'.charCodeAt(0)));
    socket.write(startupMessage());
  });
}

function startupMessage(): Buffer {
  const parameters = Buffer.from('user\0postgres\0database\0postgres\0\0');
  const message = Buffer.alloc(8 + parameters.length);
  message.writeInt32BE(message.length, 0);
  message.writeInt32BE(196608, 4); // Protocol 3.0
  parameters.copy(message, 8);
  return message;
}
