/** A statement without the comments before it and the semicolon behind it, ready to have words put in. */
export function bareStatement(statement: string): string {
  return statement.replace(/^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/, '').replace(/[\s;]+$/, '');
}
