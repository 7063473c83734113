import { counted } from '../text/counted.ts';

/**
 * Describes the indentation of a line: `no spaces`, `3 spaces`, `a tab`. The marks of quotes (`>`) and list
 * items count as spaces.
 */
export function indentation(line: string): string {
  const [before = ''] = /^(?:[\s>]|(?:[-*+]|\d+[.)])(?=\s))*/.exec(line) ?? [];
  const tabs = before.split('\t').length - 1;
  const spaces = before.length - tabs;
  const tabText = tabs === 1 ? 'a tab' : `${tabs} tabs`;
  const spaceText = spaces === 0 ? 'no spaces' : counted(spaces, 'space');
  if (tabs === 0) return spaceText;
  return spaces === 0 ? tabText : `${tabText} and ${spaceText}`;
}
