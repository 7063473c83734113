import { expect, test } from 'vitest';
import { githubReporter } from '../../runner/report/github.ts';
import { bad } from './sample-reports.ts';

test('githubReporter: annotates the line of the difference', () => {
  let text = '';
  githubReporter((more) => (text += more)).passEnded?.(bad);
  expect(text).toBe(
    '::error file=content/istio/egress.mdx,line=9,title=b differs::row x, column TYPE: the page says ' +
      'ExternalName, the output says ClusterIP\n',
  );
});
