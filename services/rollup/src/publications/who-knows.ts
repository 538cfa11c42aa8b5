import type { Insiders } from '@oh/disclosure'
import type { Month, TrustCode } from '@oh/kernel'
import { trusts } from '@oh/organisations'

/** That a service sent an employer's month, whatever of it counts by now: it knows the counts. */
export interface Sender {
  readonly service: string
  readonly employer: TrustCode
  readonly month: Month
}

/** Who knows what employers' months count. */
export interface Knowledge {
  /**
   * Who knows a month: its employer, as one owner of all of them. An employer whose months were sent by several services is as
   * many owners as they know different parts of them.
   */
  ownerOf(employer: TrustCode, month: Month): string
  /** Who knows the counts of several owners: services, trusts that took another in, and employers who are several owners. */
  readonly insiders: readonly Insiders[]
  /** The employers of each service that sent the month of several. */
  servicesOfMany(month: Month): readonly (readonly TrustCode[])[]
}

/** What is known of the months of a year beside what is published. */
export function knowledgeOf(senders: readonly Sender[], months: readonly Month[]): Knowledge {
  const services = [...new Set(senders.map(({ service }) => service))]
  const sentBy = new Map<string, string[]>()
  const servicesOf = new Map<TrustCode, Set<string>>()
  for (const { service, employer, month } of senders) {
    const key = `${employer} ${month}`
    sentBy.set(key, [...new Set([...(sentBy.get(key) ?? []), service])].toSorted())
    servicesOf.set(employer, (servicesOf.get(employer) ?? new Set()).add(service))
  }
  const hasSent = (service: string, employer: TrustCode, month: Month) => !!sentBy.get(`${employer} ${month}`)?.includes(service)
  const ownerOf = (employer: TrustCode, month: Month): string => {
    if ((servicesOf.get(employer)?.size ?? 0) < 2) return employer
    return `${employer} by ${sentBy.get(`${employer} ${month}`)?.join(' and ') ?? 'nobody'}`
  }
  const ownersOf = (employer: TrustCode) => [...new Set(months.map((month) => ownerOf(employer, month)))]
  const employersOf = (service: string, month: Month) =>
    [...servicesOf.keys()].filter((employer) => hasSent(service, employer, month))
  return {
    ownerOf,
    insiders: [
      ...[...servicesOf.keys()].map((employer) => ({ name: employer, owners: ownersOf(employer) })),
      ...services.map((service) => ({
        name: service,
        owners: [...new Set(months.flatMap((month) => employersOf(service, month).map((each) => ownerOf(each, month))))],
      })),
      ...trusts().flatMap(({ code, followedBy }) =>
        followedBy ? [{ name: `${followedBy} after ${code}`, owners: [followedBy, code].flatMap(ownersOf) }] : [],
      ),
    ].filter(({ owners }) => owners.length > 1),
    servicesOfMany: (month) => services.map((service) => employersOf(service, month)).filter(({ length }) => length > 1),
  }
}
