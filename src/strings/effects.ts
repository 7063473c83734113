import type { Change, PathService, RequestPath } from '../guide/result.ts';
import { counted } from '../guide/text/counted.ts';
import { objectName } from '../guide/text/object-name.ts';

/** What a step did to the cluster, in words: the changed objects, and the path of its last request. */
export const effectsUi = {
  changes: (changes: readonly Change[]) =>
    sentenceCase([...changeGroups(changes), ...undeclaredWords(changes)].join('; ')),
  changedObject: ({ op, undeclared, ...object }: Change) =>
    `${op} ${objectName(object)}${undeclared ? ', which the guide does not declare' : ''}`,

  pathOfRequest: (path: RequestPath) => `The request: ${pathSentence(path)}`,
  pathOfStep: (ordinal: number, path: RequestPath) => `Last request, step ${ordinal}: ${pathSentence(path)}`,
  seeDrawing: 'See the drawing.',
  noSidecar: 'no sidecar',
  sidecar: 'sidecar',
  proxy: (added: number) => (added === 0 ? 'istio-proxy' : `added ${counted(added, 'header')}`),
  noService: 'no service',
  backing: ({ type, backing, addresses }: PathService) =>
    ({
      alias: type,
      pods: `${type}, pods`,
      nothing: `${type}, no endpoints`,
      addresses: counted(addresses.length, 'address', 'addresses'),
    })[backing],
  answered: (status: number | undefined) => (status === undefined ? 'answered' : `HTTP ${status}`),
  noAnswer: 'no answer',
} as const;

/** For each kind of change: `created Service a, Service b and 2 more`. */
function changeGroups(changes: readonly Change[]): string[] {
  const most = 3;
  return (['created', 'changed', 'deleted'] as const).flatMap((op) => {
    const group = changes.filter((change) => change.op === op);
    if (group.length === 0) return [];
    const names = group.slice(0, most).map(({ kind, name }) => `${kind} ${name}`);
    return [`${op} ${names.join(', ')}${group.length > most ? ` and ${group.length - most} more` : ''}`];
  });
}

/** Says how many of the changed objects the guide does not declare. */
function undeclaredWords(changes: readonly Change[]): string[] {
  const count = changes.filter(({ undeclared }) => undeclared).length;
  if (count === 0) return [];
  const which = changes.length === 1 ? 'it' : count === changes.length ? 'them' : `${count} of them`;
  return [`the guide does not declare ${which}`];
}

const hopNames = {
  source: 'the source pod',
  sidecar: 'the sidecar',
  service: 'the service',
  host: 'the host',
};

/** The path of a request, hop by hop, as one sentence. */
function pathSentence({ source, sidecar, service, host, reached, answer }: RequestPath): string {
  const parts = [`${source.container} in ${source.namespace} sent it${sidecar ? '' : ' without a sidecar'}`];
  const isPassedOn = answer.kind === 'answered' && reached !== 'sidecar';
  if (sidecar && isPassedOn) {
    const headers = answer.envoyHeaders.join(' and ');
    parts.push(`its sidecar passed it on${headers === '' ? '' : ` and added ${headers}`}`);
  }
  if (service) parts.push(serviceWords(service, host));
  if (answer.kind === 'failed') parts.push(`it got as far as ${hopNames[reached]}: ${answer.text}`);
  else {
    const status = answer.status === undefined ? '' : ` with HTTP ${answer.status}`;
    parts.push(`${isPassedOn ? host : 'the sidecar, and not the host,'} answered${status}`);
  }
  return `${parts.join('; ')}.`;
}

function serviceWords({ name, backing, addresses }: PathService, host: string): string {
  switch (backing) {
    case 'alias':
      return `${name} is another name for ${host}`;
    case 'addresses':
      return `${name} leads to ${addresses.join(' and ')}`;
    case 'pods':
      return `${name} leads to its pods`;
    case 'nothing':
      return `${name} has no endpoints`;
  }
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
