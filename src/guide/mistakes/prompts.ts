import type { Reading } from '../command/bash.ts';
import { indentation } from './indentation.ts';

/**
 * Says why the first line of a fence does not begin a command, and what to write. `line` and `fence`: the
 * 1-based lines of this line and of its fence.
 */
export function whyNoPrompt(
  text: string,
  { line, fence, page }: { line: number; fence: number; page: readonly string[] },
): string {
  if (/^\s+\$ /.test(text)) {
    const own = indentation(page[line - 1] ?? '');
    return (
      `The \`$ \` has ${own} before it, and its fence in line ${fence} has ` +
      `${indentation(page[fence - 1] ?? '')}. Give the fence, each of its lines and the closing fence ` +
      'the same indentation.'
    );
  }
  return (
    otherPrompt(text) ??
    `\`${text}\` comes before the first \`$ \`. Start the command with \`$ \`, and write its output below it.`
  );
}

/**
 * Says what to change in a printed line that looks like a command; `undefined` for other lines. Ignores marks
 * that programs often print, such as `# `.
 */
export function promptMistake(text: string): string | undefined {
  if (/^\s+\$ \S/.test(text)) return `delete the ${indentation(text).replace(/^a /, '')} before \`$ \`.`;
  const marks = /^(\s*(?:>\s*|[-*+]\s+|\d+[.)]\s+)+)\$ \S/.exec(text)?.[1];
  if (marks !== undefined) return `delete \`${marks}\` before \`$ \`.`;
  const isLike =
    text.trimEnd() === '$' || /^\$(?:[^\S ]|[a-z][\w.-]*(?: |$))|^[\w.-]+@[\w.-]+:[^\s$#]*[$#] \S/.test(text);
  const mistake = isLike ? otherPrompt(text) : undefined;
  return mistake && mistake.charAt(0).toLowerCase() + mistake.slice(1);
}

const shellPrompt = new RegExp(
  [
    '^(?:PS [^>]*> ?',
    String.raw`[^\s$]*[@~][^$#%>]*[$#%>] `,
    String.raw`\[[^\]]*\][$#] `,
    String.raw`[\w.-]+:[^$#\s]*[$#] `,
    String.raw`(?:ba|z)?sh(?:-[\d.]+)?[$#] )`,
  ].join('|'),
);

/**
 * Says which prompt a line has instead of `$ `, and what to write; `undefined` for a line without a prompt.
 */
function otherPrompt(text: string): string | undefined {
  // The pattern takes quadratic time on a long line without a prompt, so we look only at its beginning.
  const start = text.slice(0, 200);
  if (text.trimEnd() === '$') return 'There is nothing after `$`. Write a space and a command.';
  const [, odd] = /^\$([^\S ])/.exec(text) ?? [];
  if (odd !== undefined)
    return (
      `After \`$\` comes ${odd === '\t' ? 'a tab' : `the character ${codePoint(odd)}`}. Write an ordinary ` +
      'space there.'
    );
  if (/^\$[^\s$]/.test(text))
    return `There is no space after \`$\` in \`${text}\`. Write \`$ ${text.slice(1)}\`.`;
  const root = /^# (.*)$/.exec(text)?.[1];
  if (root !== undefined)
    return (
      `\`# \` does not begin a command. Write a comment above the fence, and a command of root as ` +
      `\`$ ${root}\`.`
    );
  const command = /^[%>❯➜] (.*)$/.exec(text)?.[1];
  if (command !== undefined)
    return `\`${text.slice(0, 2)}\` does not begin a command. Write \`$ ${command}\`.`;
  const other = shellPrompt.exec(start)?.[0];
  return other === undefined
    ? undefined
    : `\`${other}\` does not begin a command. Write \`$ ${text.slice(other.length)}\`.`;
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/**
 * Says which part of a command is still open at the end of its fence, and which line probably should close
 * it. `line`: the 1-based line of the command. `page`: the lines of the page.
 */
export function whyUnfinished(
  text: string,
  { why, open }: Extract<Reading, { state: 'unfinished' }>,
  { line, page }: { line: number; page: readonly string[] },
): string {
  const lines = text.split('\n');
  const openLine = line + text.slice(0, open.at).split('\n').length - 1;
  const what =
    `The command \`${lines[0]}\` is not finished at the end of its fence: ` +
    `${why}${openLine > line && !why.startsWith('expected') ? ` (opened in line ${openLine})` : ''}.`;
  if (open.hereDocument) {
    const { end, dropsTabs } = open.hereDocument;
    const at = lines.findIndex((each, at) => at > openLine - line && each.trim() === end);
    if (at >= 0) return `${what} ${whyNoEnd(lines[at] ?? '', { end, dropsTabs, line: line + at })}`;
    // A here-document may contain a line that closes the fence.
    const below = page.slice(line + lines.length).find((each) => each.trim() === end || each.includes(`<<`));
    if (below?.trim() === end)
      return (
        `${what} Line ${line + lines.length} closes the fence. If that line belongs to the here-document, ` +
        'begin and end the fence with four backticks.'
      );
  }
  const continued = lines.slice(1).filter((each) => /^>(?: |$)/.test(each)).length;
  if (continued > 0 && continued >= lines.length - 2)
    return `${what} The lines after it begin with \`> \`, as a terminal shows them. Delete each \`> \`.`;
  const next = lines.findIndex((each, at) => at > 0 && /^\$ /.test(each));
  if (next > 0)
    return (
      `${what} So \`${lines[next]}\` in line ${line + next} would be a part of this command. Finish the ` +
      'command before that line.'
    );
  return `${what} Add the missing part.`;
}

function whyNoEnd(
  found: string,
  { end, dropsTabs, line }: { end: string; dropsTabs: boolean; line: number },
): string {
  if (found.startsWith(end)) return `Line ${line} has white space after \`${end}\`. Delete it.`;
  const before = indentation(found);
  if (dropsTabs)
    return `Line ${line} has ${before} before \`${end}\`, but \`<<-\` allows only tabs. Delete the spaces.`;
  return (
    `Line ${line} has ${before} before \`${end}\`. Delete this white space, so that \`${end}\` is in the ` +
    'same column as the `$`.'
  );
}
