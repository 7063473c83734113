import { expect, test } from 'vitest';
import { commandsText } from '../../../../src/client/page-script/copy.ts';

test('commandsText: joins commands by newlines and adds nothing', () => {
  expect(commandsText([{ textContent: 'cat <<EOF\n  a\t b\nEOF' }, { textContent: 'ls  ' }])).toBe(
    'cat <<EOF\n  a\t b\nEOF\nls  ',
  );
});
