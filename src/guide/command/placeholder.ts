import { parseBash, walk } from './bash.ts';

const placeholder = /^<[A-Za-z](?:[\w .-]*[\w.-])?>(?=[\s,;|&)"'/:]|$)/;

/**
 * The first placeholder such as `<pod-name>` in a command, which bash reads as two redirections; `undefined`
 * if there is none.
 */
export function placeholderIn(text: string): string | undefined {
  if (!text.includes('<')) return undefined;
  let found: string | undefined;
  walk(parseBash(text), (node) => {
    if (node.type === 'Redirect' && node.operator === '<')
      found ??= placeholder.exec(text.slice(node.pos))?.[0];
  });
  return found;
}

/** The message about a placeholder: how bash reads it, and what the author writes in its place. */
export function placeholderText(found: string): string {
  return (
    `bash reads the placeholder \`${found}\` as two redirections. Write a variable that a step sets, ` +
    `such as \`"$${variableFor(found)}"\`, or give the step \`skip="the reason"\`.`
  );
}

function variableFor(found: string): string {
  return found.slice(1, -1).toUpperCase().replace(/\W+/g, '_');
}
