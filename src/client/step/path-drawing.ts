import type { Hop, RequestPath } from '../../guide/result.ts';
import { effectsUi } from '../../strings/effects.ts';

/** The texts and the state of one hop in the drawing. */
export interface DrawnHop {
  readonly title: string;
  readonly note: string;
  /** `last`: the request ended there; `beyond`: it did not get there; `absent`: the path has no such hop. */
  readonly state: 'reached' | 'last' | 'beyond' | 'absent';
}

/** The state of the line to the next hop. */
export type DrawnEdge = 'taken' | 'broken' | 'beyond';

export interface PathDrawing {
  readonly hops: Readonly<Record<Hop, DrawnHop>>;
  /** The states of the lines, by the hop at which a line begins. */
  readonly edges: Readonly<Record<Exclude<Hop, 'host'>, DrawnEdge>>;
}

const order: readonly Hop[] = ['source', 'sidecar', 'service', 'host'];

/** The drawing of the path that a request took. */
export function drawPath(path: RequestPath): PathDrawing {
  const { source, sidecar, service, host, answer } = path;
  const words = effectsUi;
  const end = order.indexOf(path.reached);
  const stateOf = (hop: Hop, exists = true): DrawnHop['state'] => {
    if (!exists) return 'absent';
    const at = order.indexOf(hop);
    if (at === end && hop !== 'host') return 'last';
    return at <= end ? 'reached' : 'beyond';
  };
  const edgeAfter = (hop: Hop): DrawnEdge => {
    const at = order.indexOf(hop);
    if (at < end) return 'taken';
    return at === end ? 'broken' : 'beyond';
  };
  const added = answer.kind === 'answered' ? answer.envoyHeaders.length : 0;
  const hostAnswered = path.reached === 'host' && answer.kind === 'answered';
  return {
    hops: {
      source: { title: source.container, note: source.namespace, state: stateOf('source') },
      sidecar: {
        title: sidecar ? words.sidecar : words.noSidecar,
        note: sidecar ? words.proxy(added) : '',
        state: stateOf('sidecar', sidecar),
      },
      service: {
        title: service?.name ?? words.noService,
        note: service ? words.backing(service) : '',
        state: stateOf('service', service !== undefined),
      },
      host: {
        title: host,
        note: hostAnswered ? words.answered(answer.status) : words.noAnswer,
        state: answer.kind === 'failed' && path.reached === 'host' ? 'last' : stateOf('host'),
      },
    },
    edges: { source: edgeAfter('source'), sidecar: edgeAfter('sidecar'), service: edgeAfter('service') },
  };
}
