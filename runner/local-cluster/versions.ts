/** What the local cluster is made of. The Go modules' own go.mod files pin the same versions. */
export const kubernetesVersion = '1.35.4';
export const istioVersion = '1.31.1';
export const coreDnsVersion = '1.14.7';
/** The name the guide's sleep.yaml asks for; the contents are Debian's curl. */
export const curlImage = 'docker.io/curlimages/curl:7.88.1';
