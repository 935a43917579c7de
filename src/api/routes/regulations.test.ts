import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { Suppressions } from '../../events/people/suppressions.js'
import { RegulationDesk } from '../../jobs/regulation-desk.js'
import { testProject, type TestProject, tickingClock } from '../../sources/project.testing.js'
import { testServer, type TestServer } from '../server.testing.js'
import { regulationRoutes } from './regulations.js'

let project: TestProject
let suppressions: Suppressions
let desk: RegulationDesk
let server: TestServer
let erased = 0

beforeAll(async () => {
  project = await testProject({}, tickingClock())
  suppressions = await Suppressions.open(project, { refreshEvery: 0 })
  desk = new RegulationDesk(project, {
    suppressions,
    settle: 0,
    lookEvery: 0,
    erased: async () => void (await Promise.resolve(erased++)),
  })
  server = await testServer({ project, regulations: desk }, regulationRoutes)
})
afterAll(async () => {
  await server.app.close()
  await desk.close()
  suppressions.close()
  await project.dispose()
})

const order = (body: object) => server.app.inject({ method: 'POST', url: '/regulations', payload: body })
const get = async (url: string) => (await server.app.inject({ url })).json<Record<string, unknown>>()
const subject = { subjectType: 'USER_ID' }

describe('POST /regulations', () => {
  it('refuses a person at once and deletes them afterwards', async () => {
    const answer = await order({
      ...subject,
      regulationType: 'SUPPRESS_WITH_DELETE',
      subjectIds: ['u1', ' u2 '],
    })
    expect(answer.statusCode).toBe(202)
    const { regulation } = answer.json<{ regulation: { id: string } }>()
    expect(answer.headers['location']).toBe(`/regulations/${regulation.id}`)
    expect(regulation).toMatchObject({ status: 'INITIALIZED', subjects: 2, entity: 'customer', models: [] })
    expect([suppressions.has('customer', 'u1'), suppressions.has('customer', 'u2')]).toEqual([true, true])
    expect([suppressions.has('customer', 'u3'), suppressions.has('account', 'u1')]).toEqual([false, false])
    await desk.idle()
    expect(erased).toBe(1)
    expect(await get(`/regulations/${regulation.id}`)).toMatchObject({
      regulation: { status: 'FINISHED', retrainBy: null, error: null, erasedAt: null, files: [] },
    })
    expect(await get('/suppressions?id=u1')).toMatchObject({
      total: 1,
      suppressions: [{ entity: 'customer', regulationId: regulation.id }],
    })
    expect(await get('/suppressions?id=u3')).toEqual({ total: 0, suppressions: [] })
    expect(await get('/suppressions?limit=1')).toMatchObject({ total: 2 })
  })

  it('takes a suppression back', async () => {
    await order({ ...subject, regulationType: 'UNSUPPRESS', subjectIds: ['u1'] })
    await desk.idle()
    await suppressions.refresh()
    expect([suppressions.has('customer', 'u1'), suppressions.has('customer', 'u2')]).toEqual([false, true])
    const { regulations } = await get('/regulations?limit=1&status=FINISHED')
    expect(regulations).toMatchObject([{ regulationType: 'UNSUPPRESS', status: 'FINISHED' }])
  })

  it.each([
    ['no ids', { ...subject, regulationType: 'SUPPRESS', subjectIds: [] }],
    ['an id of space', { ...subject, regulationType: 'SUPPRESS', subjectIds: [' '] }],
    ['too many', { ...subject, regulationType: 'SUPPRESS', subjectIds: Array(5001).fill('u') }],
    ['an unknown type', { ...subject, regulationType: 'DELETE', subjectIds: ['u'] }],
    ['another subject', { subjectType: 'OBJECT_ID', regulationType: 'SUPPRESS', subjectIds: ['u'] }],
    ['an id that is no text', { ...subject, regulationType: 'SUPPRESS', subjectIds: [7] }],
  ])('refuses %s', async (_what, body) => {
    const answer = await order(body)
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ code: 'REQUEST_INVALID' })
  })

  it('says that there is none of an id, and logs nobody', async () => {
    const answer = await server.app.inject({ url: '/regulations/none' })
    expect(answer.statusCode).toBe(404)
    expect(answer.json()).toMatchObject({ code: 'REGULATION_UNKNOWN' })
    expect(JSON.stringify(server.log)).not.toMatch(/u1|u2/)
  })
})
