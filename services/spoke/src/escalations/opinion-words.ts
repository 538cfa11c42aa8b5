import type { OpinionGivenV1 } from '@oh/messages'

/** What the nurse reads for the fitness a specialist found. */
export const FITNESS_TITLES: Readonly<Record<OpinionGivenV1['fitness'], string>> = {
  fit: 'Fit for work',
  'fit-with-adjustments': 'Fit for work with adjustments',
  'temporarily-unfit': 'Not fit for work for now',
  unfit: 'Not fit for this work',
}
