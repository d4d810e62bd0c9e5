import { execFileSync } from 'node:child_process';
import { test } from 'vitest';

test('examples/design are what their requests give today', () => {
  execFileSync('npx', ['tsx', 'scripts/design-examples.ts', '--check'], { stdio: 'pipe' });
}, 60_000);
