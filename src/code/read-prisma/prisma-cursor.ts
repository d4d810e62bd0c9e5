import type { PrismaFaults, PrismaFile, Spot } from './prisma-faults.ts';
import { type PrismaToken, prismaTokens } from './prisma-tokens.ts';

export const keywords: readonly string[] = ['model', 'view', 'type', 'enum', 'datasource', 'generator'];

export type PrismaCursor = ReturnType<typeof prismaCursor>;

/** A walk over the tokens of a file, which reads on in the next line where one cannot be read. */
export function prismaCursor(file: PrismaFile, faults: PrismaFaults) {
  const tokens = prismaTokens(file, faults);
  const last: PrismaToken = { kind: 'end', text: '', offset: file.text.length };
  let position = 0;
  let broken = false;
  let open = 0;
  const at = (token: PrismaToken): Spot => ({ file, offset: token.offset });
  const self = {
    at,
    /** Brackets that are open. */
    depth: () => open,
    /** A fault was told in this line: the rest of it is not read. */
    isBroken: () => broken,
    peek: (ahead = 0): PrismaToken => tokens[position + ahead] ?? last,
    take: (): PrismaToken => {
      const token = self.peek();
      if (token.kind !== 'end') position += 1;
      if (token.kind === 'sign' && /^[([]$/.test(token.text)) open += 1;
      if (token.kind === 'sign' && /^[)\]]$/.test(token.text)) open -= 1;
      return token;
    },
    is: (...signs: readonly string[]) => !broken && signs.every((sign, ahead) => isSign(self.peek(ahead), sign)),
    takeIf: (sign: string): boolean => {
      if (!self.is(sign)) return false;
      self.take();
      return true;
    },
    fail: (token: PrismaToken, message: string, hint?: string) => {
      if (!broken && token.kind === 'line' && open > 0) {
        faults.add(at(token), 'the line ends inside brackets.', 'Prisma wants an attribute whole on one line.');
      } else if (!broken && token.text !== '') {
        faults.add(at(token), message, hint);
      }
      broken = true;
    },
    expect: (sign: string, after: string) => {
      if (broken || self.takeIf(sign)) return;
      self.fail(self.peek(), `${sign} is missing after ${after}, before ${spoken(self.peek())}.`);
    },
    word: (what: string): PrismaToken => {
      const token = self.peek();
      if (!broken && token.kind === 'word') return self.take();
      self.fail(token, `${what} is missing, before ${spoken(token)}.`);
      return { ...token, text: '' };
    },
    /** To the next line, or to that in which the brackets close. */
    mend: () => {
      const isPast = () =>
        self.peek().kind === 'line' && (open <= 0 || startsBlock(self, 1) || isSign(self.peek(1), '}'));
      while (!isPast() && self.peek().kind !== 'end') self.take();
      broken = false;
      open = 0;
    },
  };
  return self;
}

export function isSign(token: PrismaToken, sign: string): boolean {
  return token.kind === 'sign' && token.text === sign;
}

export function spoken({ kind, text }: PrismaToken): string {
  if (kind === 'line') return 'the end of the line';
  if (kind === 'end') return 'the end of the file';
  return kind === 'text' ? JSON.stringify(text) : text;
}

/** Signs of a block's start: `model User {`. */
export function startsBlock({ peek }: { readonly peek: (ahead: number) => PrismaToken }, ahead = 0): boolean {
  return keywords.includes(peek(ahead).text) && peek(ahead + 1).kind === 'word' && isSign(peek(ahead + 2), '{');
}
