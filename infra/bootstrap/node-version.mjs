// Read by Node versions too old for the rest of the repository: keep to plain syntax.
const NEEDED = [20, 19]

/** One sentence, as a line, when this Node is too old; else an empty string. */
export function nodeComplaint(version) {
  const parts = version.split('.').map(Number)
  const enough = parts[0] > NEEDED[0] || (parts[0] === NEEDED[0] && parts[1] >= NEEDED[1])
  if (enough) return ''
  return `Node ${version} is too old: OH Federation needs Node ${NEEDED.join('.')} or newer. Install it from https://nodejs.org and run the command again.\n`
}
