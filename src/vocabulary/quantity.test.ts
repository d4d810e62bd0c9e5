import { expect, test } from 'vitest';
import { ByteSize, TimeSpan } from './quantity.ts';

test.each([
  ['2GB', 2 * 1024 ** 3],
  ['512 mb', 512 * 1024 ** 2],
  ['1.5g', 1.5 * 1024 ** 3],
  ['10MiB', 10 * 1024 ** 2],
  ['4096', 4096],
  ['7 B', 7],
])('%s is %d bytes', (written, bytes) => {
  expect(ByteSize.parse(written)).toBe(bytes);
});

test.each([
  ['60s', 60_000],
  ['500ms', 500],
  ['2m', 120_000],
  ['1.5', 1_500],
  ['1h', 3_600_000],
])('%s is %d ms', (written, milliseconds) => {
  expect(TimeSpan.parse(written)).toBe(milliseconds);
});

test.each(['', 'GB', '-1GB', '0', '2 parsecs', '1e9'])('"%s" is neither, and that is told', (written) => {
  expect(ByteSize.safeParse(written).error?.issues[0]?.message).toContain('is no size');
  expect(TimeSpan.safeParse(written).error?.issues[0]?.message).toContain('is no time');
});
