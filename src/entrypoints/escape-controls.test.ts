import fc from 'fast-check';
import { expect, it } from 'vitest';
import { escapeControls } from './escape-controls.ts';

it.each([
  ['\u001b[2J', '\\u{1b}[2J'],
  ['a\u202eb', 'a\\u{202e}b'],
  ['a\u200bb', 'a\\u{200b}b'],
  ['\u{e0041}', '\\u{e0041}'],
  ['a\r\nb\tc', 'a\\u{d}\nb\tc'],
  ['größe 日本 🙂', 'größe 日本 🙂'],
])('%j', (text, escaped) => {
  expect(escapeControls(text)).toBe(escaped);
});

it('leaves nothing hidden, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(escapeControls(text)).not.toMatch(/[^\P{Cc}\n\t]|\p{Cf}/u);
    }),
  );
});
