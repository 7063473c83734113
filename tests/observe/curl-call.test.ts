import { expect, test } from 'vitest';
import { type CurlCall, curlCall } from '../../runner/observe/curl-call.ts';

test.each<[string, CurlCall | undefined]>([
  [
    'kubectl exec -it $SOURCE_POD -c sleep -- curl -sS my-httpbin.default.svc.cluster.local/headers',
    { namespace: 'default', container: 'sleep', host: 'my-httpbin.default.svc.cluster.local' },
  ],
  [
    'kubectl exec -it $P -n shop -c sleep -- curl -s --resolve en.wikipedia.org:443:$(kubectl get ' +
      "service my-wikipedia -o jsonpath='{.spec.clusterIP}') https://en.wikipedia.org/wiki/Main_Page | " +
      'grep -o title',
    {
      namespace: 'shop',
      container: 'sleep',
      host: 'en.wikipedia.org',
      resolved: { service: 'my-wikipedia', namespace: 'default' },
    },
  ],
  [
    'kubectl exec -it "$P" -c sleep -- curl -s --resolve "x.org:443:$(kubectl get service x -o ' +
      `jsonpath='{.spec.clusterIP}')" https://x.org/y`,
    {
      namespace: 'default',
      container: 'sleep',
      host: 'x.org',
      resolved: { service: 'x', namespace: 'default' },
    },
  ],
  [
    'kubectl exec deploy/web --namespace=shop -- curl -o /dev/null -w "%{http_code}" ' +
      '--resolve=a.b:80:10.0.0.1 http://a.b:80/x',
    { pod: 'deploy/web', namespace: 'shop', host: 'a.b', resolved: { address: '10.0.0.1' } },
  ],
  ['x=$(kubectl exec web -- curl web.shop)', { pod: 'web', namespace: 'default', host: 'web.shop' }],
  ['kubectl exec web -- curl $URL', undefined],
  ['kubectl exec web -- ls /', undefined],
  ['curl http://httpbin.org/', undefined],
  ['kubectl get pods', undefined],
])('curlCall: %s', (text, call) => {
  expect(curlCall(text)).toEqual(call);
});
