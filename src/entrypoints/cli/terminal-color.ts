import type { Output } from './shell.ts';

/**
 * Colours only at a terminal, unless the user says otherwise: --no-color, then FORCE_COLOR, then NO_COLOR.
 * https://no-color.org, https://force-color.org
 */
export function wantsColor(output: Output, env: NodeJS.ProcessEnv, flag: boolean): boolean {
  if (!flag) return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  return output.isTTY === true && env['TERM'] !== 'dumb';
}
