type Fields = Readonly<Record<string, unknown>>;

/**
 * The secrets in a kubeconfig's cluster and user
 * (https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/): the user's credentials, the secrets that
 * a credential program (`exec`) or an auth provider gets, and the password of the proxy. `fileContent` reads
 * the file with a token.
 */
export function credentialsOf(
  cluster: Fields,
  user: Fields,
  fileContent: (file: string) => string,
): string[] {
  const { tokenFile } = user;
  return [
    user['client-key-data'],
    user['token'],
    user['password'],
    typeof tokenFile === 'string' ? fileContent(tokenFile).trim() : '',
    ...programSecrets(fieldsOf(user['exec'])),
    ...providerSecrets(fieldsOf(fieldsOf(user['auth-provider'])['config'])),
    proxyPassword(cluster['proxy-url']),
  ].filter((secret) => typeof secret === 'string' && secret !== '') as string[];
}

/**
 * The secrets that a credential program gets: the values of its variables, except harmless ones such as a
 * region, and the values of options whose name is that of a secret.
 */
function programSecrets({ env, args }: Fields): unknown[] {
  const values = listOf(env)
    .map(fieldsOf)
    .filter(
      ({ name, value }) =>
        typeof value === 'string' && !value.startsWith('/') && !harmless.test(String(name)),
    )
    .map(({ value }) => value);
  const options = listOf(args).map(String);
  const given = options.flatMap((option, at) => {
    const [, name = '', value] = /^(-[^=]*)(?:=(.*))?$/s.exec(option) ?? [];
    return secretName.test(name) ? [value ?? options[at + 1]] : [];
  });
  return [...values, ...given.filter((value) => value !== undefined && !/^[-/]/.test(value))];
}

function providerSecrets(config: Fields): unknown[] {
  return Object.entries(config).flatMap(([name, value]) => (secretName.test(name) ? [value] : []));
}

function proxyPassword(proxy: unknown): unknown {
  const password = typeof proxy === 'string' && URL.canParse(proxy) ? new URL(proxy).password : '';
  try {
    return decodeURIComponent(password);
  } catch {
    return password;
  }
}

const harmless = /(?:^|_)(?:REGIONS?|PROFILE|ENVIRONMENT|ENDPOINTS?)$/i;
const secretName = /token|secret|password|passphrase|(?:api|access|private|client)-?key/i;

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
