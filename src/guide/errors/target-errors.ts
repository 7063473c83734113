import type { ErrorGroup } from './error-group.ts';

export const targetErrors = {
  title: 'The cluster',
  about:
    'Guiderail cannot use the cluster, or lost it. Such an error says nothing about the page, ' +
    'which may be right or wrong. Exit status 3; on a page the verdict *errored*.',
  entries: {
    'no-local-cluster': {
      title: 'This machine cannot run the local cluster',
      why:
        'The local cluster needs Linux, root with the right to make namespaces, Debian packages, Go, ' +
        'Python, and enough disk and memory. The message names what is missing.',
      next: 'Do what the message says, or use a cluster of your own: `--target context=NAME`.',
    },
    'bad-cluster-name': {
      title: 'A local cluster cannot have this name',
      why: 'The name is a part of the names of network namespaces, folders and sockets.',
      next: 'Use 1 to 20 lower-case letters, digits and hyphens.',
    },
    'cluster-taken': {
      title: 'The local cluster belongs to another cache folder',
      why: 'A local cluster of this name runs with programs from another cache folder.',
      next: 'Use another `--name`, or set `GUIDERAIL_CACHE` to that folder.',
    },
    'part-failed': {
      title: 'A part of the local cluster failed',
      why:
        'A program could not be built, installed or started. The message names the program and shows the ' +
        'last lines of its log.',
      next:
        'Fix the cause that the log shows, then run `npx guiderail cluster up` again. That command ' +
        'keeps the parts that are already built.',
    },
    'cluster-not-up': {
      title: 'The local cluster does not run',
      why: 'The command needs a running local cluster.',
      next: 'Run `npx guiderail cluster up`.',
    },
    'not-kubernetes': {
      title: 'The server is not a Kubernetes API server',
      why: 'The server at the address of the context does not answer as every Kubernetes API server does.',
      next: 'Correct the address of the context.',
    },
    'not-confirmed': {
      title: 'You have not confirmed the cluster',
      why:
        'A guide creates and deletes objects. Guiderail asks you to confirm a cluster if the name or the ' +
        'address of its context does not look local, if the context uses a proxy, or if the certificate of ' +
        'the server has another name or is not checked.',
      next:
        'Type the name of the context when Guiderail asks for it, or set the variable that the message ' +
        'names.',
    },
    'not-pinnable': {
      title: 'Guiderail cannot verify which cluster it talks to',
      why:
        'Without TLS and a checked certificate, any program that answers at the address can pretend to be ' +
        'the cluster and receives the credentials.',
      next: 'Give the cluster an https address and a certificate authority in the kubeconfig.',
    },
    'no-credentials': {
      title: 'The credentials are missing',
      why:
        'The program that the kubeconfig names for getting credentials failed, or a file with credentials ' +
        'is missing.',
      next: 'Do what the message of that program says, for example sign in again.',
    },
    'not-fit': {
      title: 'The guide cannot run on this cluster',
      why:
        'Before the first step, Guiderail checks versions, programs and rights, and looks for objects ' +
        'of an earlier run that are in the way. The message lists everything that is missing. Nothing ' +
        'was written.',
      next: 'Do what each line of the message says.',
    },
    'cluster-busy': {
      title: 'Another runner works on the cluster',
      why:
        'Two guides that run at the same time could change the same objects. A runner therefore holds the ' +
        'Lease `guiderail` while it works, and only one runner can hold it.',
      next: 'Wait until the other runner has finished, end it, or use another cluster.',
    },
    'lease-refused': {
      title: 'The user may not write the Lease',
      why:
        'Only one runner at a time works on a cluster: the one that holds the Lease `guiderail` in the ' +
        'namespace kube-system. All runners use this one Lease, because they could not see each other in ' +
        'different namespaces. Nothing was written.',
      next:
        'Ask an administrator for the right to get, update and delete the Lease `guiderail` in ' +
        'kube-system, and to create Leases there. The message shows the commands that create roles ' +
        'with these rights.',
    },
    'lease-lost': {
      title: 'This runner lost its Lease',
      why:
        'A runner renews its Lease before each command that writes. Another runner took the Lease, ' +
        'which it may do 15 s after the last renewal, or somebody deleted the Lease or withdrew the ' +
        'right to renew it. The running command finished, and no further command was run.',
      next:
        'Wait until the other runner has finished. Then run `npx guiderail cleanup` to remove what the ' +
        'guide created.',
    },
    'cluster-replaced': {
      title: 'The cluster was replaced by another one',
      why:
        'The UID of the namespace kube-system is not the one that the session is tied to: the cluster ' +
        'was created again, or its address now leads to another cluster. The runner compares the UIDs ' +
        'before each command that writes. The message says which commands had run before.',
      next: 'Start again, so that the session is tied to the new cluster.',
    },
    'cluster-unreachable': {
      title: 'The cluster does not answer',
      why:
        'The runner cannot connect to the API server of the cluster, or the API server does not answer in ' +
        'time.',
      next:
        'Check that the cluster runs (`npx guiderail cluster status` or `kubectl --context NAME get ' +
        'ns`) and that the context is right.',
    },
    'cluster-refused': {
      title: 'The cluster refused a request',
      why: 'The API server answered with an error. Often the user lacks a right.',
      next:
        'Read the answer of the API server in the message. `kubectl --context NAME auth can-i --list` ' +
        'lists your rights.',
    },
  },
} as const satisfies ErrorGroup;
