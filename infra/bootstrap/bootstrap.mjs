// The way in for every command of the repository. It needs Node and npm, nothing else.
// Nothing newer than a static import of plain code may stand here: an old Node must still be able to say that it is too old.
import { nodeComplaint } from './node-version.mjs'

const complaint = nodeComplaint(process.versions.node)
if (complaint) {
  process.stderr.write(complaint)
  process.exitCode = 1
} else {
  import('./run-command.mjs').then((command) => command.runCommand(process.argv[2], process.argv.slice(3)))
}
