import { badInput, cursorOf, pageOf } from '@oh/graph'
import { asSkill, type Skill } from '@oh/routing'
import { orThrow } from '../answers.ts'
import { builder, PageInfo } from '../builder.ts'
import { requireServed } from '../context.ts'
import { readDayPage } from '../cursors.ts'
import { STATE_TITLES, URGENCY_TITLES } from '../escalations/titles.ts'
import { PoolSkill, RoutingReason } from '../specialists/skill.graph.ts'
import type { BoardEscalation } from './board.reads.ts'
import { BOARD_DUE, BOARD_STANDINGS } from './board-filter.ts'
import { type NamedSpecialist, STANDING_TITLES } from './named.ts'
import { type BoardCandidate, type BoardRow, candidatesIn, type EndingRight, readBoard, type StoodDown } from './read-board.ts'

const BoardEscalationRef = builder.objectRef<BoardEscalation>('BoardEscalation').implement({
  description: 'An escalation as the coordinator sees it: nothing clinical, no identity.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    pseudonym: t.exposeString('pseudonym'),
    skills: t.field({ type: [PoolSkill], nullable: false, resolve: ({ skills }) => [...skills] }),
    urgency: t.exposeString('urgency'),
    urgencyTitle: t.string({ resolve: ({ urgency }) => URGENCY_TITLES[urgency] }),
    dueOn: t.expose('dueOn', { type: 'LondonDate' }),
    acceptBy: t.expose('acceptBy', { type: 'LondonDate' }),
    state: t.exposeString('state'),
    stateTitle: t.string({ resolve: ({ state }) => STATE_TITLES[state] }),
    round: t.exposeInt('round', { description: 'From 1; one more each time somebody did not take it.' }),
    receivedAt: t.expose('receivedAt', { type: 'Instant' }),
  }),
})

export const BoardSpecialist = builder.objectRef<NamedSpecialist>('BoardSpecialist').implement({
  fields: (t) => ({ id: t.exposeID('id', { nullable: false }), fullName: t.exposeString('fullName', { nullable: false }) }),
})

const BoardCandidateRef = builder.objectRef<BoardCandidate>('BoardCandidate').implement({
  description: 'What was found about one specialist, and why.',
  fields: (t) => ({
    specialist: t.expose('specialist', { type: BoardSpecialist, nullable: false }),
    round: t.exposeInt('round', { nullable: false }),
    standing: t.exposeString('standing', { nullable: false, description: 'placed, eligible-not-chosen or excluded.' }),
    standingTitle: t.string({ nullable: false, resolve: ({ standing }) => STANDING_TITLES[standing] }),
    reasons: t.field({ type: [RoutingReason], nullable: false, resolve: ({ reasons }) => [...reasons] }),
  }),
})

const BoardStandDown = builder.objectRef<StoodDown>('BoardStandDown').implement({
  description: 'That an escalation was taken back from a specialist whose rights or role had ended.',
  fields: (t) => ({
    specialist: t.expose('specialist', { type: BoardSpecialist, nullable: false }),
    at: t.expose('at', { type: 'Instant', nullable: false }),
    reasons: t.field({ type: [RoutingReason], nullable: false, resolve: ({ reasons }) => [...reasons] }),
  }),
})

const EndingRightRef = builder.objectRef<EndingRight>('EndingRight').implement({
  description: 'A right of a specialist that ends within a month: what is with that specialist is then taken back.',
  fields: (t) => ({
    specialist: t.expose('specialist', { type: BoardSpecialist, nullable: false }),
    on: t.expose('on', { type: 'LondonDate', nullable: false, description: 'The first day without it.' }),
    sentence: t.exposeString('sentence', { nullable: false }),
  }),
})

const BoardRowRef = builder.objectRef<BoardRow>('BoardRow').implement({
  fields: (t) => ({
    escalation: t.expose('escalation', { type: BoardEscalationRef, nullable: false }),
    offeredTo: t.field({
      type: BoardSpecialist,
      description: 'Whom it is on offer to, or who has accepted it.',
      resolve: ({ offeredTo }) => offeredTo ?? null,
    }),
    candidates: t.field({
      type: [BoardCandidateRef],
      nullable: false,
      description: 'Everyone considered, and why; in the latest look, or in the last one of the given round.',
      args: { round: t.arg.int() },
      resolve: (row, { round }) => [...candidatesIn(row, round)],
    }),
    stoodDown: t.field({
      type: BoardStandDown,
      description: 'From whom it was taken back last; null when it never was.',
      resolve: ({ stoodDown }) => stoodDown ?? null,
    }),
    late: t.exposeBoolean('late', { nullable: false, description: 'The due date has passed.' }),
    acceptLate: t.exposeBoolean('acceptLate', { nullable: false, description: 'Nobody has accepted it in time.' }),
    parked: t.exposeBoolean('parked', { nullable: false, description: 'The home service will not take a message about it.' }),
    onHold: t.exposeBoolean('onHold', {
      nullable: false,
      description: 'Withdrawn with an open safety flag: the home service decides.',
    }),
  }),
})

interface Page extends ReturnType<typeof pageOf<BoardRow>> {
  readonly rightsEnding: readonly EndingRight[]
}

const BoardPage = builder.objectRef<Page>('BoardPage').implement({
  fields: (t) => ({
    rows: t.expose('rows', { type: [BoardRowRef], nullable: false }),
    rightsEnding: t.field({
      type: [EndingRightRef],
      nullable: false,
      description: 'Rights that end within a month, soonest first.',
      resolve: ({ rightsEnding }) => [...rightsEnding],
    }),
    pageInfo: t.expose('pageInfo', { type: PageInfo, nullable: false }),
  }),
})

const placeOf = ({ escalation: { dueOn, id } }: BoardRow) => cursorOf(dueOn, id)

function skillIn(text: string | null | undefined): Skill | undefined {
  const skill = text == null ? undefined : asSkill(text)
  if (text != null && !skill) throw badInput('Choose a skill from the list.')
  return skill
}

function oneOf<Word extends string>(words: readonly Word[], text: string | null | undefined): Word | undefined {
  const word = words.find((each) => each === text)
  if (text != null && !word) throw badInput(`Choose one of ${words.join(', ')}.`)
  return word
}

builder.queryField('board', (t) =>
  t.field({
    type: BoardPage,
    description: 'What is not over yet, earliest due first. Coordinators only.',
    args: {
      ics: t.arg.id({ required: true }),
      skill: t.arg.string({ description: 'Only what needs this skill.' }),
      standing: t.arg.string({ description: 'Only what is waiting, offered or taken.' }),
      due: t.arg.string({ description: 'Only what is late, or due this-week.' }),
      first: t.arg.int({ required: true }),
      after: t.arg.string(),
    },
    resolve: async (_root, { ics, skill, standing, due, ...args }, context) => {
      requireServed(context, { ics })
      const page = readDayPage(args)
      const narrowed = { skill: skillIn(skill), standing: oneOf(BOARD_STANDINGS, standing), due: oneOf(BOARD_DUE, due) }
      const listed = orThrow(await readBoard(context.pool, context.caller, { page, ...narrowed }))
      return { ...pageOf(listed.rows, page.first, placeOf), rightsEnding: listed.rightsEnding }
    },
  }),
)
