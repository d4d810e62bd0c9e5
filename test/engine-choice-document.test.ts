import { execFileSync } from 'node:child_process';
import { test } from 'vitest';

test('docs/engine-choice.md and docs/engine-facts.md tell what the command decides by', () => {
  execFileSync('npx', ['tsx', 'scripts/engine-choice.ts', '--check'], { stdio: 'pipe' });
});
