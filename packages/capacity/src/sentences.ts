import type { JobPlanFault, TemplateFault } from './rulings.ts'

export type PlanningFault = JobPlanFault | TemplateFault

/** What a person reads for each fault of a job plan or a weekly session. */
export const PLANNING_SENTENCES: Readonly<Record<PlanningFault, string>> = {
  'job-plan-in-the-past': 'A job plan begins today or later. What was planned for days gone by stays as it was.',
  'job-plan-ends-before-it-begins': 'The job plan ends before it begins. The last day must come after the first.',
  'pas-not-in-quarters': 'Enter PAs in quarters, such as 0.25, 2 or 4.5, and none below 0.',
  'more-than-twelve-pas': 'This is more than 12 PAs a week, the most that anybody may be planned for.',
  'job-plans-overlap': 'Another job plan of this specialist holds on some of these days. Choose days that are free.',
  'no-rights-on-first-day': 'On the first day of this plan the specialist has no right to work.',
  'sessions-exceed-job-plan':
    'The weekly sessions take more hours than the job plan has for complex cases: a PA is 4 hours. End a session first, or plan more PAs.',
  'session-in-the-past': 'A session begins today or later.',
  'session-ends-before-it-begins': 'The session ends before it begins. The last day must come after the first.',
  'session-not-on-a-weekday': 'Choose a day from Monday to Friday.',
  'session-outside-the-day': 'A session lasts half an hour or more, in quarters, and lies between 7am and 9pm.',
  'session-reaches-nobody': 'Choose where the session is held, or let workers be seen by video.',
  'sessions-overlap': 'The specialist has another session at that time.',
  'no-job-plan': 'No job plan holds on the first day of this session. Set the job plan first.',
}
