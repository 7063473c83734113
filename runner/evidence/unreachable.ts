import type { Evidence } from '../../src/guide/protocol.ts';
import { UnreachableError } from '../errors.ts';
import type { Target } from '../target/target.ts';
import type { Reader } from './reader.ts';

/** That the API server gives no answer, which explains everything else; `undefined` where it does. */
export async function findUnreachable(reader: Reader, { kind, name, api }: Pick<Target, 'kind' | 'name' | 'api'>): Promise<Evidence | undefined> {
  try {
    await reader.get('/version');
    return undefined;
  } catch (error) {
    if (!(error instanceof UnreachableError)) return undefined;
    const silent = api.answeredAt === undefined ? 'does not answer' : `has not answered since ${api.answeredAt.toISOString().slice(11, 19)} UTC`;
    return {
      kind: 'cluster-unreachable',
      subject: `The cluster at ${api.host}`,
      sentence: `The cluster at ${api.host} ${silent}: ${error.why}.`,
      next:
        kind === 'local'
          ? 'Ask `npx guiderail cluster status`, bring it up with `npx guiderail cluster up`, and start the runner again.'
          : `See with \`kubectl --context ${name.replace('context=', '')} cluster-info\` whether it runs; run the step again when it answers.`,
    };
  }
}
