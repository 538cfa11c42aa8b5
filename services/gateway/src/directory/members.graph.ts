import { refusedAnswer } from '@oh/graph'
import { approveMember } from './approve-member.ts'
import { builder, Refused } from './builder.ts'
import { changeMemberState } from './change-member-state.ts'
import { asPerson, shown } from './context.ts'
import type { Denied } from './denial.ts'
import { type Invited, inviteMember } from './invite-member.ts'
import { DIRECTORY_REFUSALS, type DirectoryRefusal } from './sentences.ts'

function answer<Done extends { kind: string }>(outcome: Done | Denied | { kind: 'refused'; reasons: DirectoryRefusal[] }) {
  const seen = shown(outcome)
  return 'reasons' in seen ? refusedAnswer(seen.reasons, DIRECTORY_REFUSALS) : (seen as Done)
}

const MemberKindEnum = builder.enumType('MemberKind', { values: ['spoke', 'pool'] as const })
const MemberChange = builder.enumType('MemberChange', { values: ['suspend', 'resume', 'retire'] as const })

const is = (kind: string) => (value: unknown) =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind

const MemberInvited = builder.objectRef<Invited>('MemberInvited').implement({
  isTypeOf: is('invited'),
  fields: (t) => ({
    memberId: t.exposeID('memberId', { nullable: false }),
    code: t.exposeString('code', { nullable: false, description: 'One-time code, shown once, good for 24 hours.' }),
    expiresAt: t.expose('expiresAt', { type: 'Instant', nullable: false }),
  }),
})
const MemberApproved = builder.objectRef<{ kind: 'approved'; memberId: string }>('MemberApproved').implement({
  isTypeOf: is('approved'),
  fields: (t) => ({ memberId: t.exposeID('memberId', { nullable: false }) }),
})
const MemberChanged = builder.objectRef<{ kind: 'changed'; memberId: string; state: string }>('MemberChanged').implement({
  isTypeOf: is('changed'),
  fields: (t) => ({ memberId: t.exposeID('memberId', { nullable: false }), state: t.exposeString('state', { nullable: false }) }),
})

builder.mutationFields((t) => ({
  inviteMember: t.field({
    type: builder.unionType('InviteMemberResult', { types: [MemberInvited, Refused] }),
    nullable: false,
    description: 'Invites a spoke for a trust, or a pool for an ICS. Registrars only.',
    args: { kind: t.arg({ type: MemberKindEnum, required: true }), code: t.arg.id({ required: true }) },
    resolve: async (_root, ask, context) => answer(await inviteMember(context.directory, asPerson(context), ask)),
  }),
  approveMember: t.field({
    type: builder.unionType('ApproveMemberResult', { types: [MemberApproved, Refused] }),
    nullable: false,
    description: 'Approves the key of a newcomer after its fingerprint was compared. Never by the registrar who invited it.',
    args: { memberId: t.arg.id({ required: true }), fingerprint: t.arg.string({ required: true }) },
    resolve: async (_root, { memberId, fingerprint }, context) =>
      answer(await approveMember(context.directory, asPerson(context), { memberId, fingerprint })),
  }),
  changeMember: t.field({
    type: builder.unionType('ChangeMemberResult', { types: [MemberChanged, Refused] }),
    nullable: false,
    description: 'Suspends, resumes or retires a member. Registrars only.',
    args: { memberId: t.arg.id({ required: true }), change: t.arg({ type: MemberChange, required: true }) },
    resolve: async (_root, { memberId, change }, context) =>
      answer(await changeMemberState(context.directory, context.actor, { memberId, change })),
  }),
}))
