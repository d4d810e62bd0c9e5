import type { Engine } from '#contracts/engine.ts';
import { problem } from '#contracts/problem-error.ts';
import { engines } from '#engines/catalogue.ts';

/** The engine that understands a URL, else the one of that id, else PostgreSQL (files of the default engine). */
export function findEngine(url: string | undefined, id = 'postgres'): Engine {
  if (url === undefined) {
    const byId = engines.find(({ traits }) => traits.id === id);
    if (byId !== undefined) return byId;
    throw problem('unsupported', `This dbwright does not know the engine ${id}.`);
  }
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase();
  const engine = engines.find((candidate: Engine) => scheme !== undefined && candidate.traits.schemes.includes(scheme));
  if (engine !== undefined) return engine;
  const schemes = engines.flatMap((candidate: Engine) => candidate.traits.schemes.map((name) => `${name}://`));
  const remedy = `Give a URL that starts with ${schemes.join(' or ')}.`;
  if (scheme === undefined) throw problem('invalid', 'That is no database URL.', remedy);
  throw problem('unsupported', `No engine here understands ${scheme}:// URLs.`, remedy);
}
