import type { AuditRow } from '@oh/audit'
import { millisecondsOf } from '@oh/kernel'

/** A request is over within this; the audit keeps no number of it. */
const ONE_REQUEST_MS = 5_000

type Row = Pick<AuditRow, 'at' | 'actor' | 'action' | 'resource' | 'resourceIds' | 'outcome' | 'subject' | 'roles' | 'reasons'>

/**
 * What of these rows a worker is told, in their order, the newest first. Left out are the parts that a role shuts inside a
 * case it had just opened, which gave nothing and were nobody's attempt, and rows that say again what one of the same
 * request has said. The audit itself keeps every row, for the privacy officer.
 */
export function toldAccesses<Told extends Row>(rows: readonly Told[]): Told[] {
  return rows.filter((row, at) => {
    const saidAlready = rows.slice(0, at).some((newer) => isSameRequest(newer, row) && saysTheSame(newer, row))
    return !saidAlready && !(isShutRead(row) && rows.some((other) => isSameRequest(other, row) && openedCase(other, row)))
  })
}

function isSameRequest(one: Row, other: Row): boolean {
  return one.actor === other.actor && Math.abs(millisecondsOf(one.at) - millisecondsOf(other.at)) <= ONE_REQUEST_MS
}

function saysTheSame(one: Row, other: Row): boolean {
  const said = ({ action, resource, outcome, subject, roles, reasons }: Row) =>
    JSON.stringify([action, resource, outcome, subject, roles, reasons])
  return said(one) === said(other)
}

function isShutRead({ outcome, action }: Row): boolean {
  return outcome === 'forbidden' && /\.read/.test(action)
}

function openedCase(other: Row, { resourceIds }: Row): boolean {
  const opened = other.action === 'case.read' && other.resource === 'case' && other.outcome === 'allowed'
  return opened && other.resourceIds.some((id) => resourceIds.includes(id))
}
