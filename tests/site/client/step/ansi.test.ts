import { describe, expect, test } from 'vitest';
import { AnsiReader, outputSegments, type Segment } from '../../../../src/client/step/ansi.ts';

describe('outputSegments', () => {
  test('leaves plain text as it is', () => {
    expect(outputSegments('a <b>&\n\tc\n')).toEqual([{ text: 'a <b>&\n\tc\n', classes: '' }]);
  });

  test('turns colours and weights into classes and joins text of the same style', () => {
    expect(outputSegments('\x1b[1;31mred\x1b[22m thin\x1b[0m plain\x1b[m too')).toEqual([
      { text: 'red', classes: 'sgr-red sgr-bold' },
      { text: ' thin', classes: 'sgr-red' },
      { text: ' plain too', classes: '' },
    ]);
  });

  test('knows bright colours, backgrounds and inverse', () => {
    expect(outputSegments('\x1b[92;44ma\x1b[39;7mb\x1b[49;27mc')).toEqual([
      { text: 'a', classes: 'sgr-bright-green sgr-on-blue' },
      { text: 'b', classes: 'sgr-on-blue sgr-inverse' },
      { text: 'c', classes: '' },
    ]);
  });

  test.each([
    ['38;5;9', 'sgr-bright-red'],
    ['38;5;46', 'sgr-bright-green'],
    ['38;5;235', 'sgr-black'],
    ['38;2;20;20;200', 'sgr-bright-blue'],
    ['38:2:200:20:20', 'sgr-bright-red'],
    ['48;2;120;120;0', 'sgr-on-yellow'],
  ])('reduces the extended colour %s to %s', (code, classes) => {
    expect(outputSegments(`\x1b[${code}mx`)).toEqual([{ text: 'x', classes }]);
  });

  test('drops sequences that do not set a style', () => {
    expect(outputSegments('a\x1b[2Kb\x1b[?25hc\x1b7d')).toEqual([{ text: 'abcd', classes: '' }]);
  });
});

describe('AnsiReader', () => {
  const whole = 'é\x1b[1;31mred\x1b[0m and \x1b[38;5;46mgreen\x1b[m\n';

  test('gives the same segments wherever the text is cut', () => {
    for (let cut = 0; cut <= whole.length; cut += 1) {
      const reader = new AnsiReader();
      expect(joined([...reader.read(whole.slice(0, cut)), ...reader.read(whole.slice(cut))])).toEqual(
        outputSegments(whole),
      );
    }
  });
});

function joined(segments: readonly Segment[]): Segment[] {
  return segments.reduce<Segment[]>((all, { text, classes }) => {
    const last = all.at(-1);
    if (last?.classes === classes) all[all.length - 1] = { text: last.text + text, classes };
    else all.push({ text, classes });
    return all;
  }, []);
}
