import { type Command, forEachChild, parse, type SyntaxNode } from 'unbash';

/** Whether bash, having read `text`, would run it, go on reading, or reject it. */
export type Reading =
  | { readonly state: 'complete' }
  | { readonly state: 'unfinished'; readonly why: string }
  | { readonly state: 'invalid'; readonly why: string };

/** Judges a prefix of a command the way an interactive bash does at the end of each line. */
export function readingState(text: string): Reading {
  const script = parse(text);
  const error = script.errors?.[0];
  if (error) {
    const state = isFinal(error.message) ? 'invalid' : 'unfinished';
    return { state, why: error.message };
  }
  const open = openHereDocument(script);
  if (open !== undefined) {
    return { state: 'unfinished', why: `the here-document is not closed by a line \`${open}\`` };
  }
  if (joinsNextLine(text, script.commands.length)) {
    return { state: 'unfinished', why: 'it ends with a backslash' };
  }
  return { state: 'complete' };
}

/** No further line can mend these. */
function isFinal(message: string): boolean {
  return message.startsWith('unexpected token');
}

/** The delimiter of the first here-document that the text does not close. */
function openHereDocument(node: SyntaxNode): string | undefined {
  let open: string | undefined;
  walk(node, (child) => {
    if (open === undefined && child.type === 'HereDoc' && !child.closing) {
      open = child.delimiter?.value ?? '';
    }
  });
  return open;
}

/** A final backslash glues the next line on, except in a comment: the parser tells which. */
function joinsNextLine(text: string, commandCount: number): boolean {
  return text.endsWith('\\') && parse(`${text}\nx`).commands.length === commandCount;
}

/** Whether a `return` stands outside every function: sourced it would end the command early, typed it is an error. */
export function returnsAtTopLevel(text: string): boolean {
  const find = (node: SyntaxNode): boolean => {
    if (node.type === 'Function') return false;
    if (node.type === 'Command' && node.name?.value === 'return') return true;
    let found = false;
    forEachChild(node, (child) => {
      found ||= find(child);
    });
    return found;
  };
  return find(parse(text));
}

/** The arguments of a command in their places; one that is no word, such as `<(…)`, is empty. */
export function wordsOf({ args }: Command): string[] {
  return args.map((argument) => (argument.type === 'Word' ? argument.value : ''));
}

/** Calls `visit` for `node` and everything below it, substitutions too. */
export function walk(node: SyntaxNode, visit: (node: SyntaxNode) => void): void {
  visit(node);
  forEachChild(node, (child) => walk(child, visit));
}
