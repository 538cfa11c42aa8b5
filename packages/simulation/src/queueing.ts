import type { Share } from './world.ts'

/** A queue of one kind of work before `servers` alike, in units of one time (working days, say). */
export interface Queue {
  /** Whole, 1 or more. */
  readonly servers: number
  /** Arrivals per unit of time. */
  readonly arrivals: number
  /** Mean time that one server takes for one arrival. */
  readonly service: number
  /** Variance over squared mean of the service time: 1 is exponential, 0 is always the same. */
  readonly serviceVariation: number
  /** The same of the time between arrivals: 1 is a Poisson process. */
  readonly arrivalVariation: number
}

/** Share of the servers' time that the work takes; at 1 or above the queue has no steady state. */
export function loadOf({ servers, arrivals, service }: Pick<Queue, 'servers' | 'arrivals' | 'service'>): number {
  return (arrivals * service) / servers
}

/**
 * The probability that an arrival has to wait in M/M/c (Erlang 1917; Erlang C). `offered` is arrivals times mean service
 * time, in Erlangs. By the recursion for the loss formula, B(n) = aB(n-1) / (n + aB(n-1)), which keeps its precision for many
 * servers, and C = B / (1 - a(1 - B)/c). 1 when the load is 1 or more; 0 when nothing is offered. Throws RangeError on a
 * number of servers that is not whole and at least 1, and on an offer below 0.
 */
export function erlangC(servers: number, offered: number): Share {
  if (!Number.isInteger(servers) || servers < 1) throw new RangeError(`a queue needs a whole number of servers: ${servers}`)
  if (!(offered >= 0)) throw new RangeError(`offered work must be 0 or more: ${offered}`)
  if (offered >= servers) return 1
  let lost = 1
  for (let n = 1; n <= servers; n += 1) lost = (offered * lost) / (n + offered * lost)
  return lost / (1 - (offered / servers) * (1 - lost))
}

/**
 * The mean wait before service in the steady state, in the unit of the queue; Infinity when the load is 1 or more. Exact for
 * M/M/c (Erlang C) and M/G/1 (Pollaczek and Khinchine); for G/G/c the approximation of Allen and Cunneen: the wait of M/M/c
 * times the mean of both variations (Allen, Probability, Statistics and Queueing Theory, 2nd ed., 1990, section 5.5.1; with one
 * server it is Kingman's bound in heavy traffic, 1961).
 */
export function meanWaitOf(queue: Queue): number {
  const { servers, arrivals, service, arrivalVariation, serviceVariation } = queue
  const load = loadOf(queue)
  if (load >= 1) return Number.POSITIVE_INFINITY
  const markov = (erlangC(servers, arrivals * service) * service) / (servers * (1 - load))
  return (markov * (arrivalVariation + serviceVariation)) / 2
}

/**
 * How long a queue that began empty can have become: the mean wait at `time` if the servers were fully used, sigma times the root
 * of 2t/pi, the mean of a reflected Brownian motion without drift (Harrison, Brownian Motion and Stochastic Flow Systems, 1985,
 * section 1.8). With any slack the wait is below this and below its steady state, so the less of the two is taken for a queue that
 * has not had time to settle.
 */
export function longestWaitAfter(queue: Queue, time: number): number {
  const { servers, arrivals, service, arrivalVariation, serviceVariation } = queue
  const variance = arrivals * (service / servers) ** 2 * (arrivalVariation + serviceVariation)
  return Math.sqrt((2 * variance * time) / Math.PI)
}

/**
 * The share that waits no longer than `allowance`, of whom `delayed` wait at all and the mean wait is `meanWait`: exact for
 * M/M/c, where whoever waits does so for an exponential time; for other queues the heavy-traffic limit (Kingman 1962). An
 * allowance below 0 is kept by nobody.
 */
export function shareWithin(
  allowance: number,
  { delayed, meanWait }: { readonly delayed: Share; readonly meanWait: number },
): Share {
  if (allowance < 0) return 0
  if (delayed === 0 || meanWait === 0) return 1
  return 1 - delayed * Math.exp((-delayed * allowance) / meanWait)
}
