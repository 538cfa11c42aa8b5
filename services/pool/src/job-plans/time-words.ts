import { PLANNING_SENTENCES, type PlanningFault } from '@oh/capacity'

/** Why a change of somebody's time is refused. */
export type TimeWord =
  | PlanningFault
  | 'site-unknown'
  | 'weekly-session-over'
  | 'weekly-session-ends-in-the-past'
  | 'leave-over'
  | 'leave-ends-before-it-begins'
  | 'leave-too-long'
  | 'leave-cancelled-before'
  | 'session-gone'
  | 'session-cancelled-before'
  | 'specialist-planned-at-home'
  | 'session-clashes-with-single'

export const TIME_SENTENCES: Readonly<Record<TimeWord, string>> = {
  ...PLANNING_SENTENCES,
  'site-unknown': 'Choose a trust where the session is held from the list.',
  'weekly-session-over': 'This weekly session has ended already.',
  'weekly-session-ends-in-the-past': 'A weekly session ends today or later. What was held before stays as it was.',
  'leave-over': 'This leave is over. Leave lasts until today or later.',
  'leave-ends-before-it-begins': 'The first day back must come after the first day of leave.',
  'leave-too-long': 'Leave is entered for two years at most.',
  'leave-cancelled-before': 'This leave has been cancelled already.',
  'session-gone': 'This session has begun or is over.',
  'session-cancelled-before': 'This session has been cancelled already.',
  'session-clashes-with-single':
    'In the next eight weeks the specialist has a single session at that time. Find it in the rota and cancel it, or choose another time.',
  'specialist-planned-at-home':
    'A neighbour lends you this specialist for single sessions. The rest is planned at home; give a session back if you do not need it.',
}
