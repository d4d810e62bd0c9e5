/** `name=value` among the words after `npm run bench …`. */
export function argument(name: string): string | undefined {
  const start = `${name}=`;
  return process.argv.find((word) => word.startsWith(start))?.slice(start.length);
}

/** `name=a,b` names it, or there is no such word. */
export function listed(name: string, value: string): boolean {
  return argument(name)?.split(',').includes(value) ?? true;
}
