/** A failure whose message is the sentence to print: what is wrong and what to do about it. */
export class PlainFault extends Error {
  override readonly name = 'PlainFault'
  readonly code = 'LOCAL'
}

export type Say = (line: string) => void

const SYSTEM_WORDS: Readonly<Record<string, (place: string) => string>> = {
  ENOSPC: (place) => `The disk that holds ${place} is full: free at least 2 GB and run the command again.`,
  EDQUOT: (place) =>
    `This account's share of the disk that holds ${place} is used up: free some space and run the command again.`,
  EROFS: (place) =>
    `${place} is on a read-only file system: set OH_DATA_DIR to a folder that can be written to and run the command again.`,
  EACCES: (place) =>
    `This account may not write in ${place}: take ownership of it, or set OH_DATA_DIR to a folder of your own, and run the command again.`,
  EPERM: (place) =>
    `This account may not write in ${place}: take ownership of it, or set OH_DATA_DIR to a folder of your own, and run the command again.`,
  ENOTDIR: (place) => `${place} is not a folder: set OH_DATA_DIR to a folder and run the command again.`,
}

/** The sentence for a failure of the system at a place, or the failure itself when it is of another kind. */
export function plainly(fault: unknown, place: string): unknown {
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : ''
  const words = SYSTEM_WORDS[code]
  return words ? new PlainFault(words(place), { cause: fault }) : fault
}

/** Runs a command; a plain fault becomes one line on standard error and exit code 1, anything else is a bug and shows its stack. */
export async function runPlainly(command: () => Promise<void>): Promise<void> {
  try {
    await command()
  } catch (fault) {
    if (!(fault instanceof PlainFault)) throw fault
    process.stderr.write(`${fault.message}\n`)
    process.exitCode = 1
  }
}
