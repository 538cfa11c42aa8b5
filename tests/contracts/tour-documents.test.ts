import { readdirSync, readFileSync } from 'node:fs'
import { costBy, costRates, documentLimits, limitRule, readTourDocument } from '@oh/gateway'
import { type IcsCode, instantOf, londonDateOf } from '@oh/kernel'
import { planFederation } from '@oh/local'
import { transformSupergraphToPublicSchema } from '@theguild/federation-composition'
import { buildASTSchema, Kind, type OperationDefinitionNode, parse, specifiedRules, validate } from 'graphql'
import { getVariableValues } from 'graphql/execution/values.js'
import { describe, expect, it } from 'vitest'

const folder = new URL('../../schema/documents/', import.meta.url)
const supergraph = parse(readFileSync(new URL('../../schema/graphql/supergraph.graphql', import.meta.url), 'utf8'))
const schema = buildASTSchema(transformSupergraphToPublicSchema(supergraph))
const costOf = costBy(supergraph)
const tour = readdirSync(folder).map((file) => readTourDocument(file, readFileSync(new URL(file, folder), 'utf8')))
const today = londonDateOf(instantOf(Date.now()))
const plan = planFederation({ ics: ['QK1' as IcsCode, 'QT1' as IcsCode], enrolled: [], portBase: 3000, today })
const personas = new Set(plan.personas.map(({ id }) => String(id)))

/** Room for one more column of rows before anybody must think about the limit. */
const WITH_RESERVE = 0.6 * costRates.limit

describe('the tour', () => {
  it('asks for nurse, specialist, worker, region and nation, in steps that follow each other', () => {
    expect(tour.map(({ step }) => step).sort((one, other) => one - other)).toEqual(tour.map((_, at) => at + 1))
    const roles = new Set(tour.map(({ persona }) => persona.replace(/-(rwe|qk1)$/, '')))
    expect([...roles]).toEqual(expect.arrayContaining(['nurse', 'specialist', 'worker', 'ics-lead', 'national-lead']))
  })

  it.each(['ics-live', 'national', 'worklist', 'escalate'])('has %s', (name) => {
    expect(tour.map((document) => document.name)).toContain(name)
  })
})

describe.each(tour)('$name', ({ persona, text, variables }) => {
  const document = parse(text)
  const operation = document.definitions.find((node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION)

  it('is one operation that the graph answers, within every limit', () => {
    expect(document.definitions).toEqual([operation])
    expect(validate(schema, document, [...specifiedRules, limitRule(documentLimits, 'counted')])).toEqual([])
  })

  it('costs less than the limit, with reserve', () => {
    const points = costOf(document, undefined, variables)
    expect(points).toBeGreaterThan(0)
    expect(points).toBeLessThanOrEqual(WITH_RESERVE)
  })

  it('is asked by somebody there is, with variables of its types', () => {
    expect(personas).toContain(persona)
    expect(getVariableValues(schema, operation?.variableDefinitions ?? [], variables).errors).toBeUndefined()
  })
})
