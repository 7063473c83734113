/** The versions of the local cluster's parts. The go.mod files in `programs/` pin the same versions. */
export const kubernetesVersion = '1.35.4';
export const istioVersion = '1.31.1';
export const coreDnsVersion = '1.14.7';
/** The image for the pods of guides. It has the name of a public image, but its content is Debian's curl. */
export const curlImage = 'docker.io/curlimages/curl:7.88.1';
