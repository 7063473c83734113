import { expect, test } from 'vitest';
import {
  aroundSecondScreen,
  colourParameters,
  screenSwitch,
  toSecondScreen,
  unfinishedSequence,
  withoutColours,
  withoutControlSequences,
} from '../../../src/guide/text/control-sequences.ts';

const esc = '\u001b';

test('withoutControlSequences removes sequences and strings; withoutColours only SGR', () => {
  const text = `${esc}[1;31ma${esc}[0m${esc}[2K${esc}7b${esc}]0;title\u0007c${esc}P1q${esc}\\d`;
  expect(withoutControlSequences(text)).toBe('abcd');
  expect(withoutColours(`${esc}[1;31ma${esc}[m${esc}[2Kb`)).toBe(`a${esc}[2Kb`);
});

test('colourParameters: reads them from a colour only', () => {
  const parameters = [`${esc}[38:2:1:2:3m`, `${esc}[m`, `${esc}[2K`, `${esc}[?1m`, `${esc}7`].map(
    colourParameters,
  );
  expect(parameters).toEqual(['38:2:1:2:3', '', undefined, undefined, undefined]);
});

test.each([
  ['a', undefined],
  [`a${esc}`, esc],
  [`a${esc}[1;3`, `${esc}[1;3`],
  [`a${esc}(`, `${esc}(`],
  [`a${esc}[1m`, undefined],
  [`a${esc}[1mb`, undefined],
])('unfinishedSequence: of %j is %j', (text, expected) => {
  expect(unfinishedSequence.exec(text)?.[0]).toBe(expected);
});

const [enter, leave] = [`${esc}[?1049h`, `${esc}[?25;1049l`];

test('screenSwitch: finds each switch, alone and among other modes', () => {
  const switches = [...`a${enter}b${leave}c${esc}[?25h${esc}[?47h`.matchAll(screenSwitch)];
  expect(switches.map(([, way]) => way)).toEqual(['h', 'l', 'h']);
});

test('aroundSecondScreen: splits before a switch to the second screen and after a switch back', () => {
  const parts = `a${enter}b${leave}c${esc}[?25hd`.split(aroundSecondScreen);
  expect(parts).toEqual(['a', `${enter}b${leave}`, `c${esc}[?25hd`]);
  expect(parts.map((part) => toSecondScreen.test(part))).toEqual([false, true, false]);
});
