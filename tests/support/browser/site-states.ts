import type { SiteState } from '../../../src/guide/protocol.ts';

const fault =
  'content/istio/kubernetes-services-for-egress-traffic.mdx:151: Unknown option retry. Known options: ' +
  'id, match, exit, timeout. [unknown-option]';

/** States of the site for the open page at `address`, by the name of the note that the reader sees. */
export function siteStates(
  address: string,
): Readonly<Record<'building' | 'saved' | 'refused' | 'moved' | 'removed' | 'added', SiteState>> {
  const others = { '/': 'i1', '/other/': 'o1' };
  const saved = { ...others, [address]: 'another' };
  return {
    building: {
      pages: saved,
      pending: { state: 'building', files: ['content/istio/kubernetes-services-for-egress-traffic.mdx'] },
    },
    saved: { pages: saved },
    refused: { pages: saved, pending: { state: 'refused', problems: [fault, fault.replace('143', '151')] } },
    moved: { pages: { '/': 'i1', '/elsewhere/': 'o1', [address]: 'another' } },
    removed: { pages: others },
    added: { pages: { ...saved, '/istio/new-page/': 'n1', '/istio/another-new-page/': 'n2' } },
  };
}
