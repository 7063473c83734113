import { describe, expect, test } from 'vitest';
import { accepts, ask } from '../ask.ts';

describe('table mode: compares one table', () => {
  const page =
    'NAME    READY   STATUS    RESTARTS   AGE\nweb-0   1/1     Running   0          5s\nweb-1   1/1    ' +
    ' Running   0          5s';
  test.each([
    [
      'the same',
      'NAME    READY   STATUS    RESTARTS   AGE\nweb-0   1/1     Running   2          9s\nweb-1   1/1  ' +
        '   Running   0          1m',
    ],
    [
      'rows in another order',
      'NAME    READY   STATUS    RESTARTS   AGE\nweb-1   1/1     Running   2          9s\nweb-0   1/1  ' +
        '   Running   0          1m',
    ],
    [
      'columns in another order',
      'NAME    STATUS    READY   RESTARTS   AGE\nweb-0   Running   1/1     2          9s\nweb-1   ' +
        'Running   1/1     0          1m',
    ],
  ])('accepts %s', (_, actual) => expect(accepts('table', page, actual)).toBe(true));
  test.each([
    [
      'another cell',
      'NAME    READY   STATUS    RESTARTS   AGE\nweb-1   0/1     Running   2          9s\nweb-0   1/1  ' +
        '   Running   0          1m',
      'cell',
    ],
    [
      'a missing row',
      'NAME    READY   STATUS    RESTARTS   AGE\nweb-1   1/1     Running   2          9s',
      'missing-row',
    ],
    ['an extra row', `${page}\nweb-2   1/1     Running   0          5s`, 'extra-row'],
    ['a row twice', `${page}\nweb-1   1/1     Running   0          5s`, 'extra-row'],
    [
      'an extra column',
      'NAME    READY   STATUS    RESTARTS   AGE   NODE\nweb-0   1/1     Running   2          9s    n1\n' +
        'web-1   1/1     Running   0          1m    n1',
      'extra-column',
    ],
    [
      'a missing column',
      'NAME    READY   STATUS    RESTARTS\nweb-0   1/1     Running   2\nweb-1   1/1     Running   0',
      'missing-column',
    ],
    ['other text', 'No resources found in default namespace.', 'not-parsed'],
    ['text outside the table', `Error: half of it\n${page}`, 'extra-line'],
    ['nothing', '', 'not-parsed'],
  ])('rejects %s', (_, actual, code) => {
    const result = ask('table', page, actual);
    expect(result.matches).toBe(false);
    expect(result.reasons.map((reason) => reason.code)).toContain(code);
  });
  test('treats a second column of the same name as another column', () => {
    const twice = (first: string, second: string) => `NAME   IMAGE   IMAGE\nweb    ${first}       ${second}`;
    expect(accepts('table', twice('a', 'b'), twice('a', 'b'))).toBe(true);
    expect(accepts('table', twice('a', 'a'), twice('a', 'b'))).toBe(false);
    expect(accepts('table', 'NAME   IMAGE\nweb    a', twice('a', 'b'))).toBe(false);
  });
  test('accepts further rows if the page has a line of dots', () => {
    expect(accepts('table', `${page}\n...`, `${page}\nweb-2   1/1     Running   0          5s`)).toBe(true);
    expect(
      accepts(
        'table',
        `${page}\n...`,
        'NAME    READY   STATUS    RESTARTS   AGE\nweb-1   1/1     Running   0          5s',
      ),
    ).toBe(false);
  });
});
