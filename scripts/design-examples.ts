/**
 * Makes the designs of examples/design from their requests. `--check` only compares, and tries nothing on a server: what
 * the proof says is left out of the comparison then.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createAgent } from '../src/index.ts';

const folder = 'examples/design';
const isCheck = process.argv.includes('--check');
const names = readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

const agent = createAgent();
const stale: string[] = [];
for (const name of names) {
  const place = join(folder, name);
  const request = readFileSync(join(place, 'request.txt'), 'utf8').trim();
  const report = await agent.design.schema({ request, proof: !isCheck });
  const wanted = new Map(report.artifacts.map(({ path, content }) => [path, content]));
  if (isCheck) {
    for (const [path, content] of wanted) {
      if (comparable(content) !== comparable(read(join(place, path)))) stale.push(join(place, path));
    }
  } else {
    for (const entry of readdirSync(place))
      if (entry !== 'request.txt') rmSync(join(place, entry), { recursive: true });
    for (const [path, content] of wanted) {
      mkdirSync(dirname(join(place, path)), { recursive: true });
      writeFileSync(join(place, path), content);
    }
  }
}
await agent.close();
if (stale.length > 0) {
  throw new Error(
    `These are not what their requests give today: ${stale.join(', ')}. Run: npx tsx scripts/design-examples.ts`,
  );
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Parts by months follow the calendar; the proof needs a server. */
function comparable(text: string): string {
  return text
    .replace(/\n## Proof\n[\s\S]*$/, '')
    .replace(/_20\d\d_\d\d\b/g, '_month')
    .replace(/'20\d\d-\d\d-01'/g, "'month'");
}
