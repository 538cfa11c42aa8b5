// Turns what the system and the package tools say into one sentence that tells the reader what to do.

const causes = [
  {
    cause: 'disk-full',
    signs: /ENOSPC|no space left on device|EDQUOT/i,
    says: ({ root }) => `The disk that holds ${root} is full: free at least 2 GB and run the command again.`,
  },
  {
    cause: 'read-only',
    signs: /EROFS|read-only file system/i,
    says: ({ root }) =>
      `${root} is on a read-only file system: copy the checkout to a folder you can write to and run the command there.`,
  },
  {
    cause: 'not-permitted',
    signs: /EACCES|EPERM|permission denied/i,
    says: ({ root }) =>
      `This account may not write in ${root}: take ownership of the folder, or copy the checkout to one of your own, and run the command there.`,
  },
  {
    cause: 'npm-missing',
    signs: /spawn npm(\.cmd)? ENOENT|npm: (command )?not found/i,
    says: () =>
      'npm was not found: it comes with Node, so install Node from https://nodejs.org with npm and run the command again.',
  },
  {
    cause: 'certificate',
    signs: /SELF_SIGNED_CERT|UNABLE_TO_(VERIFY|GET_ISSUER)|CERT_HAS_EXPIRED|certificate/i,
    says: () =>
      'The package registry shows a certificate that Node does not trust: set NODE_EXTRA_CA_CERTS to the certificate file of your network and run the command again.',
  },
  {
    cause: 'registry-away',
    signs:
      /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ERR_PNPM_META_FETCH_FAIL|ERR_PNPM_FETCH|E(403|407|502|503|504)\b/,
    says: () =>
      'The package registry cannot be reached: check the network, or the proxy and registry settings of npm ("npm config get registry"), and run the command again.',
  },
  {
    cause: 'lock-behind',
    signs: /ERR_PNPM_OUTDATED_LOCKFILE|ERR_PNPM_LOCKFILE_CONFIG_MISMATCH/,
    says: () =>
      'pnpm-lock.yaml does not match the package.json files: run "node infra/bootstrap/pnpm/node_modules/pnpm/bin/pnpm.cjs install" and commit the lock file.',
  },
  {
    cause: 'tampered',
    signs: /EINTEGRITY|ERR_PNPM_TARBALL_INTEGRITY/,
    says: () =>
      'A downloaded package is not the one the lock file names: do not go on; clear the caches ("npm cache clean --force") and try on another network.',
  },
]

/**
 * The sentence for a failure, or undefined when the text holds no sign that is known.
 * A full disk comes before a missing permission, since tools name both when the disk is full.
 */
export function explain(text, place) {
  return causes.find(({ signs }) => signs.test(text))?.says(place)
}

/** A failure whose message is already the sentence to print. */
export class Stop extends Error {
  constructor(sentence, exitCode = 1) {
    super(sentence)
    this.name = 'Stop'
    this.exitCode = exitCode
  }
}
