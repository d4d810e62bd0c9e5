import type { Engine } from '#contracts/engine.ts';
import { problem } from '#contracts/problem-error.ts';
import { engines } from '#engines/catalogue.ts';
import type { Sources } from '#vocabulary/sources.ts';
import type { Config } from './config.ts';

/** The database that rows are loaded into: one of its own, a URL or a target's name; else the one that is looked at. */
export function destinationUrl(sources: Sources, { targets }: Config): string | undefined {
  const { intoUrl, url } = sources;
  if (intoUrl === undefined) return url;
  const target = targets[intoUrl];
  if (target === undefined) return intoUrl;
  if (target.url !== undefined) return target.url;
  throw problem(
    'invalid',
    `The target "${intoUrl}" is an export, and no database.`,
    'Name a target that has a url, or give a URL.',
  );
}

/** Problem `invalid` where a database is named that nothing is loaded into. */
export function refuseDestination({ intoUrl }: Sources): undefined {
  if (intoUrl === undefined) return undefined;
  throw problem('invalid', 'intoUrl names a database, and nothing is to be loaded into it.', 'Say into: "url" too.');
}

/** Problem `unsupported` names the engines that rows can be loaded into. */
export function checkDestination(url: string, made: Engine): void {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase() ?? '';
  const engine = engines.find((one: Engine) => one.traits.schemes.includes(scheme));
  if (engine === made && made.destination !== undefined) return;
  const able = engines.filter((one: Engine) => one.destination !== undefined);
  const isAble = able.some((one) => one === engine);
  throw problem(
    'unsupported',
    isAble
      ? `The rows are made for ${made.traits.name}, and the database that is to take them is ${engine?.traits.name}.`
      : `Rows are not loaded into ${engine?.traits.name ?? `${scheme}://`} databases, only into ${able.map(({ traits }) => `${traits.name} (${traits.schemes[0]}://…)`).join(', ')}.`,
    'Make a script or files of them (--into sql, csv or jsonl), and load those with the tools of the database.',
  );
}
