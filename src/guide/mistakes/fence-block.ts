import { isStepLanguage } from './step-language.ts';

/** A fence of any language as Markdown reads it. Lines and columns are 1-based in the file. */
export interface Block {
  readonly lang: string;
  readonly meta: string;
  readonly body: string;
  readonly line: number;
  readonly endLine: number;
  readonly column: number;
  /** The type of the Markdown node around the fence, such as `listItem`. */
  readonly container: string;
}

/** How a fence begins and ends. */
export interface FenceShape {
  /** The backticks or tildes that begin the fence. */
  readonly mark: string;
  /** Whether a closing line ends the fence, and not the end of the page or of the block around it. */
  readonly isClosed: boolean;
  /**
   * The first line inside the fence that would begin a fence. It has a language, so it cannot be a closing
   * line.
   */
  readonly inner?: { readonly line: number; readonly lang: string; readonly isStep: boolean };
}

/** Returns `undefined` for a code block that is indented and has no marks. `lines`: the lines of the page. */
export function shapeOf(block: Block, lines: readonly string[]): FenceShape | undefined {
  const mark = /^(?:`{3,}|~{3,})/.exec((lines[block.line - 1] ?? '').slice(block.column - 1))?.[0];
  if (mark === undefined) return undefined;
  const closing = new RegExp(`^[\\s>]*\\${mark.charAt(0)}{${mark.length},}\\s*$`);
  const isClosed = block.endLine > block.line && closing.test(lines[block.endLine - 1] ?? '');
  const inner = innerOpening(lines, {
    mark,
    from: block.line,
    end: isClosed ? block.endLine - 1 : block.endLine,
  });
  return { mark, isClosed, ...(inner && { inner }) };
}

/** Searches the lines from index `from` to before `end`. */
function innerOpening(
  lines: readonly string[],
  { mark, from, end }: { readonly mark: string; readonly from: number; readonly end: number },
): FenceShape['inner'] {
  const opening = new RegExp(`^[\\s>]*\\${mark.charAt(0)}{${mark.length},}[ \\t]*([A-Za-z]\\S*)`);
  for (let at = from; at < end; at += 1) {
    const lang = opening.exec(lines[at] ?? '')?.[1];
    if (lang !== undefined) return { line: at + 1, lang, isStep: isStepLanguage(lang) };
  }
  return undefined;
}
