import { type LondonDate, londonDateOf } from '@oh/kernel'
import {
  editionInForce,
  findIcs,
  findTrust,
  type Ics as IcsFacts,
  icsList,
  icsOfTrust,
  REGIONS,
  type Trust as TrustFacts,
  trustsOfIcs,
} from '@oh/organisations'
import { builder } from './builder.ts'
import type { DirectoryContext } from './context.ts'
import { proveRoles } from './prove-roles.ts'
import { readMemberState } from './read-member-state.ts'
import { readServedSince } from './read-served-since.ts'

const today = ({ directory }: DirectoryContext): LondonDate => londonDateOf(directory.db.clock())

const stateOf = (code: string, { directory, actor }: DirectoryContext) => readMemberState(directory, actor, code)

const MemberStateEnum = builder.enumType('MemberState', {
  description: 'How a member stands in the federation.',
  values: ['invited', 'active', 'suspended', 'retired'] as const,
})

/** How England is named among areas. */
const ENGLAND = 'ENG'
/** Carried by the gateway to the member that asks for it; no client may. */
const proofOptions = {
  inaccessible: true,
  description: 'What the directory says of your regional and national roles, signed for one member.',
} as const

const IcsRef = builder.objectRef<IcsFacts>('Ics')

const Trust = builder.objectRef<TrustFacts>('Trust').implement({
  description:
    'An NHS trust. What its occupational health service answers stands in further fields, each null when the service does not.',
  fields: (t) => ({
    odsCode: t.exposeID('code', { nullable: false, description: 'ODS code.' }),
    name: t.exposeString('name', { nullable: false }),
    type: t.exposeString('type', { nullable: false, description: 'Acute, mental-health, community, ambulance or specialist.' }),
    ics: t.field({
      type: IcsRef,
      description: 'The ICS it belongs to today.',
      resolve: (trust, _args, context) => icsOfTrust(trust.code, today(context)) ?? null,
    }),
    rolesProof: t.string({
      ...proofOptions,
      resolve: ({ code }, _args, context) => proveRoles(context, context.directory.members.spokeServing(code)?.id),
    }),
    memberState: t.field({
      type: MemberStateEnum,
      description: 'How its occupational health service stands in the federation; null when it has not joined.',
      resolve: (trust, _args, context) => stateOf(trust.code, context),
    }),
    servedSince: t.field({
      type: 'LondonDate',
      description: 'Since when the service that looks after it has done so in the federation; null when none does.',
      resolve: ({ code }, _args, { directory, actor }) => readServedSince(directory, actor, code),
    }),
  }),
})

builder.asEntity(Trust, {
  key: builder.selection<{ odsCode: string }>('odsCode'),
  resolveReference: ({ odsCode }) => findTrust(odsCode) ?? null,
})

IcsRef.implement({
  description: 'An integrated care system, in the edition of its geography that is in force.',
  fields: (t) => ({
    code: t.exposeID('code', { nullable: false, description: 'ODS code of its board.' }),
    name: t.exposeString('name', { nullable: false }),
    region: t.string({ nullable: false, resolve: (ics) => REGIONS.find(({ code }) => code === ics.region)?.name ?? ics.region }),
    trusts: t.field({
      type: [Trust],
      nullable: false,
      description: 'Its trusts today, by name.',
      resolve: (ics, _args, context) => [...(trustsOfIcs(ics.code, today(context)) ?? [])],
    }),
    rolesProof: t.string({
      ...proofOptions,
      resolve: (_ics, _args, context) => proveRoles(context, context.directory.members.rollup()?.id),
    }),
    poolRolesProof: t.string({
      ...proofOptions,
      resolve: ({ code }, _args, context) => proveRoles(context, context.directory.members.poolServing(code)?.id),
    }),
    memberState: t.field({
      type: MemberStateEnum,
      description: 'How its pool stands in the federation; null when it has none.',
      resolve: (ics, _args, context) => stateOf(ics.code, context),
    }),
  }),
})

builder.asEntity(IcsRef, {
  key: builder.selection<{ code: string }>('code'),
  resolveReference: ({ code }, context) => findIcs(code, editionInForce(today(context))) ?? null,
})

const England = builder.objectRef<{ readonly id: string }>('England').implement({
  description: 'England: where all systems are seen side by side.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    rolesProof: t.string({
      ...proofOptions,
      resolve: (_england, _args, context) => proveRoles(context, context.directory.members.rollup()?.id),
    }),
  }),
})

builder.asEntity(England, {
  key: builder.selection<{ id: string }>('id'),
  resolveReference: ({ id }) => (id === ENGLAND ? { id } : null),
})

builder.queryFields((t) => ({
  england: t.field({
    type: England,
    nullable: false,
    description: 'England, for its published figures.',
    resolve: () => ({ id: ENGLAND }),
  }),
  icsList: t.field({
    type: [IcsRef],
    nullable: false,
    description: 'Every ICS in force today, by region and name. Never ranked.',
    resolve: (_root, _args, context) => [...icsList(editionInForce(today(context)))],
  }),
  ics: t.field({
    type: IcsRef,
    args: { code: t.arg.id({ required: true }) },
    description: 'One ICS by its code; null when no ICS has it today.',
    resolve: (_root, { code }, context) => findIcs(code, editionInForce(today(context))) ?? null,
  }),
  trust: t.field({
    type: Trust,
    args: { odsCode: t.arg.id({ required: true }) },
    description: 'One trust by its ODS code; null when no trust has it.',
    resolve: (_root, { odsCode }) => findTrust(odsCode) ?? null,
  }),
}))
