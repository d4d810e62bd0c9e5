/** How a tool sums up a file; several where it takes any of them. */
export type FileChecksum = (text: string) => Promise<readonly string[]>;

/**
 * Flyway: CRC-32 of the lines in UTF-8 without their ends and without a byte-order mark, as a signed number.
 * https://documentation.red-gate.com/fd/flyway-schema-history-table-273973417.html
 */
export const flywayChecksum: FileChecksum = async (text) => {
  const encoder = new TextEncoder();
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const sum = lines.reduce((crc, line) => updated(crc, encoder.encode(line)), 0xffff_ffff);
  return [String(~sum)];
};

/** Prisma, Drizzle: SHA-256 of the file; Prisma takes both ends of lines. */
export const sha256Checksum: FileChecksum = async (text) =>
  Promise.all(variants(text).map((one) => digest('SHA-256', one)));

/** Sqitch: SHA-1 of the deploy script. */
export const sha1Checksum: FileChecksum = async (text) =>
  Promise.all(variants(text).map((one) => digest('SHA-1', one)));

/** A file is handed on without its byte-order mark, and Git may have changed the ends of its lines. */
function variants(text: string): readonly string[] {
  const unix = text.replaceAll('\r\n', '\n');
  return [...new Set([text, `\uFEFF${text}`, unix, unix.replaceAll('\n', '\r\n')])];
}

async function digest(algorithm: string, text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest(algorithm, new TextEncoder().encode(text)));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** https://www.w3.org/TR/png-3/#D-CRCAppendix */
const table: readonly number[] = Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb8_8320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

function updated(crc: number, bytes: Uint8Array): number {
  let value = crc;
  for (const byte of bytes) value = (table[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return value;
}
