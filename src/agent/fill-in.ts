import { problem } from '#contracts/problem-error.ts';

/**
 * A target's address with its environment variables in place: `{ env: DATABASE_URL }`, or `${NAME}` inside a URL.
 * Problem `invalid` names the variable that is not set.
 */
export function fillIn(address: string | { readonly env: string }, target: string, env: NodeJS.ProcessEnv): string {
  const read = (variable: string) => {
    const value = env[variable];
    if (value !== undefined && value !== '') return value;
    throw problem(
      'invalid',
      `The target "${target}" reads the environment variable ${variable}, which is not set.`,
      `Set it: export ${variable}=…`,
    );
  };
  if (typeof address !== 'string') return read(address.env);
  const userInfo = /^[^/]*:\/\/[^/?#]*@/.exec(address)?.[0].length ?? 0;
  // A password may hold @ and /: where a variable stands for one, it is encoded for the URL.
  return address.replace(/\$\{([^}]+)\}/g, (_, variable: string, offset: number) =>
    offset < userInfo ? encodeURIComponent(read(variable)) : read(variable),
  );
}
