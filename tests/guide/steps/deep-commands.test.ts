import { expect, test } from 'vitest';
import { fence, guideOf } from '../../support/guides/guide-text.ts';

/** Commands with a number of nested levels. */
const deepCommands = {
  'command substitutions': (levels: number) => `echo ${'$('.repeat(levels)}id${')'.repeat(levels)}`,
  'quoted substitutions': (levels: number) => `echo ${'"$(echo '.repeat(levels)}x${')"'.repeat(levels)}`,
  'process substitutions': (levels: number) => `cat ${'<(cat '.repeat(levels)}x${')'.repeat(levels)}`,
  braces: (levels: number) => `${'{ '.repeat(levels)}id;${' }'.repeat(levels)}`,
  'sub-shells': (levels: number) => `${'( '.repeat(levels)}id${' )'.repeat(levels)}`,
  parameters: (levels: number) => `echo ${'${a:-'.repeat(levels)}x${'}'.repeat(levels)}`,
  conditions: (levels: number) => `${'if a; then '.repeat(levels)}id;${' fi;'.repeat(levels)}`,
  arithmetic: (levels: number) => `echo $((${'('.repeat(levels)}1${')'.repeat(levels)}))`,
  tests: (levels: number) => `[[ ${'( '.repeat(levels)}a${' )'.repeat(levels)} ]]`,
  sums: (levels: number) => `echo $((1${'+1'.repeat(levels)}))`,
};

test.each(Object.entries(deepCommands))(
  'parseGuide: reports hundreds of levels of %s, and accepts a few',
  (_kind, command) => {
    for (const levels of [600, 5000]) {
      const { guide, problems } = guideOf(fence(`$ id\n$ ${command(levels)}\n$ id`));
      expect(problems).toEqual([
        {
          code: 'deep-command',
          file: 'guide.mdx',
          line: 6,
          message: expect.stringMatching(/^The command `.{61}` is nested too deeply: .* Split it /),
        },
      ]);
      expect(guide.steps[0]?.commands.map(({ reads }) => reads)).toEqual([true, false, true]);
    }
    expect(guideOf(fence(`$ ${command(40)}`)).problems).toEqual([]);
  },
);
