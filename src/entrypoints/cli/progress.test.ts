import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startProgress } from './progress.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function written(isTTY: boolean, quiet = false) {
  const out: string[] = [];
  const progress = startProgress({ write: (text) => out.push(text), isTTY, columns: 30 }, quiet);
  return { out, progress };
}

describe('startProgress', () => {
  it('keeps one live line at a terminal and takes it away', () => {
    const { out, progress } = written(true);
    progress.step({ message: 'reading\u001b[2J a schema with a long name', share: 0.5 });
    vi.advanceTimersByTime(1_000);
    progress.stop();
    expect(out.length).toBeGreaterThan(5);
    for (const text of out) {
      expect(text.startsWith('\r\u001b[2K')).toBe(true);
      expect(text.slice(5).length).toBeLessThanOrEqual(29);
      expect(text.slice(5)).not.toMatch(/[\u001b\n]/);
    }
    expect(out.at(-1)).toBe('\r\u001b[2K');
    const count = out.length;
    vi.advanceTimersByTime(1_000);
    expect(out).toHaveLength(count);
  });

  it('writes few plain lines elsewhere, and the last one in the end', () => {
    const { out, progress } = written(false);
    for (let index = 0; index < 100; index += 1) progress.step({ message: `step ${index}` });
    expect(out).toEqual(['step 0\n']);
    vi.advanceTimersByTime(4_000);
    expect(out).toEqual(['step 0\n', 'step 99\n']);
    progress.stop();
  });

  it('is silent with --quiet', () => {
    const { out, progress } = written(true, true);
    progress.step({ message: 'x' });
    vi.advanceTimersByTime(1_000);
    progress.stop();
    expect(out).toEqual([]);
  });
});
