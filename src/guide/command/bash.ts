import { type Command, forEachChild, type HereDoc, type ParsedScript, parse, type SyntaxNode } from 'unbash';

/**
 * We read at most this many levels of the syntax tree. They are enough for about 100 nested `$( )`, less than
 * half of what the parser accepts.
 */
const levelsAtMost = 500;

const tooDeep = `its brackets, quotes and substitutions are nested more than ${levelsAtMost} levels deep`;

/**
 * Parses bash commands. It never throws: for text that is nested too deeply it returns an empty script, whose
 * `errors` say why.
 */
export function parseBash(text: string): ParsedScript {
  let script: ParsedScript;
  try {
    script = parse(text);
    if (!script.errors?.some(({ message }) => / nesting depth exceeded$/.test(message)) && !isDeeper(script))
      return script;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return { ...parse(''), errors: [{ message: tooDeep, pos: 0 }] };
}

/**
 * Whether the tree has more levels than we read. Visits it level by level, because recursion could overflow.
 */
function isDeeper(root: SyntaxNode): boolean {
  let level: SyntaxNode[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > levelsAtMost) return true;
    const next: SyntaxNode[] = [];
    for (const node of level) forEachChild(node, (child) => void next.push(child));
    level = next;
  }
  return false;
}

/**
 * What an interactive bash would do with a text: run it (`complete`), wait for more lines (`unfinished`) or
 * reject it (`invalid`). `too-deep`: the text is nested too deeply to tell.
 */
export type Reading =
  | { readonly state: 'complete' }
  | { readonly state: 'unfinished'; readonly why: string; readonly open: Open }
  | { readonly state: 'invalid'; readonly why: string }
  | { readonly state: 'too-deep'; readonly why: string };

/** The part that an unfinished text leaves open: a quote, bracket or here-document at index `at`. */
export interface Open {
  readonly at: number;
  readonly hereDocument?: { readonly end: string; readonly dropsTabs: boolean };
}

/** Judges the lines of a command so far, as an interactive bash does at the end of each line. */
export function readingState(text: string): Reading {
  const script = parseBash(text);
  const error = script.errors?.[0];
  if (error?.message === tooDeep) return { state: 'too-deep', why: tooDeep };
  if (error) {
    return isFinal(error.message)
      ? { state: 'invalid', why: error.message }
      : { state: 'unfinished', why: error.message, open: { at: error.pos } };
  }
  const open = openHereDocument(script);
  if (open !== undefined) {
    const hereDocument = { end: open.delimiter?.value ?? '', dropsTabs: open.operator === '<<-' };
    return {
      state: 'unfinished',
      why: `the here-document is not closed by a line \`${hereDocument.end}\``,
      open: { at: open.pos, hereDocument },
    };
  }
  if (joinsNextLine(text, script.commands.length)) {
    return { state: 'unfinished', why: 'it ends with a backslash', open: { at: text.length - 1 } };
  }
  return { state: 'complete' };
}

/** Whether an error stays, whatever lines follow. */
function isFinal(message: string): boolean {
  return message.startsWith('unexpected token');
}

/** The first here-document that the text does not close. */
function openHereDocument(node: SyntaxNode): HereDoc | undefined {
  let open: HereDoc | undefined;
  walk(node, (child) => {
    if (open === undefined && child.type === 'HereDoc' && !child.closing) {
      open = child;
    }
  });
  return open;
}

/**
 * Whether a backslash at the end joins the next line. It does not in a comment, and only the parser
 * recognises comments.
 */
function joinsNextLine(text: string, commandCount: number): boolean {
  return text.endsWith('\\') && parseBash(`${text}\nx`).commands.length === commandCount;
}

/**
 * Whether the text has a `return` outside all functions. In a sourced file, it would end the command early;
 * at a prompt, it is an error.
 */
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
  return find(parseBash(text));
}

/** The arguments of a command. An argument that is not a word, such as an assignment, is an empty string. */
export function wordsOf({ args }: Command): string[] {
  return args.map((argument) => (argument.type === 'Word' ? argument.value : ''));
}

/** Calls `visit` for `node` and all nodes below it, including those in substitutions. */
export function walk(node: SyntaxNode, visit: (node: SyntaxNode) => void): void {
  visit(node);
  forEachChild(node, (child) => walk(child, visit));
}
