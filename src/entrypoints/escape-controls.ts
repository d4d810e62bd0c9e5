/**
 * Makes characters visible that steer a terminal or hide text from a reader: control, zero-width, bidi and tag
 * characters and line separators become `\u{…}`. Line breaks and tabs stay. Names and messages of a database are data.
 */
export function escapeControls(text: string): string {
  return text.replace(hidden, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

// https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing; Cc and Cf but for tab and line feed; Zl, Zp.
const hidden = /[^\P{Cc}\n\t]|\p{Cf}|\p{Zl}|\p{Zp}/gu;
