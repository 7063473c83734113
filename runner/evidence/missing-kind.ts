import type { Failure, Finder } from './failure.ts';
import type { Reader } from './reader.ts';

interface Missing {
  /** `Gateway`, or the name of the resource in the command. */
  readonly what: string;
  /** The API group, such as `gateway.networking.k8s.io`; absent if the output names none. */
  readonly group?: string;
  readonly version?: string;
}

/** Finds a kind that the cluster does not know, from kubectl's message in the output. */
export const findMissingKind: Finder = async (reader, failure) => {
  const missing = missingKind(failure.output);
  if (!missing) return [];
  const evidence = {
    kind: 'missing-kind',
    subject: missing.what,
    sentence: await sentenceOf(reader, missing),
    next: nextOf(missing, failure),
  } as const;
  return [{ evidence, named: true, at: Number.POSITIVE_INFINITY }];
};

/** Reads kubectl's message about an unknown kind; `undefined`: the output has none. */
export function missingKind(output: string): Missing | undefined {
  const kind = /no matches for kind "([^"]+)" in version "(?:([^"/]+)\/)?([^"]+)"/.exec(output);
  if (kind) return { what: kind[1] ?? '', group: kind[2] ?? '', version: kind[3] ?? '' };
  const resource = /the server doesn't have a resource type "([^".]+)(?:\.([^"]+))?"/.exec(output);
  if (!resource) return undefined;
  return { what: resource[1] ?? '', ...(resource[2] !== undefined && { group: resource[2] }) };
}

async function sentenceOf(reader: Reader, { what, group, version }: Missing): Promise<string> {
  if (!group) return `The cluster knows no ${what}: no API group that it serves has it.`;
  const served = await reader.get<{ versions: readonly { version: string }[] }>(`/apis/${group}`);
  if (!served)
    return (
      `The cluster knows no ${what}: it serves no API group ${group}, so the custom resource definitions ` +
      'of that group are not installed.'
    );
  const versions = served.versions.map((each) => each.version);
  if (version !== undefined && !versions.includes(version)) {
    return (
      `The cluster serves the API group ${group} in ${versions.join(', ')}, not in ${version}, the ` +
      `version of ${what} that the command asks for.`
    );
  }
  return (
    `The cluster serves the API group ${group}, but no ${what} in it: its custom resource definition is ` +
    'not installed, or is of another version.'
  );
}

/** Says what to install. The guide's requirements name the version of Istio. */
function nextOf({ group, what }: Missing, { guide, versions }: Failure): string {
  if (group?.endsWith('.istio.io')) {
    const product =
      guide.requires.istio === undefined
        ? 'Istio'
        : `Istio ${guide.requires.istio}, which this guide requires`;
    const has = versions.istio === undefined ? 'the target has none' : `the target has ${versions.istio}`;
    return `Install ${product} (${has}), then run the step again.`;
  }
  const name = group ? `the custom resource definitions of \`${group}\`` : `what defines \`${what}\``;
  return (
    `Install ${name}; the guide’s front matter requires nothing that installs them. Then run the step ` +
    'again.'
  );
}
